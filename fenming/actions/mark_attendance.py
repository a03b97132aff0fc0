"""登记到会: enter who came to a meeting, who was late, on leave or absent (R37, A15)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from fenming.actions._attendance import write_sheet
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import Attendance


def mark_attendance(
    *,
    actor_id: int,
    meeting_id: int,
    present_membership_ids: Collection[int] = (),
    marks: Mapping[int, str] | None = None,
    key: str,
    now: datetime,
) -> int:
    """Enter who is there; everyone else who should attend is not. Returns the meeting's id.

    `marks` says it more exactly by membership id and goes before the list: present, late, duty, private, absent, or ""
    for someone who is not there without anybody having said why. The sheet holds everyone who should attend on the
    day of the meeting (today, if that day has passed and the meeting has not begun); formal members have a vote. May
    be entered again until the meeting is closed; a vote already taken keeps its own count and its own names. Raises
    NotFound for someone who should not attend. Refused: forbidden, wrong_state, bad_mark.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="mark_attendance", meeting_id=meeting_id, on=today)
    entered = dict.fromkeys(present_membership_ids, Attendance.Mark.PRESENT.value) | dict(marks or {})
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="mark_attendance", key=key, now=now
    ) as act:
        detail = write_sheet(act, meeting, entered)
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37", detail=detail)
    return meeting.pk
