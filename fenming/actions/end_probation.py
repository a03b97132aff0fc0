"""取消预备党员资格: a members' meeting has decided it; never brought about by points (R57, R85, A30)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._leaving import leave
from fenming.actions._membership import (
    line_of,
    require_current,
    require_day,
    require_probationary,
    reread,
)
from fenming.actions._probation import checked_reason, note_step
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.records.models import Departure, ProbationEvent


def end_probation(
    *, actor_id: int, membership_id: int, day: date, resolution: str, reason: str, key: str, now: datetime
) -> int:
    """The id of the departure; `day` is the last day on the roster, `reason` the meeting's.

    The statement of that day is frozen, and what is open may still be determined, as with a transfer. Refused:
    `forbidden`, `incomplete`, `too_long`, `left_already`, `not_probationary`, `future_day`, `before_joining`,
    `year_settled`, `happened_later`, `attended_later`, `no_successor`, `office_later`,
    `unheard`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="end_probation", membership_id=membership_id, on=today
    )
    line = line_of(resolution, what="大会决议")
    why = checked_reason(reason)
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="end_probation", key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        require_probationary(membership, what="取消预备党员资格")
        require_day(membership, day=day, today=today, what="取消预备党员资格")
        departure = leave(act, membership, day=day, reason=Departure.Reason.PROBATION_ENDED, resolution=line)
        note_step(act, membership, kind=ProbationEvent.Kind.ENDED, day=day, resolution=line, reason=why)
        detail = {"day": day.isoformat(), "digest": departure.digest}
        act.audit(subject="membership", subject_id=membership.pk, clause="R85", detail=detail)
        act.tell(
            kind="probation_ended", subject="membership", subject_id=membership.pk, to=[membership.person_id]
        )
    return departure.pk
