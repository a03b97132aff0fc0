"""召集会议: call the members' meeting of a quarter (R35)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from fenming.actions._meeting import draw_up_agenda
from fenming.actions._writing import writing
from fenming.queries.access import get_quarter_for
from fenming.queries.quarter import quarter_state
from fenming.records.models import Meeting, Quarter
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

NOTICE_AT_MOST = timedelta(days=60)
LONGEST_PLACE = 60


def call_meeting(
    *, actor_id: int, quarter_id: int, held_on: date, place: str, key: str, now: datetime
) -> int:
    """Call a members' meeting for a quarter and draw up its agenda; returns the meeting's id (R35, R36).

    `held_on`: today or later, from the quarter's last month on, at most 60 days ahead. The agenda is every matter of
    the quarter that is assessed, and those still declared, which the meeting can only defer.
    Refused: forbidden, past_day, too_early, too_far, bad_place, already_called, wrong_state (posted).
    """
    today = timezone.localdate(now)
    quarter = get_quarter_for(actor_id=actor_id, verb="call_meeting", quarter_id=quarter_id, on=today)
    with writing(
        branch_id=quarter.branch_id, actor_id=actor_id, verb="call_meeting", key=key, now=now
    ) as act:
        next_state(subject="quarter", state=quarter_state(quarter=quarter), verb="call_meeting")
        _check_day(quarter, held_on=held_on, today=today)
        _check_place(place)
        _check_none_running(quarter)
        meeting = Meeting.objects.create(
            branch_id=quarter.branch_id,
            kind=Meeting.Kind.MEMBERS,
            quarter=quarter,
            number=Meeting.objects.filter(quarter=quarter).count() + 1,
            held_on=held_on,
            place=place.strip(),
            called_by_id=actor_id,
            state=next_state(subject="meeting", state=NEW, verb="call_meeting"),
        )
        matters = draw_up_agenda(meeting)
        detail = {"quarter": quarter.pk, "held_on": held_on.isoformat(), "matters": matters}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R35", detail=detail)
    return meeting.pk


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _check_day(quarter: Quarter, *, held_on: date, today: date) -> None:
    if held_on < today:
        raise Refused("past_day", f"{_day(held_on)}已经过了。大会日期请填今天（{_day(today)}）或以后的日子。")
    last_month = quarter.end.replace(day=1)
    if held_on < last_month:
        raise Refused(
            "too_early",
            f"第{'一二三四'[quarter.number - 1]}季度的党员大会从{_day(last_month)}起才能开，{_day(held_on)}太早。请改日期。",
        )
    if held_on - today > NOTICE_AT_MOST:
        raise Refused(
            "too_far", f"{held_on.year}年{_day(held_on)}离今天超过 60 天。请核对日期，临近时再召集。"
        )


def _check_place(place: str) -> None:
    if len(place.strip()) > LONGEST_PLACE:
        raise Refused("bad_place", f"地点请写在 {LONGEST_PLACE} 字以内。")


def _check_none_running(quarter: Quarter) -> None:
    running = Meeting.objects.filter(quarter=quarter).exclude(state=Meeting.State.CLOSED).first()
    if running is not None:
        raise Refused(
            "already_called",
            f"这个季度的党员大会已经召集，定在{_day(running.held_on)}，还没有结束。请先开完那一次。",
        )
