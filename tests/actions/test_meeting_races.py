"""The verbs of the meeting, each from 32 windows at once: one effect, 31 polite refusals."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from fenming.actions.add_addendum import add_addendum
from fenming.actions.call_meeting import call_meeting
from fenming.actions.cancel_meeting import cancel_meeting
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.drop_topic import drop_topic
from fenming.actions.move_meeting import move_meeting
from fenming.actions.open_meeting import open_meeting
from fenming.actions.single_out import single_out
from fenming.actions.withhold_text import withhold_text
from fenming.queries.chain import first_broken_event
from fenming.records.models import (
    Addendum,
    AuditEvent,
    Determination,
    LedgerEntry,
    Meeting,
    Outbox,
    Resolution,
    Topic,
)
from tests.actions.meeting_scene import (
    MEETING_DAY,
    NOW,
    attend,
    called,
    called_monthly,
    closed,
    matter_of,
    opened,
    quarter_of,
    single,
    topic_of,
)
from tests.cast import Cast, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]
DAY = date(2026, 2, 3)


def voted(people: Cast, meeting_id: int, seen: int, ayes: int = 6) -> object:
    return decide_en_bloc(
        actor_id=people.xu,
        meeting_id=meeting_id,
        ayes=ayes,
        nays=6 - ayes,
        abstained=0,
        without_objection=False,
        seen=[seen],
        key=key(),
        now=NOW,
    )


def test_calling(committed: None) -> None:
    people = cast()
    quarter = quarter_of(people).pk

    def act() -> int:
        return call_meeting(
            actor_id=people.lin, quarter_id=quarter, held_on=MEETING_DAY, place="", key=key(), now=NOW
        )

    assert race(act) == ["already_called"] * 31 + ["done"]
    assert Meeting.objects.count() == 1


def test_beginning(committed: None) -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id)
    outcomes = race(lambda: open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=NOW))
    assert outcomes == ["done"] + ["wrong_state"] * 31
    assert AuditEvent.objects.filter(verb="open_meeting").count() == 1


def test_marking_attendance_leaves_one_sheet(committed: None) -> None:
    people = cast()
    meeting_id = called(people)
    assert race(lambda: attend(people, meeting_id)) == ["done"] * 32
    assert Meeting.objects.get().attendance.count() == 7
    assert first_broken_event(branch_id=people.branch_id) is None


def test_singling_out(committed: None) -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", DAY)
    meeting_id = opened(people)
    outcomes = race(
        lambda: single_out(actor_id=people.xu, meeting_id=meeting_id, matter_id=matter.pk, key=key(), now=NOW)
    )
    assert outcomes == ["already_singled_out"] * 31 + ["done"]


@pytest.mark.parametrize("ayes", [6, 3], ids=["adopted", "voted down"])
def test_deciding_en_bloc(committed: None, ayes: int) -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", DAY)
    meeting_id = opened(people)
    assert race(lambda: voted(people, meeting_id, matter.pk, ayes)) == ["done"] + ["stale"] * 31
    assert Resolution.objects.count() == 1


def test_deciding_one_matter(committed: None) -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "K03", DAY)
    meeting_id = opened(people)
    assert race(lambda: single(people, meeting_id, matter)) == ["done"] + ["stale"] * 31
    assert Resolution.objects.count() == 1


def test_closing(committed: None) -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", DAY)
    meeting_id = opened(people)
    voted(people, meeting_id, matter.pk)

    def act() -> int:
        return close_meeting(
            actor_id=people.lin, meeting_id=meeting_id, minutes="逐项评议并表决。", key=key(), now=NOW
        )

    assert race(act) == ["done"] + ["wrong_state"] * 31
    assert LedgerEntry.objects.count() == 1
    assert Determination.objects.count() == 1


def test_calling_for_a_month(committed: None) -> None:
    people = cast()
    assert race(lambda: called_monthly(people)) == ["already_called"] * 31 + ["done"]
    assert Meeting.objects.count() == 1


def test_cancelling_against_beginning(committed: None) -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id)
    turns = itertools.count()

    def act() -> int:
        given = {"actor_id": people.lin, "meeting_id": meeting_id, "key": key(), "now": NOW}
        if next(turns) % 2:
            return open_meeting(**given)
        return cancel_meeting(reason="改到下月。", **given)

    assert race(act) == ["done"] + ["wrong_state"] * 31
    state = Meeting.objects.get().state
    assert AuditEvent.objects.filter(verb__in=["open_meeting", "cancel_meeting"]).count() == 1
    assert Outbox.objects.filter(subject="meeting").count() == (6 if state == "cancelled" else 0)


def test_moving(committed: None) -> None:
    people = cast()
    meeting_id, later = called(people), date(2026, 4, 2)
    outcomes = race(
        lambda: move_meeting(
            actor_id=people.lin, meeting_id=meeting_id, held_on=later, place="", key=key(), now=NOW
        )
    )
    assert outcomes == ["done"] + ["unchanged"] * 31
    assert Outbox.objects.filter(subject="meeting").count() == 6


def test_circulating(committed: None) -> None:
    people = cast()
    meeting_id = called(people)
    outcomes = race(lambda: circulate_agenda(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=NOW))
    assert outcomes == ["already_circulated"] * 31 + ["done"]
    assert Outbox.objects.filter(subject="meeting").count() == 6


def test_adding_and_dropping_a_topic(committed: None) -> None:
    people = cast()
    meeting_id = called(people)
    assert race(lambda: topic_of(people, meeting_id)) == ["done"] + ["topic_there"] * 31
    topic_id = Topic.objects.get().pk
    outcomes = race(lambda: drop_topic(actor_id=people.xu, topic_id=topic_id, key=key(), now=NOW))
    assert outcomes == ["done"] + ["topic_gone"] * 31


def test_adding_to_the_minutes(committed: None) -> None:
    people = cast()
    meeting_id = closed(people)
    outcomes = race(
        lambda: add_addendum(
            actor_id=people.xu, meeting_id=meeting_id, text="补一句。", seen=0, key=key(), now=NOW
        )
    )
    assert outcomes == ["done"] + ["stale"] * 31
    assert Addendum.objects.count() == 1


def test_asking_for_a_sentence_to_be_left_off(committed: None) -> None:
    people = cast()
    matter = matter_of(people, people.m_he, "K03", DAY)
    outcomes = race(
        lambda: withhold_text(actor_id=people.he, matter_id=matter.pk, withheld=True, key=key(), now=NOW)
    )
    assert outcomes == ["done"] + ["unchanged"] * 31
