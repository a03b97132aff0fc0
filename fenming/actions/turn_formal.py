"""预备党员转正: a members' meeting has decided it; entered as decided, never computed (R57, R85, A30)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._membership import (
    line_of,
    new_standing,
    require_current,
    require_day,
    require_probationary,
    reread,
)
from fenming.actions._probation import note_step
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.records.models import ProbationEvent
from fenming.rules.terms import Status


def turn_formal(
    *, actor_id: int, membership_id: int, day: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the new standing: formal, with the same post, from `day` on.

    What happened before that day stays under the probationary list (regulations/reading.md §14). Refused:
    `forbidden`, `incomplete`, `too_long`, `left_already`, `not_probationary`, `future_day`, `before_joining`,
    `year_settled`, `standing_later`, `off_list`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="turn_formal", membership_id=membership_id, on=today
    )
    line = line_of(resolution, what="大会决议")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="turn_formal", key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        require_probationary(membership, what="转正")
        require_day(membership, day=day, today=today, what="转正")
        standing = new_standing(act, membership, day=day, status=Status.FORMAL, resolution=line)
        note_step(act, membership, kind=ProbationEvent.Kind.FORMAL, day=day, resolution=line)
        detail = {"day": day.isoformat(), "standing": standing.pk}
        act.audit(subject="membership", subject_id=membership.pk, clause="R85", detail=detail)
        act.tell(
            kind="turned_formal", subject="membership", subject_id=membership.pk, to=[membership.person_id]
        )
    return standing.pk
