"""听取意见: who looks into an objection notes whom they heard and what was said (R41)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._hearing import checked_hearing, keep_hearing
from fenming.actions._writing import writing
from fenming.queries.objections import get_objection_for, refuse_biased
from fenming.rules.workflow import next_state


def note_hearing(
    *, actor_id: int, objection_id: int, who: str, said: str, heard_on: date, key: str, now: datetime
) -> int:
    """The id of the note. Raises NotFound. Refused: `forbidden`, `wrong_state`, as for answering `nobody_left`,
    `decided_before`, `reported_by_you`, and `nobody_named`, `nothing_said`, `too_long`, `bad_day`."""
    today = timezone.localdate(now)
    found = get_objection_for(actor_id=actor_id, verb="note_hearing", objection_id=objection_id, on=today)
    words = checked_hearing(who, said)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="note_hearing", key=key, now=now) as act:
        objection = get_objection_for(
            actor_id=actor_id, verb="note_hearing", objection_id=objection_id, on=today
        )
        next_state(subject="objection", state=objection.state, verb="note_hearing")
        refuse_biased(objection, actor_id=actor_id, on=today)
        hearing = keep_hearing(act, objection, heard_on=heard_on, words=words)
        detail = {"hearing": hearing.pk, "heard_on": heard_on.isoformat()}
        act.audit(subject="objection", subject_id=objection.pk, clause="R41", detail=detail)
    return hearing.pk
