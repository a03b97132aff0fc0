"""登记到会: enter who came to a meeting, who was late, on leave or absent (R37, A15)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import attendance_of, reread, should_attend
from fenming.actions._writing import writing
from fenming.queries.access import NotFound, get_meeting_for
from fenming.records.models import Attendance, Meeting
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

THERE = (Attendance.Mark.PRESENT, Attendance.Mark.LATE)
NOT_SAID = ""  # not there, and nobody said why


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
        meeting = reread(meeting)
        next_state(subject="meeting", state=meeting.state, verb="mark_attendance")
        fixed = meeting.opened_at or meeting.entered_on
        day = meeting.held_on if fixed else max(meeting.held_on, today)
        roster = should_attend(meeting, day=day)
        if not entered.keys() <= roster.keys():
            raise NotFound("attendance")
        if not set(entered.values()) <= {NOT_SAID, *Attendance.Mark.values}:
            raise Refused("bad_mark", "到会情况请从列出的几种里选。")
        _write(meeting, roster=roster, marks=entered)
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37", detail=_detail(roster, entered))
    return meeting.pk


def _detail(roster: dict[int, bool], marks: Mapping[int, str]) -> dict[str, object]:
    there = sorted(pk for pk, mark in marks.items() if mark in THERE)
    return {
        "should_attend": sum(roster.values()),
        "present": sum(roster[pk] for pk in there),
        "present_ids": there,
        "marks": {str(pk): mark for pk, mark in sorted(marks.items()) if mark},
    }


def _write(meeting: Meeting, *, roster: dict[int, bool], marks: Mapping[int, str]) -> None:
    sheet = attendance_of(meeting)
    new = [
        Attendance(branch_id=meeting.branch_id, meeting=meeting, membership_id=pk)
        for pk in roster
        if pk not in sheet
    ]
    for row in [*new, *sheet.values()]:
        # someone who left the roster meanwhile stays on the sheet, without a vote
        row.voting = roster.get(row.membership_id, False)
        row.mark = marks.get(row.membership_id, NOT_SAID)
        row.present = row.mark in THERE
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(sheet.values(), ["voting", "present", "mark"])
