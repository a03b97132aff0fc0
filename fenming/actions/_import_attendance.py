"""What an accepted sign-in sheet writes: a roll and what was asked for of its proposals, or a meeting's sheet (R30, R37)."""

from __future__ import annotations

from collections.abc import Mapping

from fenming.actions._attendance import write_sheet
from fenming.actions._roll_call import check_roll, keep_roll, record_taken
from fenming.actions._writing import Act
from fenming.queries.access import get_meeting_for
from fenming.queries.imports.attendance import AttendanceDraft, draft_of
from fenming.queries.imports.plan import Asked
from fenming.records.models import RollCall


def take_attendance(act: Act, asked: Asked) -> Mapping[str, object]:
    """The roll call with its matters, or the meeting with what its sheet says; Refused as `call_roll`, `mark_attendance`."""
    draft = draft_of(asked)
    if draft.day is None:
        raise RuntimeError("a plan that can be accepted has its day")
    if draft.meeting_id is not None:
        return _meeting(act, draft, draft.meeting_id)
    actor, day = act.actor_id or 0, draft.day
    check_roll(branch_id=act.branch_id, day=day, what=draft.what, marks=draft.marks, today=act.today)
    roll = RollCall(branch_id=act.branch_id, day=day, by_id=actor, at=act.now)
    keep_roll(act, roll, what=draft.what, marks=draft.marks)
    noted = record_taken(
        act, day=day, what=draft.what, marks=draft.marks, taken=draft.taken, recorder_id=actor
    )
    return {"rollcall": roll.pk, "matters": [one.pk for one in noted]}


def _meeting(act: Act, draft: AttendanceDraft, meeting_id: int) -> Mapping[str, object]:
    """Those whom the table leaves out keep the mark that the sheet has for them."""
    meeting = get_meeting_for(
        actor_id=act.actor_id or 0, verb="mark_attendance", meeting_id=meeting_id, on=act.today
    )
    return {"meeting": meeting.pk, **write_sheet(act, meeting, draft.marks, keep=True)}
