"""Raw SQL against a matter taken up again: one entry stands, nobody unheard loses, what was proposed stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from fenming.records.models import AgendaItem, Determination, LedgerEntry, Reopening
from tests.actions._objections import Wall, wall
from tests.actions._reopenings import lowering, over, reopened, sitting, voted
from tests.actions._walk import QUARTER_ENDS
from tests.actions.meeting_scene import called
from tests.cast import at
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LAST = "seq = (SELECT MAX(seq) FROM records_ledgerentry)"
NEXT = {"seq": "seq + 1", "prev_hash": "hash"}


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wall]:
    """周予安's changed matter decided anew (0 → a second time), a loss on the plus one waiting, unheard, deferred."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("reopening")):
        stage = wall()
        reopened(stage, stage.changed)
        lowering(stage, now=at(2026, 6, 24))
        meeting_id = sitting(stage.people)
        voted(stage, meeting_id, "changed", stage.changed, quantity=2)
        voted(stage, meeting_id, "deferred")
        over(stage.people, meeting_id)
        called(stage.people, quarter=3, held_on=QUARTER_ENDS[3])
        yield stage


def first(unique: str, guarded: str) -> str:
    """Two things speak against a row: SQLite names the one, PostgreSQL asks its triggers before."""
    return guarded if connection.vendor == "postgresql" else unique


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("points_centi = 5", "stays as it was"),
        ("before_centi = -100", "stays as it was"),
        ("outcome = 'changed'", "stays as it was"),
        ("matter_id = (SELECT MAX(id) FROM records_matter)", "stays as it was"),
        ("entry_id = NULL", "stays as it was"),
        ("reason_id = reason_id + 1", "stays as it was"),
        ("reply_by = '2026-06-25'", "stays as it was"),
        ("reply_by = NULL", "stays as it was"),
        ("proposed_by_id = proposed_by_id + 1", "stays as it was"),
        ("state = 'lost'", "reopening_state_fits"),
        ("state = 'decided'", "reopening_state_fits"),
    ],
)
def test_what_was_proposed_stays(scene: Wall, change: str, words: str) -> None:
    refused(f"UPDATE records_reopening SET {change} WHERE state = 'proposed'", words)


def test_it_ends_once_and_is_open_once(scene: Wall) -> None:
    refused("UPDATE records_reopening SET state = 'proposed' WHERE state = 'decided'", "has ended")
    refused(copy_row("records_reopening", "state = 'proposed'"), "unique")
    refused("DELETE FROM records_reopening", "nothing is deleted")


def test_only_of_a_decided_matter_by_another_and_a_loss_is_shown(scene: Wall) -> None:
    people = scene.people
    ended = {"state": "'proposed'", "ended_by_id": "NULL", "ended_at": "NULL"}
    decided = "state = 'decided'"
    own = copy_row("records_reopening", decided, **ended, proposed_by_id=str(people.zhou))
    refused(own, "proposed by who is concerned")
    hidden = copy_row("records_reopening", decided, **ended, points_centi="before_centi - 50")
    refused(hidden, "reopening_loss_is_shown")
    refused(
        copy_row("records_reopening", decided, **ended, outcome="'refused'"), "reopening_refused_is_nothing"
    )


def test_it_is_never_decided_en_bloc(scene: Wall) -> None:
    row = AgendaItem.objects.get(reopening__state="proposed", meeting__state="called")
    refused(
        f"UPDATE records_agendaitem SET singled_out = FALSE WHERE id = {row.pk}", "agenda_reopened_by_itself"
    )


def test_no_later_determination_without_a_meeting_that_decided_and_a_member_who_was_heard(
    scene: Wall,
) -> None:
    done = Determination.objects.get(reopening__isnull=False)
    waiting = Reopening.objects.get(state="proposed")
    where = f"id = {done.pk}"
    refused(copy_row("records_determination", where, reopening_id="NULL"), "unique")
    refused(copy_row("records_determination", where), first("unique", "not decided by the meeting"))
    loss = {"reopening_id": str(waiting.pk), "matter_id": str(waiting.matter_id)}
    unheard = copy_row("records_determination", where, **loss, points_centi="0", outcome="'refused'")
    refused(unheard, "not decided by the meeting, or not heard")
    other_way = copy_row(
        "records_determination", where, **loss, points_centi="500"
    )  # a gain, but by another vote
    refused(other_way, "not decided by the meeting")


def test_one_matter_has_one_entry_that_stands(scene: Wall) -> None:
    refused(copy_row("records_ledgerentry", LAST, **NEXT), "unique")
    booked = LedgerEntry.objects.get(determination__matter=scene.plus)
    other = copy_row(
        "records_ledgerentry", LAST, **NEXT, kind="'reversal'", reverses_id=str(booked.pk),
        points_centi=str(-booked.points_centi), membership_id=str(booked.membership_id), reason_code="'reopened'",
    )  # fmt: skip
    refused(other, first("unique", "not what was reopened"))
    without = copy_row(
        "records_ledgerentry", f"id = {booked.pk}", seq="(SELECT MAX(seq) + 1 FROM records_ledgerentry)",
        prev_hash=f"(SELECT hash FROM records_ledgerentry WHERE {LAST})",
        kind="'reversal'", reverses_id=str(booked.pk), points_centi=str(-booked.points_centi), reason_code="'reopened'",
    )  # fmt: skip
    refused(without, "not what was reopened")


def test_a_decided_matter_moves_only_as_the_later_determination_says(scene: Wall) -> None:
    refused(f"UPDATE records_matter SET state = 'refused' WHERE id = {scene.changed.pk}", "matter has ended")
    refused(f"UPDATE records_matter SET state = 'declared' WHERE id = {scene.changed.pk}", "matter has ended")
    refused(f"UPDATE records_matter SET state = 'refused' WHERE id = {scene.plus.pk}", "matter has ended")
    refused(
        f"UPDATE records_matter SET quarter_id = quarter_id + 1 WHERE id = {scene.changed.pk}",
        "matter has ended",
    )
