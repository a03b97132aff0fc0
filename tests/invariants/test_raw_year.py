"""Raw SQL against the end of a year: what was not signed, announced, graded or filed in its order is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from fenming.records.models import Filing, Settlement
from tests.actions._year import FILE_DAY, appraised, filed
from tests.cast import Cast, cast
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused, rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TRUE = "(1 = 1)"
FILED = 'branch_id, settlement_id, round, "table", digest, basis, archive_digest, filed_by_id, filed_at'
ATTACKS: dict[str, tuple[Callable[[Cast], str], tuple[str, ...]]] = {
    "a settlement that corrects nothing beside the first one": (
        lambda p: copy_row("records_settlement", "corrects_id IS NULL"),
        ("unique",),
    ),
    "a correction of another year": (
        lambda p: copy_row(
            "records_settlement",
            "corrects_id IS NULL",
            corrects_id="id",
            year_id=f"(SELECT id FROM records_year WHERE branch_id = {p.branch_id} AND number = 2027)",
        ),
        ("another year",),
    ),
    "a second line of one member": (
        lambda p: copy_row("records_settlementline", "id = (SELECT MIN(id) FROM records_settlementline)"),
        ("unique",),
    ),
    "a settlement announced a second time": (
        lambda p: copy_row("records_settlementevent", "kind = 'announced'"),
        ("unique",),
    ),
    "a signature given twice": (
        lambda p: copy_row("records_signoff", "role = 'secretary'"),
        ("unique",),
    ),
    "a signature in an office that signs nothing": (
        lambda p: copy_row("records_signoff", "role = 'secretary'", role="'recorder'"),
        ("sign_off_role_known",),
    ),
    "a second grade of one round": (
        lambda p: copy_row("records_appraisalgrade", f"membership_id = {p.m_zhou}", grade="'优秀'"),
        ("unique",),
    ),
    "a grade given by a meeting that determined nothing and is not closed": (
        lambda p: copy_row(
            "records_appraisalgrade", f"membership_id = {p.m_zhou}", round="9", meeting_id="987654"
        ),
        ("no members meeting that is closed",),
    ),
    "a grade rewritten": (
        lambda p: "UPDATE records_appraisalgrade SET grade = '优秀'",
        ("append-only",),
    ),
    "a filed table rewritten": (
        lambda p: "UPDATE records_filing SET round = 2",
        ("append-only",),
    ),
    "a filing filed twice under one round": (
        lambda p: f"INSERT INTO records_filing ({FILED}) SELECT {FILED} FROM records_filing WHERE round = 1",
        ("unique",),
    ),
    "a year put up with another quarter than the fourth": (
        lambda p: copy_row(
            "records_posting",
            "id = (SELECT MIN(id) FROM records_posting)",
            with_year=TRUE,
            code="'AAAA-BBBB-CCCC'",
            quarter_id=f"(SELECT MAX(id) - 3 FROM records_quarter WHERE branch_id = {p.branch_id})",
        ),
        ("not the fourth quarter",),
    ),
}


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A year of the cast filed and waiting."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("filed")):
        found = cast()
        appraised(found)
        filed(found)
        yield found


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(people: Cast, attack: str) -> None:
    statement, words = ATTACKS[attack]
    refused(statement(people), *words)


@pytest.fixture
def unsigned(people: Cast) -> Settlement:
    """A settlement that corrects the filed one, just computed; undone after the test."""
    first = Settlement.objects.get()
    return Settlement.objects.create(
        branch_id=first.branch_id, year_id=first.year_id, corrects=first, ledger_seq=first.ledger_seq,
        head_hash=first.head_hash, statements="{}", digest="0" * 64, settled_by_id=people.lin, settled_at=FILE_DAY,
    )  # fmt: skip


def test_nothing_is_announced_that_the_secretary_has_not_signed(people: Cast, unsigned: Settlement) -> None:
    new = {"settlement_id": str(unsigned.pk)}
    refused(copy_row("records_settlementevent", "kind = 'announced'", **new), "has not signed")
    with connection.cursor() as cursor:
        cursor.execute(copy_row("records_signoff", "role = 'secretary'", **new, role="'leading_group'"))
    refused(copy_row("records_settlementevent", "kind = 'announced'", **new), "has not signed")


def test_nothing_is_graded_before_it_is_announced(people: Cast, unsigned: Settlement) -> None:
    new = {"settlement_id": str(unsigned.pk)}
    refused(copy_row("records_appraisalgrade", f"membership_id = {people.m_zhou}", **new), "fenming")


def test_one_settlement_is_corrected_once(people: Cast, unsigned: Settlement) -> None:
    refused(copy_row("records_settlement", f"id = {unsigned.pk}"), "unique")


def test_an_answer_is_either_a_number_or_remarks(people: Cast) -> None:
    filing = Filing.objects.get().pk
    columns = "(branch_id, filing_id, kind, number, by_id, at, outside, receipt_digest)"
    for kind, number in (("accepted", ""), ("returned", ""), ("returned", "备1"), ("lost", "备1")):
        values = f"({people.branch_id}, {filing}, '{kind}', '{number}', {people.gao}, '2027-04-01 00:00:00+00:00', false, '')"
        refused(f"INSERT INTO records_filingevent {columns} VALUES {values}", "filing_event_fits")
    assert rows("SELECT COUNT(*) FROM records_filingevent") == [(0,)]
