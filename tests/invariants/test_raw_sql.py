"""Whoever holds the database and writes raw SQL: every wrong row is refused by the database itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.records import triggers
from fenming.records.models import Year
from tests.conftest import on_a_copy
from tests.side_tables import fill_side_tables
from tests.walk import Walked, walk_quarter, walk_year

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("records").get_models())
# A demo day belongs to no branch's life and is not walked through here; holidays need no walk.
NOT_WALKED = {"records_demoday", "records_holiday"}


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """One committed year for all attacks: each is refused, so none leaves a trace for the next."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("walked")):
        quarter = walk_quarter()
        walk_year(quarter, Year.objects.get(branch_id=quarter.people.branch_id).pk)
        fill_side_tables(quarter)
        yield quarter


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def refused(statement: str, *words: str) -> None:
    """The statement fails with the given words, and what it aimed at is as before."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert all(word.lower() in str(error.value).lower() for word in words), error.value


def copy_row(table: str, where: str, **change: str) -> str:
    """An INSERT that repeats a row of a table with some columns changed (SQL expressions) and a new id."""
    names = [
        column.name for column in connection.introspection.get_table_description(connection.cursor(), table)
    ]
    values = [change.get(name, name) for name in names if name != "id"]
    columns = ", ".join(name for name in names if name != "id")
    return f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} WHERE {where}"


@pytest.mark.parametrize("table", [table for table in TABLES if table not in NOT_WALKED])
def test_no_row_of_any_table_can_be_deleted(walked: Walked, table: str) -> None:
    count = rows(f"SELECT COUNT(*) FROM {table}")
    assert count != [(0,)], "the walk must fill this table"
    refused(f"DELETE FROM {table}", "fenming", "nothing is deleted")
    assert rows(f"SELECT COUNT(*) FROM {table}") == count


@pytest.mark.parametrize("table", [table for table in TABLES if table not in NOT_WALKED])
def test_no_table_can_be_emptied_or_overwritten_by_another_way(walked: Walked, table: str) -> None:
    before = rows(f"SELECT * FROM {table} ORDER BY id")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE", "fenming", "nothing is deleted")
    else:
        # SQLite has no TRUNCATE, but a REPLACE that deletes without asking the DELETE trigger
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", "fenming")
        refused(f"UPDATE OR REPLACE {table} SET id = (SELECT MAX(id) + 1 - id FROM {table})", "fenming")
    assert rows(f"SELECT * FROM {table} ORDER BY id") == before


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_no_append_only_row_can_be_updated(walked: Walked, table: str) -> None:
    name = f"records_{table}"
    assert rows(f"SELECT COUNT(*) FROM {name}") != [(0,)]
    refused(f"UPDATE {name} SET id = id + 100000", "fenming", "append-only")


OPENING = "(SELECT MIN(id) FROM records_opening)"
ATTACKS: dict[str, tuple[Callable[[Walked], str], tuple[str, ...]]] = {
    "a ledger entry that skips a number": (
        lambda w: copy_row(
            "records_ledgerentry",
            "seq = 1",
            seq="99",
            determination_id="NULL",
            kind="'opening'",
            opening_id=OPENING,
        ),
        ("not the next link",),
    ),
    "a ledger entry that does not follow the last hash": (
        lambda w: copy_row(
            "records_ledgerentry",
            "seq = 1",
            seq="(SELECT MAX(seq) + 1 FROM records_ledgerentry)",
            determination_id="NULL",
            kind="'opening'",
            opening_id=OPENING,
        ),
        ("not the next link",),
    ),
    "an audit row slipped in between": (
        lambda w: copy_row("records_auditevent", f"seq = 2 AND branch_id = {w.people.branch_id}"),
        ("fenming",),
    ),
    "a second determination of one matter": (
        lambda w: copy_row(
            "records_determination",
            f"matter_id = {w.plus_id}",
            resolution_id=f"(SELECT MAX(id) FROM records_resolution WHERE meeting_id = {w.meeting_id})",
        ),
        ("unique",),
    ),
    "a second member on one number of the roster": (
        lambda w: copy_row(
            "records_membership", f"id = {w.people.m_he}", until="'2026-12-31'", since="'2026-02-01'"
        ),
        ("unique",),
    ),
    "someone of one branch on the attendance of another": (
        lambda w: copy_row(
            "records_matter",
            f"id = {w.plus_id}",
            membership_id=str(w.people.m_deng),
            repeat_key="'x'",
            number="99",
        ),
        ("a row of another branch",),
    ),
    "a ledger entry moved to another branch": (
        lambda w: copy_row("records_ledgerentry", "seq = 1", branch_id=str(w.people.other_branch_id)),
        ("a row of another branch",),
    ),
    "a second posting of one quarter": (
        lambda w: copy_row("records_posting", f"id = {w.posting_id}", code="'AAAA-BBBB-CCCC'"),
        ("unique",),
    ),
    "a second settlement of one year": (
        lambda w: copy_row("records_settlement", "corrects_id IS NULL"),
        ("unique",),
    ),
    "attendance changed after the meeting": (
        lambda w: f"UPDATE records_attendance SET present = NOT present WHERE meeting_id = {w.meeting_id}",
        ("meeting is closed",),
    ),
    "minutes changed after the meeting": (
        lambda w: f"UPDATE records_meeting SET place = 'x' WHERE id = {w.meeting_id}",
        ("meeting is closed",),
    ),
    "a resolution added to a closed meeting": (
        lambda w: copy_row("records_resolution", f"meeting_id = {w.meeting_id} AND number = 1", number="99"),
        ("meeting is not open",),
    ),
    "a determined matter declared again": (
        lambda w: f"UPDATE records_matter SET state = 'declared' WHERE id = {w.plus_id}",
        ("matter has ended",),
    ),
    "a resolution adopted by too few": (
        lambda w: copy_row(
            "records_resolution",
            "id = (SELECT MIN(id) FROM records_resolution)",
            number="98",
            ayes="1",
            nays="present - 1",
            meeting_id=f"(SELECT MIN(id) FROM records_meeting WHERE id <> {w.meeting_id})",
        ),
        ("meeting is not open",),
    ),
    "a text about a person rewritten": (
        lambda w: "UPDATE records_personaltext SET text = 'x'",
        ("text may only be erased",),
    ),
    "an entry that rests on nothing": (
        lambda w: copy_row(
            "records_ledgerentry",
            "seq = (SELECT MAX(seq) FROM records_ledgerentry)",
            seq="seq + 1",
            prev_hash="hash",
            determination_id="NULL",
            kind="'correction'",
        ),
        ("ledger_source_fits_kind",),
    ),
    "an entry that rests on two things": (
        lambda w: copy_row(
            "records_ledgerentry",
            "seq = (SELECT MAX(seq) FROM records_ledgerentry)",
            seq="seq + 1",
            prev_hash="hash",
            determination_id="NULL",
            kind="'opening'",
            correction_id="(SELECT MIN(id) FROM records_correction)",
            opening_id=OPENING,
        ),
        ("ledger_source_fits_kind",),
    ),
    "a report that names who declared it": (
        lambda w: f"UPDATE records_matter SET declared_by_id = {w.people.jiang} WHERE origin = 'reported'",
        ("matter_reporter_is_not_named",),
    ),
    "a reporter for a matter nobody reported": (
        lambda w: copy_row(
            "records_reporter", "id = (SELECT MIN(id) FROM records_reporter)", matter_id=str(w.plus_id)
        ),
        ("not a reported matter",),
    ),
    "a correction confirmed by the one who proposed it": (
        lambda w: (
            "UPDATE records_correction SET state = 'confirmed', ended_by_id = proposed_by_id, "
            "ended_at = '2026-04-01 00:00:00+00:00'"
        ),
        ("correction_by_two",),
    ),
    "a veto confirmed by the one who proposed it": (
        lambda w: (
            "UPDATE records_veto SET state = 'confirmed', confirmed_by_id = proposed_by_id, "
            "confirmed_at = '2026-04-01 00:00:00+00:00'"
        ),
        ("veto_confirmed_by_another",),
    ),
    "a veto whose document is exchanged": (
        lambda w: "UPDATE records_veto SET document = 'x'",
        ("what was proposed stays",),
    ),
    "an objection moved to another member": (
        lambda w: f"UPDATE records_objection SET membership_id = {w.people.m_han}",
        ("what was objected stays",),
    ),
    "an answer due earlier than promised": (
        lambda w: "UPDATE records_objection SET answer_by = '2026-01-01'",
        ("what was objected stays",),
    ),
    "an office that moves to another person": (
        lambda w: f"UPDATE records_office SET person_id = {w.people.he}",
        ("an office is only ended",),
    ),
    "a minus that was never shown": (
        lambda w: copy_row(
            "records_matter", f"id = {w.minus_id}", shown_on="NULL", repeat_key="'y'", number="98"
        ),
        ("matter_minus_is_shown",),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(walked: Walked, attack: str) -> None:
    statement, words = ATTACKS[attack]
    refused(statement(walked), *words)
    if connection.vendor == "sqlite" and attack.startswith("a second"):
        # nor may it push the first one out
        refused(statement(walked).replace("INSERT INTO", "INSERT OR REPLACE INTO"), "unique")


def test_a_key_cannot_be_used_twice(walked: Walked) -> None:
    refused(copy_row("records_idempotencykey", "id = (SELECT MIN(id) FROM records_idempotencykey)"), "unique")


def test_text_about_a_person_can_be_erased_without_breaking_a_chain(walked: Walked) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_personaltext SET text = '', erased_at = '2027-03-01 00:00:00+00:00'")
        assert cursor.rowcount > 0
        assert first_broken_entry(branch_id=walked.people.branch_id) is None
        assert first_broken_event(branch_id=walked.people.branch_id) is None
        transaction.set_rollback(True)


def test_every_trigger_stands(walked: Walked) -> None:
    assert triggers.missing(connection) == []
    assert len(triggers.triggers(connection.vendor)) > 100
