"""开始会议: begin a meeting once more than half are there (R33, R35, A15)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import attendance_of, draw_up_agenda, reread, should_attend
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import Meeting
from fenming.rules.meeting import Result, monthly_quorum, quorum
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def open_meeting(*, actor_id: int, meeting_id: int, key: str, now: datetime) -> int:
    """Begin the meeting; the agenda of a members' meeting is drawn up anew with what was assessed since.

    Returns the meeting's id. A meeting that was put off and begins on a later day is held on that day;
    one entered afterwards keeps the day it was held on. Refused: forbidden, wrong_state,
    not_the_day, no_attendance, roster_changed, no_quorum (with the count and how many are needed).
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="open_meeting", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="open_meeting", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        meeting.state = next_state(subject="meeting", state=meeting.state, verb="open_meeting")
        if today < meeting.held_on:
            day = f"{meeting.held_on.month}月{meeting.held_on.day}日"
            raise Refused("not_the_day", f"会议定在{day}，今天还不能开始。请到那一天再开始。")
        meeting.opened_at = now
        if meeting.entered_on is None:
            meeting.held_on = today
        should, present = _attendance(meeting)
        matters = draw_up_agenda(meeting) if meeting.kind == Meeting.Kind.MEMBERS else 0
        meeting.save(update_fields=["state", "held_on", "opened_at"])
        detail = {"should_attend": should, "present": present, "matters": matters}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R35 A15", detail=detail)
    return meeting.pk


def _attendance(meeting: Meeting) -> tuple[int, int]:
    """Those with a vote who should attend, and who did; Refused when the sheet is missing, stale or too short."""
    sheet = attendance_of(meeting)
    if not sheet:
        raise Refused("no_attendance", "还没有登记到会。请先登记到会，再开始会议。")
    roster = should_attend(meeting, day=meeting.held_on)
    voting = {pk for pk, row in sheet.items() if row.voting}
    if not roster.keys() <= sheet.keys() or voting != {pk for pk, votes in roster.items() if votes}:
        raise Refused("roster_changed", "登记到会之后名册有变动。请重新登记一次到会，再开始会议。")
    present = sum(sheet[pk].present for pk in voting)
    result = _enough(meeting, len(voting), present)
    if not result.ok:
        raise Refused("no_quorum", result.sentence)
    return len(voting), present


def _enough(meeting: Meeting, should: int, present: int) -> Result:
    if meeting.kind == Meeting.Kind.MEMBERS:
        return quorum(should_attend_voting=should, present_voting=present)
    return monthly_quorum(kind=meeting.kind, should_attend=should, present=present)
