"""召集会议: call a members' meeting of a quarter, or the committee or branch meeting of a month (R33, R35)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from fenming.actions._meeting import draw_up_agenda
from fenming.actions._meeting_call import check_day, check_held, check_kind, check_place, day_in_words
from fenming.actions._writing import writing
from fenming.queries.access import get_month_for, get_quarter_for
from fenming.queries.quarter import quarter_state
from fenming.records.models import Meeting, Month, Quarter
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

RUNNING = (Meeting.State.CALLED, Meeting.State.OPEN)


def call_meeting(
    *,
    actor_id: int,
    quarter_id: int | None = None,
    month_id: int | None = None,
    kind: str = "members",
    held_on: date,
    place: str,
    key: str,
    now: datetime,
) -> int:
    """Call a meeting; returns its id (R33, R35, R36).

    `kind` members with a `quarter_id`: held from the quarter's last month on; on its agenda is every matter of the
    quarter that is assessed, and those still declared, which it can only defer. `kind` committee or branch with a
    `month_id`: held from the month's first day on; it assesses and determines nothing. One that was held on a day now
    past may be entered afterwards, while the month is not assessed; it stays marked with the day of entry. Raises NotFound.
    Refused: forbidden, bad_kind, past_day, too_early, too_far, month_assessed, bad_place, no_committee (too small a branch),
    already_called, wrong_state (posted).
    """
    today = timezone.localdate(now)
    quarter, month = _period(actor_id, quarter_id, month_id, kind, today)
    with writing(
        branch_id=quarter.branch_id, actor_id=actor_id, verb="call_meeting", key=key, now=now
    ) as act:
        if month is None:
            next_state(subject="quarter", state=quarter_state(quarter=quarter), verb="call_meeting")
        afterwards = _check_day(quarter, month, held_on, today)
        check_place(place)
        check_kind(branch_id=quarter.branch_id, kind=kind, day=held_on)
        meeting = _create(quarter, month, kind=kind, held_on=held_on, place=place.strip(), actor_id=actor_id)
        meeting.entered_on = today if afterwards else None
        meeting.save(force_insert=True)
        detail = {"kind": kind, "quarter": quarter.pk, "month": month_id, "held_on": held_on.isoformat()}
        if afterwards:
            detail |= {"entered_on": today.isoformat()}
        detail |= {"matters": draw_up_agenda(meeting) if month is None else 0}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R33 R35", detail=detail)
    return meeting.pk


def _check_day(quarter: Quarter, month: Month | None, held_on: date, today: date) -> bool:
    """Whether a monthly meeting is entered after its day; Refused when it can be neither held nor entered that day."""
    if month is None or held_on >= today:
        check_day(quarter=quarter, month=month, held_on=held_on, today=today)
        return False
    month.refresh_from_db(fields=["assessed_at"])
    check_held(month=month, held_on=held_on)
    return True


def _period(
    actor_id: int, quarter_id: int | None, month_id: int | None, kind: str, today: date
) -> tuple[Quarter, Month | None]:
    if kind not in Meeting.Kind.values or (kind == Meeting.Kind.MEMBERS) != (month_id is None):
        raise Refused("bad_kind", "请先选开哪一种会：党员大会评一个季度，支委会或支部会评一个月。")
    if month_id is None:
        return get_quarter_for(
            actor_id=actor_id, verb="call_meeting", quarter_id=quarter_id or 0, on=today
        ), None
    month = get_month_for(actor_id=actor_id, verb="call_meeting", month_id=month_id, on=today)
    return month.quarter, month


def _create(
    quarter: Quarter, month: Month | None, *, kind: str, held_on: date, place: str, actor_id: int
) -> Meeting:
    _check_none_running(quarter, month)
    earlier = Meeting.objects.filter(quarter=quarter, month=month, kind=kind)
    return Meeting(
        branch_id=quarter.branch_id,
        kind=kind,
        quarter=quarter,
        month=month,
        number=earlier.exclude(state=Meeting.State.CANCELLED).count() + 1,
        held_on=held_on,
        place=place,
        called_by_id=actor_id,
        state=next_state(subject="meeting", state=NEW, verb="call_meeting"),
    )


def _check_none_running(quarter: Quarter, month: Month | None) -> None:
    same = Q(month=month) if month else Q(quarter=quarter, month=None)
    running = Meeting.objects.filter(same, state__in=RUNNING).first()
    if running is not None:
        what = f"评{month.number}月的会" if month else "这个季度的党员大会"
        raise Refused(
            "already_called",
            f"{what}已经召集，定在{day_in_words(running.held_on)}，还没有结束。请先开完那一次，或者取消它。",
        )
