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

# Added to, never altered: the state of such a record is its last event row.
APPEND_ONLY = (
    "standardversion", "fact", "reply", "assessment", "resolution", "determination", "ledgerentry", "posting",
    "postingline", "postingevent", "settlement", "settlementline", "settlementevent", "auditevent", "idempotencykey",
)  # fmt: skip
CHAINED = ("ledgerentry", "auditevent")
GENESIS = "0" * 64
# (table, column, table it points to): both rows must carry the same branch.
SAME_BRANCH = (
    ("standing", "membership_id", "membership"),
    ("quarter", "year_id", "year"),
    ("month", "quarter_id", "quarter"),
    ("membermonth", "month_id", "month"),
    ("membermonth", "membership_id", "membership"),
    ("fact", "what_id", "personaltext"),
    ("matter", "membership_id", "membership"),
    ("matter", "month_id", "month"),
    ("matter", "quarter_id", "quarter"),
    ("matter", "version_id", "standardversion"),
    ("matter", "fact_id", "fact"),
    ("matter", "said_id", "personaltext"),
    ("reply", "matter_id", "matter"),
    ("reply", "text_id", "personaltext"),
    ("assessment", "matter_id", "matter"),
    ("assessment", "reason_id", "personaltext"),
    ("meeting", "quarter_id", "quarter"),
    ("meeting", "minutes_id", "personaltext"),
    ("attendance", "meeting_id", "meeting"),
    ("attendance", "membership_id", "membership"),
    ("resolution", "meeting_id", "meeting"),
    ("resolution", "matter_id", "matter"),
    ("agendaitem", "meeting_id", "meeting"),
    ("agendaitem", "matter_id", "matter"),
    ("agendaitem", "resolution_id", "resolution"),
    ("agendaitem", "reason_id", "personaltext"),
    ("determination", "matter_id", "matter"),
    ("determination", "resolution_id", "resolution"),
    ("determination", "reason_id", "personaltext"),
    ("ledgerentry", "membership_id", "membership"),
    ("ledgerentry", "version_id", "standardversion"),
    ("ledgerentry", "quarter_id", "quarter"),
    ("ledgerentry", "determination_id", "determination"),
    ("ledgerentry", "reverses_id", "ledgerentry"),
    ("ledgerentry", "text_id", "personaltext"),
    ("posting", "quarter_id", "quarter"),
    ("postingline", "posting_id", "posting"),
    ("postingline", "membership_id", "membership"),
    ("postingevent", "posting_id", "posting"),
    ("settlement", "year_id", "year"),
    ("settlement", "corrects_id", "settlement"),
    ("settlementline", "settlement_id", "settlement"),
    ("settlementline", "membership_id", "membership"),
    ("settlementevent", "settlement_id", "settlement"),
)
# (name, table, events, condition under which the row may not be written, message)
FROZEN = (
    (
        "attendance_frozen", "attendance", ("INSERT", "UPDATE"),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) = 'closed'", "meeting is closed",
    ),
    (
        "agenda_frozen", "agendaitem", ("INSERT", "UPDATE"),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) = 'closed'", "meeting is closed",
    ),
    (
        "resolution_frozen", "resolution", ("INSERT",),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) <> 'open'", "meeting is not open",
    ),
    ("meeting_frozen", "meeting", ("UPDATE",), "OLD.state = 'closed'", "meeting is closed"),
    (
        "matter_ended", "matter", ("UPDATE",),
        "OLD.state IN ('determined', 'refused', 'withdrawn')", "matter has ended",
    ),
    (
        "matter_claim_kept", "matter", ("UPDATE",),
        "OLD.state <> 'draft' AND OLD.state <> 'returned' AND (OLD.claimed_centi <> NEW.claimed_centi "
        "OR OLD.item <> NEW.item OR OLD.day <> NEW.day OR OLD.membership_id <> NEW.membership_id "
        "OR OLD.quantity <> NEW.quantity)", "what was claimed stays as it was",
    ),
    (
        "determination_needs_assessment", "determination", ("INSERT",),
        "NEW.outcome <> 'deferred' AND NOT EXISTS (SELECT 1 FROM records_assessment WHERE matter_id = NEW.matter_id)", "not assessed",
    ),
    (
        "reversal_mirrors", "ledgerentry", ("INSERT",),
        "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_ledgerentry r WHERE r.id = NEW.reverses_id "
        "AND r.kind <> 'reversal' AND r.membership_id = NEW.membership_id AND r.points_centi = -NEW.points_centi)",
        "a reversal mirrors what it reverses",
    ),
    (
        "text_only_erased", "personaltext", ("UPDATE",),
        "NOT (NEW.text = '' AND NEW.erased_at IS NOT NULL AND NEW.digest = OLD.digest AND OLD.erased_at IS NULL)",
        "text may only be erased",
    ),
)  # fmt: skip

# The condition of each conditional unique constraint, to be asked of a row.
ONLY_WHERE = {
    "membership_one_current": "until IS NULL",
    "matter_no_exact_repeat": "state <> 'withdrawn'",
    "meeting_one_running": "state <> 'closed'",
    "determination_once": "outcome <> 'deferred'",
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
                terms += [f"{row}.{ONLY_WHERE[rule.name]}" for row in ("t", "NEW")]
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
    for table, column, target in SAME_BRANCH:
        when = (
            f"NEW.{column} IS NOT NULL AND NEW.branch_id <> "
            f"(SELECT t.branch_id FROM records_{target} t WHERE t.id = NEW.{column})"
        )
        for event in ("INSERT", "UPDATE"):
            yield Trigger(
                f"{table}_{column}_branch_{event.lower()}", table, event, when, "a row of another branch"
            )


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
