"""开始会议: only with more than half of those who may vote, and with the agenda as it is by then."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.cancel_meeting import cancel_meeting
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, AuditEvent, Matter, Meeting
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import MONTH_NOW, NOW, attend, called, called_monthly, matter_of, seven
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def begin(people: Cast, meeting_id: int, *, actor: int | None = None, once: str = "") -> int:
    return open_meeting(actor_id=actor or people.lin, meeting_id=meeting_id, key=once or key(), now=NOW)


def test_it_begins_with_more_than_half_and_an_agenda_drawn_up_anew() -> None:
    people = cast()
    was_declared = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3), state="declared")
    withdrawn = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 4))
    meeting_id = called(people)
    Matter.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    added = matter_of(people, people.m_he, "DA5", date(2026, 2, 5))
    attend(people, meeting_id, people.m_he, people.m_zhou)
    begin(people, meeting_id)
    meeting = Meeting.objects.get(pk=meeting_id)
    assert (meeting.state, meeting.opened_at) == ("open", NOW)
    live = AgendaItem.objects.filter(matter__state__in=("declared", "assessed"))
    assert dict(live.values_list("matter_id", "singled_out")) == {was_declared.pk: True, added.pk: False}
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.detail) == ("open_meeting", '{"matters":2,"present":4,"should_attend":6}')


def test_half_is_not_enough_and_a_probationary_member_does_not_count() -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id, people.m_he, people.m_zhou, people.m_xu)
    with pytest.raises(Refused) as refused:
        begin(people, meeting_id)
    assert refused.value.code == "no_quorum"
    assert "应到会有表决权 6 名，到会 3 名，没有超过半数" in refused.value.sentence
    assert "至少要到 4 名" in refused.value.sentence
    assert Meeting.objects.get().state == "called"


def test_without_attendance_or_before_the_day_it_does_not_begin() -> None:
    people = cast()
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        begin(people, meeting_id)
    assert refused.value.code == "no_attendance"
    assert "先登记到会" in refused.value.sentence
    attend(people, meeting_id)
    with pytest.raises(Refused) as refused:
        open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=at(2026, 3, 27))
    assert refused.value.code == "not_the_day"
    assert "3月28日" in refused.value.sentence
    assert Meeting.objects.get().state == "called"


def test_only_the_secretary_begins_it_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    attend(people, meeting_id)
    with pytest.raises(Refused) as refused:
        begin(people, meeting_id, actor=people.xu)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        begin(people, meeting_id, actor=people.deng)
    assert Meeting.objects.get().state == "called"
    begin(people, meeting_id, once=once)
    with pytest.raises(AlreadyDone):
        begin(people, meeting_id, once=once)
    with pytest.raises(Refused) as refused:
        begin(people, meeting_id)
    assert refused.value.code == "wrong_state"
    assert "进行中" in refused.value.sentence


def test_a_monthly_meeting_begins_with_more_than_half_and_has_no_agenda() -> None:
    people = cast()
    seven(people)
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = called_monthly(people, kind="committee")
    given = {"actor_id": people.lin, "meeting_id": meeting_id, "now": MONTH_NOW}
    mark_attendance(present_membership_ids=[people.m_lin], key=key(), **given)
    with pytest.raises(Refused) as refused:
        open_meeting(key=key(), **given)
    assert refused.value.code == "no_quorum"
    assert "应到支部委员 3 名，到会 1 名，没有超过半数" in refused.value.sentence
    mark_attendance(present_membership_ids=[people.m_lin, people.m_han], key=key(), **given)
    open_meeting(key=key(), **given)
    assert Meeting.objects.get().state == "open"
    assert not AgendaItem.objects.exists()


def test_a_cancelled_meeting_does_not_begin() -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id)
    cancel_meeting(actor_id=people.lin, meeting_id=meeting_id, reason="改到下月。", key=key(), now=NOW)
    with pytest.raises(Refused) as refused:
        open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=NOW)
    assert refused.value.code == "wrong_state"
    assert "现在是“已取消”" in refused.value.sentence
    assert "请另行召集" in refused.value.sentence
