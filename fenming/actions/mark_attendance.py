"""登记到会: enter who came to the members' meeting (R37, A15)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import attendance_of, reread, roster_on
from fenming.actions._writing import writing
from fenming.queries.access import NotFound, get_meeting_for
from fenming.records.models import Attendance, Meeting
from fenming.rules.workflow import next_state


def mark_attendance(
    *, actor_id: int, meeting_id: int, present_membership_ids: Collection[int], key: str, now: datetime
) -> int:
    """Enter who is there; everyone else on the roster of the day is absent. Returns the meeting's id.

    The sheet holds everyone on the roster on the day of the meeting (today, if that day has passed and the meeting
    has not begun); formal members have a vote. May be entered again until the meeting is closed; a vote already
    taken keeps its own count. Raises NotFound for someone who is not on the roster. Refused: forbidden, wrong_state.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="mark_attendance", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="mark_attendance", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        next_state(subject="meeting", state=meeting.state, verb="mark_attendance")
        day = meeting.held_on if meeting.opened_at else max(meeting.held_on, today)
        roster, present = roster_on(branch_id=meeting.branch_id, day=day), set(present_membership_ids)
        if not present <= roster.keys():
            raise NotFound("attendance")
        _write(meeting, roster=roster, present=present)
        detail = {
            "should_attend": sum(roster.values()),
            "present": sum(roster[pk] for pk in present),
            "present_ids": sorted(present),
        }
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37", detail=detail)
    return meeting.pk


def _write(meeting: Meeting, *, roster: dict[int, bool], present: set[int]) -> None:
    sheet = attendance_of(meeting)
    new = [
        Attendance(
            branch_id=meeting.branch_id,
            meeting=meeting,
            membership_id=pk,
            voting=voting,
            present=pk in present,
        )
        for pk, voting in roster.items()
        if pk not in sheet
    ]
    for pk, row in sheet.items():
        # someone who left the roster meanwhile stays on the sheet, without a vote
        row.voting, row.present = roster.get(pk, False), pk in present
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(sheet.values(), ["voting", "present"])
