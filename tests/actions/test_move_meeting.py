"""会议改期: another day or place before it begins, and everyone is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.move_meeting import move_meeting
from fenming.queries.access import NotFound
from fenming.records.models import Meeting, Membership, Outbox
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import MEETING_DAY, NOW, called, last_event, month_of, opened, seven
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = date(2026, 4, 2)


def move(people: Cast, meeting_id: int, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin, "held_on": LATER, "place": "图书馆报告厅", "key": key(), "now": NOW,
    }  # fmt: skip
    return move_meeting(meeting_id=meeting_id, **(given | change))


def test_day_and_place_are_changed_and_everyone_is_told() -> None:
    people = cast()
    meeting_id = called(people)
    move(people, meeting_id, place=" 图书馆报告厅 ")
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.place, meeting.state) == (LATER, "图书馆报告厅", "called")
    assert Outbox.objects.filter(kind="meeting_moved", subject_id=meeting_id).count() == 6
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("move_meeting", meeting_id)
    assert '"from":"2026-03-28"' in event.detail


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"held_on": MEETING_DAY, "place": "文学馆 204 室"}, "unchanged", "日期和地点都没有变"),
        ({"held_on": date(2026, 3, 27)}, "past_day", "3月27日已经过了"),
        ({"held_on": date(2026, 6, 1)}, "too_far", "超过 60 天"),
        ({"place": "馆" * 61}, "bad_place", "60 字以内"),
    ],
)
def test_a_day_or_place_that_cannot_be_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        move(people, meeting_id, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Meeting.objects.get().held_on == MEETING_DAY
    assert not Outbox.objects.filter(subject="meeting").exists()


def test_a_committee_meeting_is_not_moved_to_a_day_without_a_committee() -> None:
    people = cast()
    seventh = seven(people)
    meeting_id = call_meeting(
        actor_id=people.lin, month_id=month_of(people).pk, kind="committee", held_on=date(2026, 3, 9), place="",
        key=key(), now=at(2026, 3, 9),
    )  # fmt: skip
    Membership.objects.filter(pk=seventh).update(until=date(2026, 3, 20))
    with pytest.raises(Refused) as refused:
        move(people, meeting_id, now=at(2026, 3, 9))
    assert refused.value.code == "no_committee"
    move(people, meeting_id, held_on=date(2026, 3, 12), now=at(2026, 3, 9))
    assert Meeting.objects.get().held_on == date(2026, 3, 12)


def test_who_may_and_until_when() -> None:
    people = cast()
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        move(people, meeting_id)
    assert refused.value.code == "wrong_state"
    with pytest.raises(Refused) as refused:
        move(people, meeting_id, actor_id=people.xu)
    assert refused.value.code == "forbidden"
    assert "支部书记" in refused.value.sentence
    with pytest.raises(NotFound):
        move(people, meeting_id, actor_id=people.deng)
    assert Meeting.objects.get().held_on == MEETING_DAY


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    move(people, meeting_id, key=once)
    with pytest.raises(AlreadyDone):
        move(people, meeting_id, key=once, place="文学馆")
    assert Meeting.objects.get().place == "图书馆报告厅"
