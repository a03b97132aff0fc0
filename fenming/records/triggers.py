"""Triggers that make wrong rows impossible whoever writes them (invariants 2, 3, 5, 7; R61, R77).

Kept outside migrations: SQLite drops triggers silently when a table is rebuilt, so `migrate` installs and checks
them anew each time (management/commands/migrate.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint

from .frozen import FROZEN

# Added to, never altered: the state of such a record is its last event row.
APPEND_ONLY = (
    "standardversion", "fact", "reply", "assessment", "resolution", "determination", "ledgerentry", "posting",
    "postingline", "postingevent", "settlement", "settlementline", "settlementevent", "auditevent", "idempotencykey",
    "standing", "departure", "arrival", "probationevent", "reporter", "accessevent", "rollcall", "rollcallmark", "addendum",
    "finding", "reportback", "opening", "signoff", "appraisalgrade", "filing", "filingevent",
    "hearing", "acknowledgement", "handlerrequest", "handling", "rectificationevent", "disposaldecision", "disposalfiling",
    "disposalfilingevent", "probationapproval", "reportinquiry", "organisationevent",
    "bottomresolution", "uselist", "useproposal", "usedecision", "incentive",
    "received", "receivedevent", "formtemplate",
)  # fmt: skip
CHAINED = ("ledgerentry", "auditevent")
GENESIS = "0" * 64
# A member transferred inside the system: the arrival points to the other branch's departure.
# A committee's batch holds forms of its branches.
ACROSS_BRANCHES = frozenset({("arrival", "departure_id"), ("formsheet", "batch_id")})
# The condition of each conditional unique constraint, to be asked of a row.
ONLY_WHERE = {
    "calendar_feed_one_open": "revoked_at IS NULL",
    "membership_one_current": "until IS NULL",
    "affiliation_one_current": "until IS NULL",
    "grouping_one_current": "until IS NULL",
    "matter_no_exact_repeat": "state <> 'withdrawn'",
    "meeting_number_once": "month_id IS NULL AND state <> 'cancelled'",
    "meeting_number_once_a_month": "state <> 'cancelled'",
    "meeting_one_running": "month_id IS NULL AND state NOT IN ('closed', 'cancelled')",
    "meeting_one_running_a_month": "state NOT IN ('closed', 'cancelled')",
    "posting_event_once": "kind <> 'extended'",
    "correction_one_open": "state = 'proposed'",
    "objection_one_open_a_matter": "state = 'open'",
    "objection_one_open_an_entry": "state = 'open'",
    "appeal_once_an_objection": "state <> 'withdrawn'",
    "appeal_one_open_a_matter": "state = 'open'",
    "appeal_one_open_an_entry": "state = 'open'",
    "appeal_one_open_a_veto": "state = 'open'",
    "record_request_one_open": "answer_id IS NULL",
    "veto_document_once": "state IN ('proposed', 'confirmed')",
    "determination_once": "outcome <> 'deferred' AND reopening_id IS NULL",
    "reopening_one_open": "state = 'proposed'",
    "rectification_ended_once": "kind IN ('done', 'not_done')",
    "settlement_first_once": "corrects_id IS NULL",
}


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    table: str
    event: str
    when: str  # SQL condition; empty: always refused
    message: str


def triggers(vendor: str) -> tuple[Trigger, ...]:
    """Every trigger of a database of that kind (`sqlite`, `postgresql`), in a fixed order."""
    everywhere = (*_nothing_deleted(), *_append_only(), *_gapless_chains(), *_same_branch(), *_frozen())
    return everywhere if vendor == "postgresql" else (*everywhere, *_nothing_replaced())


def _nothing_deleted() -> Iterator[Trigger]:
    for model in apps.get_app_config("records").get_models():
        table = model._meta.model_name or ""
        yield Trigger(f"{table}_no_delete", table, "DELETE", "", "nothing is deleted")


def _append_only() -> Iterator[Trigger]:
    for table in APPEND_ONLY:
        yield Trigger(f"{table}_append_only", table, "UPDATE", "", "append-only")


def _nothing_replaced() -> Iterator[Trigger]:
    """SQLite's OR REPLACE deletes the row in the way without asking the DELETE trigger: refuse before it does."""
    for model in apps.get_app_config("records").get_models():
        table = model._meta.model_name or ""
        for name, same in _unique_rows(model):
            there = f"EXISTS (SELECT 1 FROM records_{table} t WHERE {same}"
            message = "unique: it is there already"
            yield Trigger(f"{name}_not_replaced_insert", table, "INSERT", f"{there})", message)
            yield Trigger(
                f"{name}_not_replaced_update", table, "UPDATE", f"{there} AND t.id <> OLD.id)", message
            )


def _unique_rows(model: type[Model]) -> Iterator[tuple[str, str]]:
    """(name, SQL saying that row t and row NEW are the same) for the key, unique fields and unique constraints."""
    fields, table = model._meta.concrete_fields, model._meta.model_name
    column_of = {field.name: field.column for field in fields}
    for field in fields:
        if field.unique:
            yield f"{table}_{field.column}", f"t.{field.column} = NEW.{field.column}"
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint):
            columns = [column_of[name] for name in rule.fields]
            alike = "IS" if rule.nulls_distinct is False else "="
            terms = [f"t.{column} {alike} NEW.{column}" for column in columns]
            if rule.condition is not None:
                parts = ONLY_WHERE[rule.name].split(" AND ")
                terms += [f"{row}.{part}" for row in ("t", "NEW") for part in parts]
            yield rule.name, " AND ".join(terms)


def _gapless_chains() -> Iterator[Trigger]:
    for table in CHAINED:
        last = f"FROM records_{table} p WHERE p.branch_id = NEW.branch_id ORDER BY p.seq DESC LIMIT 1"
        when = (
            f"NEW.seq <> COALESCE((SELECT p.seq {last}), 0) + 1 "
            f"OR NEW.prev_hash <> COALESCE((SELECT p.hash {last}), '{GENESIS}')"
        )
        yield Trigger(f"{table}_chained", table, "INSERT", when, "not the next link of the chain")


def _same_branch() -> Iterator[Trigger]:
    for table, column, target in _links_inside_a_branch():
        when = (
            f"NEW.{column} IS NOT NULL AND NEW.branch_id <> "
            f"(SELECT t.branch_id FROM records_{target} t WHERE t.id = NEW.{column})"
        )
        for event in ("INSERT", "UPDATE"):
            yield Trigger(
                f"{table}_{column}_branch_{event.lower()}", table, event, when, "a row of another branch"
            )


def _links_inside_a_branch() -> Iterator[tuple[str, str, str]]:
    """(table, column, table it points to) wherever both rows carry a branch: it must be the same one."""
    for model in apps.get_app_config("records").get_models():
        if not _has_branch(model):
            continue
        for field in model._meta.concrete_fields:
            target, table = field.related_model, model._meta.model_name or ""
            if not isinstance(target, type) or not _has_branch(target):
                continue
            if (table, field.column) not in ACROSS_BRANCHES:
                yield table, str(field.column), target._meta.model_name or ""


def _has_branch(model: type[Model]) -> bool:
    return any(field.name == "branch" for field in model._meta.concrete_fields)


def _frozen() -> Iterator[Trigger]:
    for name, table, events, when, message in FROZEN:
        for event in events:
            yield Trigger(f"{name}_{event.lower()}", table, event, when, message)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create all triggers anew, in the caller's transaction if there is one."""
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for trigger in triggers(connection.vendor):
            for statement in write(trigger):
                cursor.execute(statement)


def lift_states(connection: BaseDatabaseWrapper) -> None:
    """Take off what an inserted row must find in another one's state, in the caller's transaction, until `install`.

    A restored resolution belongs to a meeting that is closed by now. Everything else stays in force.
    """
    with connection.cursor() as cursor:
        for name, table, events, _, _ in FROZEN:
            if "INSERT" in events:
                on = f" ON records_{table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS fm_{name}_insert{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand in the database and do not."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return [trigger.name for trigger in triggers(connection.vendor) if f"fm_{trigger.name}" not in there]


def _sqlite(trigger: Trigger) -> tuple[str, ...]:
    when = f"WHEN {trigger.when}" if trigger.when else ""
    return (
        f"DROP TRIGGER IF EXISTS fm_{trigger.name}",
        f"CREATE TRIGGER fm_{trigger.name} BEFORE {trigger.event} ON records_{trigger.table} "
        f"FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, 'fenming: {trigger.message}'); END",
    )


def _postgresql(trigger: Trigger) -> tuple[str, ...]:
    table, function = f"records_{trigger.table}", f"fm_{trigger.name}"
    condition = trigger.when or "TRUE"
    result = "OLD" if trigger.event == "DELETE" else "NEW"
    body = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION 'fenming: {trigger.message}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {result}; END $$"
    )
    statements = [
        body,
        f"DROP TRIGGER IF EXISTS {function} ON {table}",
        f"CREATE TRIGGER {function} BEFORE {trigger.event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]
    if trigger.event == "DELETE":
        statements += [
            f"DROP TRIGGER IF EXISTS {function}_all ON {table}",
            f"CREATE TRIGGER {function}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ]
    return tuple(statements)
