"""听取申诉意见: who decides an appeal notes whom they heard and what was said (R41)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._appeal import reread
from fenming.actions._hearing import checked_hearing, keep_hearing
from fenming.actions._writing import writing
from fenming.queries.appeals import get_appeal_for, refuse_biased_above
from fenming.rules.workflow import next_state


def hear_appeal(
    *, actor_id: int, appeal_id: int, who: str, said: str, heard_on: date, key: str, now: datetime
) -> int:
    """The id of the note. Raises NotFound. Refused: `forbidden`, `wrong_state`, as for deciding `nobody_left`,
    `decided_before`, `reported_by_you`, and `nobody_named`, `nothing_said`, `too_long`, `bad_day`."""
    today = timezone.localdate(now)
    found = get_appeal_for(actor_id=actor_id, verb="hear_appeal", appeal_id=appeal_id, on=today)
    words = checked_hearing(who, said)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="hear_appeal", key=key, now=now) as act:
        appeal = reread(found.pk)
        next_state(subject="appeal", state=appeal.state, verb="hear_appeal")
        refuse_biased_above(appeal, actor_id=actor_id, on=today)
        hearing = keep_hearing(act, appeal, heard_on=heard_on, words=words)
        detail = {"hearing": hearing.pk, "heard_on": heard_on.isoformat()}
        act.audit(subject="appeal", subject_id=appeal.pk, clause="R41", detail=detail)
    return hearing.pk
