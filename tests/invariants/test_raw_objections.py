"""Raw SQL against objections, findings, report backs and clerical corrections: the database refuses each wrong row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from fenming.records.models import Correction, Finding, LedgerEntry, Meeting, Objection
from tests.actions._corrections import confirmed, proposed
from tests.actions._objections import Wall, entry_of, found, objected, wall
from tests.actions._walk import QUARTER_ENDS
from tests.actions.meeting_scene import called
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

POINTS = "SELECT points_centi FROM records_ledgerentry WHERE id = {}"
LAST = "seq = (SELECT MAX(seq) FROM records_ledgerentry)"


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wall]:
    """An open objection on 何苗's minus, an answered one on 周予安's plus, one correction ended, one waiting."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("objections")):
        stage = wall()
        objected(stage, stage.minus)
        found(stage, objected(stage))
        confirmed(stage, proposed(stage, entry_of(stage.changed)))
        proposed(stage, LedgerEntry.objects.get(item="DT4"), quantity=1, day=date(2026, 2, 21))
        called(stage.people, quarter=2, held_on=QUARTER_ENDS[2])
        yield stage


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE records_objection SET kind = 'opening' WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET text_id = text_id + 1 WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET matter_id = NULL WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET entry_id = NULL WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET number = 99 WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET answer_by = '2026-04-01' WHERE number = 1", "stays as it was"),
        ("UPDATE records_objection SET state = 'open', ended_at = NULL WHERE number = 2", "has ended"),
        ("UPDATE records_objection SET state = 'found' WHERE number = 1", "objection_ended_when_over"),
        ("UPDATE records_objection SET state = 'lost' WHERE number = 1", "objection_"),
        ("UPDATE records_correction SET quantity = 9 WHERE state = 'proposed'", "stays as it was"),
        ("UPDATE records_correction SET level = '校级' WHERE state = 'proposed'", "stays as it was"),
        ("UPDATE records_correction SET each_centi = 5 WHERE state = 'proposed'", "stays as it was"),
        ("UPDATE records_correction SET state = 'proposed' WHERE state = 'confirmed'", "has ended"),
        (
            "UPDATE records_correction SET state = 'confirmed' WHERE state = 'proposed'",
            "correction_state_fits",
        ),
        ("UPDATE records_finding SET outcome = 'upheld'", "append-only"),
        ("DELETE FROM records_objection", "nothing is deleted"),
        ("DELETE FROM records_finding", "nothing is deleted"),
    ],
)
def test_what_was_said_and_found_stays(scene: Wall, statement: str, words: str) -> None:
    refused(statement, words)


def test_a_number_and_an_open_matter_are_taken_once(scene: Wall) -> None:
    refused(copy_row("records_objection", "number = 1", kind="'posted'"), "unique")
    refused(copy_row("records_objection", "number = 1", number="77"), "unique")


def test_an_objection_is_to_own_points_and_says_what_was_left_out(scene: Wall) -> None:
    other = str(scene.people.m_zhou)
    over = {"number": "77", "state": "'withdrawn'", "ended_at": "filed_at"}
    refused(copy_row("records_objection", "number = 1", **over, membership_id=other), "not the points")
    bare = over | {"matter_id": "NULL", "entry_id": "NULL"}
    refused(
        copy_row("records_objection", "number = 1", **bare, kind="'omitted'"), "objection_omission_says_what"
    )
    refused(copy_row("records_objection", "number = 1", **bare), "objection_kind_fits")
    refused(
        copy_row("records_objection", "number = 1", **bare, kind="'omitted'", day="'2026-03-01'", item="''"),
        "objection_omission_says_what",
    )


@pytest.mark.parametrize("who", ["he", "han"])
def test_neither_the_one_concerned_nor_the_assessor_finds(scene: Wall, who: str) -> None:
    objection = Objection.objects.get(number=1)
    person = str(getattr(scene.people, who))
    statement = copy_row(
        "records_finding", f"id = {Finding.objects.get().pk}", objection_id=str(objection.pk), by_id=person
    )
    refused(statement, "not found by who is concerned or assessed it")


def test_one_objection_has_one_finding_and_what_is_kept_has_no_figures(scene: Wall) -> None:
    finding = Finding.objects.get()
    refused(copy_row("records_finding", f"id = {finding.pk}"), "unique")
    objection = str(Objection.objects.get(number=1).pk)
    statement = copy_row("records_finding", f"id = {finding.pk}", objection_id=objection, item="'DT2'")
    refused(statement, "finding_figures_only_if_upheld")


def test_nothing_is_reported_to_a_meeting_that_is_not_under_way(scene: Wall) -> None:
    meeting, finding = Meeting.objects.order_by("-pk")[0], Finding.objects.get()
    assert meeting.state == "called"
    statement = (
        "INSERT INTO records_reportback (branch_id, finding_id, meeting_id, by_id, at) VALUES "
        f"({scene.people.branch_id}, {finding.pk}, {meeting.pk}, {scene.people.xu}, '2026-04-08 00:00:00+00')"
    )
    refused(statement, "not told to a meeting")


def test_a_correction_takes_two_and_not_the_one_concerned(scene: Wall) -> None:
    waiting = Correction.objects.get(state="proposed")
    ended = f"UPDATE records_correction SET state = 'confirmed', ended_at = proposed_at, ended_by_id = {{}} WHERE id = {waiting.pk}"
    refused(ended.format(scene.people.xu), "correction_by_two")
    refused(ended.format(scene.people.zhou), "not confirmed by who is concerned")
    refused(copy_row("records_correction", f"id = {waiting.pk}"), "unique")


def test_a_counter_entry_rests_on_one_thing_has_a_reason_and_mirrors(scene: Wall) -> None:
    follows = {"seq": "seq + 1", "prev_hash": "hash"}
    finding = str(Finding.objects.get().pk)
    source = {"correction_id": "NULL", "finding_id": finding}
    target = str(entry_of(scene.minus).pk)
    back = {"kind": "'reversal'", "reverses_id": target, "membership_id": str(scene.people.m_he)}
    refused(
        copy_row(
            "records_ledgerentry", LAST, **follows, **source, **back, points_centi="50", reason_code="''"
        ),
        "ledger_source_fits_kind",
    )
    refused(copy_row("records_ledgerentry", LAST, **follows, **source, **back, points_centi="49"), "mirrors")
    again = str(entry_of(scene.changed).pk)
    twice = {"kind": "'reversal'", "reverses_id": again, "points_centi": f"-({POINTS.format(again)})"}
    refused(copy_row("records_ledgerentry", LAST, **follows, **source, **twice), "unique")
