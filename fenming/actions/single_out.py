"""提出逐项审议: take a matter out of the list that is decided en bloc (R37, A15)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import agenda_item, under_way
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.rules.terms import Refused


def single_out(*, actor_id: int, meeting_id: int, matter_id: int, key: str, now: datetime) -> int:
    """Single a matter out, as anyone present may ask; returns the matter's id.

    Allowed from the meeting's beginning until it closes. A matter already decided en bloc loses that result and has to
    be decided by itself. Raises NotFound for a matter that is not on this agenda. Refused: forbidden, wrong_state,
    off_agenda, already_singled_out.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="decide", meeting_id=meeting_id, on=today)
    with writing(branch_id=meeting.branch_id, actor_id=actor_id, verb="single_out", key=key, now=now) as act:
        meeting = under_way(meeting)
        row = agenda_item(meeting, matter_id)
        if row.singled_out:
            raise Refused("already_singled_out", "这件事已经提出来逐项审议了，不用再提。")
        row.singled_out = True
        row.resolution, row.outcome, row.reason = None, "", None
        row.quantity, row.level, row.each_centi, row.points_centi = None, "", None, None
        row.save()
        act.audit(subject="matter", subject_id=matter_id, clause="R37 A15", detail={"meeting": meeting.pk})
    return matter_id
