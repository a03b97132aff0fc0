"""Raw SQL against what is found about a report: not before the matter is decided, not by who is tied, never altered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from fenming.records.models import Reporter, ReportInquiry
from tests.actions._reports import reported
from tests.actions.inquiry_scene import judged, referred, turned_down, turned_down_too
from tests.cast import Cast
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
READ = "UPDATE records_judgement SET read_at = at"


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A report with a finding, one turned down that nobody referred, and one that waits to be assessed."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("inquiry")):
        people, matter_id = turned_down()
        judged(people, referred(people, matter_id))
        turned_down_too(people, reported(people, said="另一次迟到。"))
        reported(people, said="又一次迟到。")
        yield people


def test_nothing_of_it_is_changed_or_deleted(people: Cast) -> None:
    refused("UPDATE records_reportinquiry SET by_id = by_id + 1", "append-only")
    refused("DELETE FROM records_judgement", "nothing is deleted")
    for change in (
        "outcome = 'not_false'", "by_id = by_id + 1", "reason_id = reason_id - 1", "heard_on = NULL, heard_id = NULL",
        "heard_on = '2026-03-05'",
    ):  # fmt: skip
        refused(f"UPDATE records_judgement SET {change}, read_at = at", "stays as it was")
    refused("UPDATE records_judgement SET outcome = outcome", "stays as it was")


def test_it_is_read_once(people: Cast) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(READ)
        refused(READ, "stays as it was")
        refused("UPDATE records_judgement SET read_at = NULL", "stays as it was")
        transaction.set_rollback(True)


def test_no_inquiry_while_the_matter_is_undecided_and_none_by_who_is_tied(people: Cast) -> None:
    table, undecided = "records_reportinquiry", _reporter_of("declared")
    refused(copy_row(table, "id > 0", reporter_id=undecided), "still undecided")
    refused(copy_row(table, "id > 0"), "unique")
    free = _reporter_of("refused")
    for tied in (people.he, people.zhou):
        refused(
            copy_row(table, "id > 0", reporter_id=free, by_id=str(tied)), "asked by who reported it or is"
        )
    other = str(people.other_branch_id)
    refused(copy_row(table, "id > 0", reporter_id=free, branch_id=other), "another branch")


def test_no_finding_by_who_is_tied_or_without_a_hearing_or_twice(people: Cast) -> None:
    table = "records_judgement"
    refused(copy_row(table, "id > 0"), "unique")
    with on_a_second_inquiry(people) as inquiry:
        for tied in (people.he, people.zhou, people.han):
            refused(
                copy_row(table, "id > 0", inquiry_id=inquiry, by_id=str(tied)), "judged by who reported it"
            )
        none = {"heard_on": "NULL", "heard_id": "NULL"}
        refused(copy_row(table, "id > 0", inquiry_id=inquiry, **none), "judgement_after_hearing")
        refused(copy_row(table, "id > 0", inquiry_id=inquiry, heard_id="NULL"), "judgement_")
        refused(copy_row(table, "id > 0", inquiry_id=inquiry, outcome="'guilty'"), "judgement_")
        cursor = connection.cursor()
        cursor.execute(copy_row(table, "id > 0", inquiry_id=inquiry, by_id=str(people.gao)))


def _reporter_of(state: str) -> str:
    """The report of a matter in that state about which nobody has asked."""
    return str(Reporter.objects.get(matter__state=state, inquiry=None).pk)


@contextmanager
def on_a_second_inquiry(people: Cast) -> Iterator[str]:
    """The other report that was turned down is referred, until it is rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        free = _reporter_of("refused")
        cursor.execute(copy_row("records_reportinquiry", "id > 0", reporter_id=free))
        yield str(ReportInquiry.objects.get(reporter=int(free)).pk)
        transaction.set_rollback(True)
