"""取消会议: before it begins, with a reason that reaches everyone who should have come."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.cancel_meeting import cancel_meeting
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, Meeting, Outbox
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, called_monthly, closed, last_event, matter_of, opened
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def cancel(
    people: Cast, meeting_id: int, *, reason: str = "会场临时被占用。", actor: int = 0, once: str = ""
) -> int:
    return cancel_meeting(
        actor_id=actor or people.lin, meeting_id=meeting_id, reason=reason, key=once or key(), now=NOW
    )


def test_it_is_called_off_and_everyone_who_should_have_come_is_told() -> None:
    people = cast()
    meeting_id = called(people)
    cancel(people, meeting_id, reason="  会场临时被占用。 ")
    meeting = Meeting.objects.get()
    assert meeting.state == "cancelled"
    assert meeting.why_cancelled is not None
    assert meeting.why_cancelled.text == "会场临时被占用。"
    told = Outbox.objects.filter(kind="meeting_cancelled", subject="meeting", subject_id=meeting_id)
    everyone = {people.xu, people.han, people.shen, people.zhou, people.he, people.jiang}
    assert set(told.values_list("to_id", flat=True)) == everyone
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("cancel_meeting", meeting_id)


def test_its_matters_wait_for_the_next_one_which_is_again_the_first() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    cancel(people, called(people))
    again = Meeting.objects.get(pk=called(people))
    assert again.number == 1
    assert AgendaItem.objects.get(meeting=again).matter_id == matter.pk


def test_a_month_whose_meeting_was_called_off_may_have_another() -> None:
    people = cast()
    cancel(people, called_monthly(people))
    assert Meeting.objects.get(pk=called_monthly(people)).number == 1


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [(" ", "reason_missing", "还没有写取消的原因"), ("因" * 101, "too_long", "100 字以内")],
)
def test_a_reason_is_needed(reason: str, code: str, words: str) -> None:
    people = cast()
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        cancel(people, meeting_id, reason=reason)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Meeting.objects.get().state == "called"
    assert not Outbox.objects.filter(subject="meeting").exists()


def test_a_meeting_that_began_or_is_over_stands() -> None:
    people = cast()
    running = opened(people)
    with pytest.raises(Refused) as refused:
        cancel(people, running)
    assert refused.value.code == "wrong_state"
    assert "现在是“进行中”，不能取消会议" in refused.value.sentence
    assert Meeting.objects.get().state == "open"


def test_a_meeting_that_is_over_stands() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        cancel(people, closed(people))
    assert "现在是“已结束”" in refused.value.sentence
    assert Meeting.objects.get().state == "closed"


def test_who_may() -> None:
    people = cast()
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        cancel(people, meeting_id, actor=people.xu)
    assert refused.value.code == "forbidden"
    assert "支部书记" in refused.value.sentence
    with pytest.raises(NotFound):
        cancel(people, meeting_id, actor=people.deng)
    assert Meeting.objects.get().state == "called"


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    cancel(people, meeting_id, once=once)
    with pytest.raises(AlreadyDone):
        cancel(people, meeting_id, once=once)
    assert Outbox.objects.filter(subject="meeting").count() == 6
