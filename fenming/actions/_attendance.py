"""Writing the attendance sheet of a meeting, by hand or from a sign-in sheet (R37, A15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from fenming.actions._meeting import attendance_of, reread, should_attend
from fenming.actions._writing import Act
from fenming.queries.access import NotFound
from fenming.records.models import Attendance, Meeting
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

THERE: Final = (Attendance.Mark.PRESENT, Attendance.Mark.LATE)
NOT_SAID: Final = ""  # not there, and nobody said why


def write_sheet(
    act: Act, meeting: Meeting, marks: Mapping[int, str], *, keep: bool = False
) -> dict[str, object]:
    """The whole sheet anew, and what the trail says of it. The branch must be locked.

    Whoever has no mark is not there; with `keep` they stay as the sheet has them.

    Raises NotFound for someone who should not attend. Refused: wrong_state, bad_mark.
    """
    today = timezone.localdate(act.now)
    meeting = reread(meeting)
    next_state(subject="meeting", state=meeting.state, verb="mark_attendance")
    fixed = meeting.opened_at or meeting.entered_on
    day = meeting.held_on if fixed else max(meeting.held_on, today)
    roster = should_attend(meeting, day=day)
    if not marks.keys() <= roster.keys():
        raise NotFound("attendance")
    if keep:
        sheet = meeting.attendance.filter(membership_id__in=roster).exclude(mark=NOT_SAID)
        marks = dict(sheet.values_list("membership_id", "mark")) | dict(marks)
    if not set(marks.values()) <= {NOT_SAID, *Attendance.Mark.values}:
        raise Refused("bad_mark", "到会情况请从列出的几种里选。")
    _write(meeting, roster=roster, marks=marks)
    return _detail(roster, marks)


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
