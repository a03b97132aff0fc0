"""登记预备期: when a probationary member's year of probation began, so that its end is known (R85)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._membership import line_of, require_current, require_probationary, reread
from fenming.actions._probation import begin_probation, steps_of
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.rules.terms import Refused


def start_probation(
    *, actor_id: int, membership_id: int, since: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the step; the probation lasts one year from `since`, the day of the admitting meeting.

    Refused: `forbidden`, `incomplete`, `too_long`, `left_already`, `not_probationary`, `started_already`,
    `future_day`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="start_probation", membership_id=membership_id, on=today
    )
    line = line_of(resolution, what="依据")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="start_probation", key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        require_probationary(membership, what="预备期")
        if steps_of(membership):
            name = membership.person.name
            raise Refused("started_already", f"{name}的预备期已经登记过，不能改。请看履历。")
        step = begin_probation(act, membership, since=since, resolution=line)
        detail = {"since": since.isoformat()}
        act.audit(subject="membership", subject_id=membership.pk, clause="R85", detail=detail)
    return step.pk
