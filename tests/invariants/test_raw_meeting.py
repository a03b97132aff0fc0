"""Raw SQL against meetings: two at once, one called off half-way, topics and paragraphs at the wrong time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fenming.actions.add_addendum import add_addendum
from fenming.actions.cancel_meeting import cancel_meeting
from tests.actions.meeting_scene import NOW, attend, called, called_monthly, closed, matter_of, opened
from tests.cast import Cast, cast, key
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def cancelled(people: Cast) -> int:
    meeting_id = called(people)
    cancel_meeting(actor_id=people.lin, meeting_id=meeting_id, reason="改到下月。", key=key(), now=NOW)
    return meeting_id


def under_way(people: Cast) -> int:
    """With a matter, whose sentence is a text to point to."""
    matter_of(people, people.m_he, "DA5", date(2026, 2, 3))
    return opened(people)


def with_addendum(people: Cast) -> int:
    meeting_id = closed(people)
    add_addendum(actor_id=people.xu, meeting_id=meeting_id, text="补一句。", seen=0, key=key(), now=NOW)
    return meeting_id


def marked(people: Cast) -> int:
    meeting_id = called(people)
    attend(people, meeting_id)
    return meeting_id


MEETING = "records_meeting"
# (how the meeting got there, the statement about it, words of the refusal)
ATTACKS: dict[str, tuple[Callable[[Cast], int], Callable[[int], str], tuple[str, ...]]] = {
    "a second members' meeting of the quarter under way": (
        called,
        lambda pk: copy_row(MEETING, f"id = {pk}", number="2"),
        ("unique",),
    ),
    "a second meeting of the month under way": (
        called_monthly,
        lambda pk: copy_row(MEETING, f"id = {pk}", kind="'committee'"),
        ("unique",),
    ),
    "a members' meeting with the number of another": (
        closed,
        lambda pk: copy_row(MEETING, f"id = {pk}", state="'open'"),
        ("unique",),
    ),
    "a monthly meeting without a month": (
        called_monthly,
        lambda pk: f"UPDATE {MEETING} SET month_id = NULL WHERE id = {pk}",
        ("meeting_kind_fits_month",),
    ),
    "a meeting called off without a reason": (
        called,
        lambda pk: f"UPDATE {MEETING} SET state = 'cancelled' WHERE id = {pk}",
        ("meeting_cancelled_has_reason",),
    ),
    "a meeting called off half-way": (
        opened,
        lambda pk: f"UPDATE {MEETING} SET state = 'cancelled' WHERE id = {pk}",
        ("meeting is closed",),
    ),
    "a meeting that was called off and is held all the same": (
        cancelled,
        lambda pk: f"UPDATE {MEETING} SET state = 'open' WHERE id = {pk}",
        ("meeting is closed",),
    ),
    "someone on leave who is counted as there": (
        marked,
        lambda pk: f"UPDATE records_attendance SET mark = 'duty' WHERE meeting_id = {pk}",
        ("attendance_mark_fits",),
    ),
    "a topic added to a meeting that is over": (
        with_addendum,
        lambda pk: (
            "INSERT INTO records_topic (branch_id, meeting_id, number, title) "
            f"SELECT branch_id, id, 1, '补' FROM {MEETING} WHERE id = {pk}"
        ),
        ("meeting is closed",),
    ),
    "a paragraph added before the meeting is over": (
        under_way,
        lambda pk: (
            "INSERT INTO records_addendum (branch_id, meeting_id, number, text_id, by_id, at) "
            "SELECT m.branch_id, m.id, 1, (SELECT MIN(t.id) FROM records_personaltext t WHERE t.branch_id = m.branch_id), "
            f"m.called_by_id, m.opened_at FROM {MEETING} m WHERE m.id = {pk}"
        ),
        ("meeting is not closed",),
    ),
    "a paragraph written anew": (
        with_addendum,
        lambda pk: f"UPDATE records_addendum SET number = 2 WHERE meeting_id = {pk}",
        ("append-only",),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(attack: str) -> None:
    prepare, statement, words = ATTACKS[attack]
    refused(statement(prepare(cast())), *words)
