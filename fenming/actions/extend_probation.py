"""延长预备期: a members' meeting has decided it, once, by a year at most (R57, R85, A30)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._membership import (
    line_of,
    require_current,
    require_day,
    require_probationary,
    reread,
)
from fenming.actions._probation import checked_reason, note_step, steps_of
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.records.models import ProbationEvent
from fenming.rules.people import latest_extension
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def extend_probation(
    *,
    actor_id: int,
    membership_id: int,
    day: date,
    due_on: date,
    resolution: str,
    reason: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the step; decided on `day`, the probation now lasts until `due_on`; `reason` is the meeting's.

    Refused: `forbidden`, `incomplete`, `too_long`, `left_already`, `not_probationary`, `future_day`,
    `before_joining`, `year_settled`, `not_started`, `extended_already`, `bad_due_day`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="extend_probation", membership_id=membership_id, on=today
    )
    line = line_of(resolution, what="大会决议")
    why = checked_reason(reason)
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="extend_probation", key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        require_probationary(membership, what="延长预备期")
        require_day(membership, day=day, today=today, what="延长预备期")
        _require_due(membership.person.name, steps_of(membership), due_on)
        kind = ProbationEvent.Kind.EXTENDED
        step = note_step(act, membership, kind=kind, day=day, due_on=due_on, resolution=line, reason=why)
        detail = {"day": day.isoformat(), "due_on": due_on.isoformat()}
        act.audit(subject="membership", subject_id=membership.pk, clause="A30", detail=detail)
        to = [membership.person_id]
        act.tell(kind="probation_extended", subject="membership", subject_id=membership.pk, to=to)
    return step.pk


def _require_due(name: str, steps: dict[str, ProbationEvent], due_on: date) -> None:
    started = steps.get(ProbationEvent.Kind.STARTED)
    if started is None or started.due_on is None:
        raise Refused("not_started", f"还没有登记{name}的预备期从哪天开始。请先登记预备期。")
    if ProbationEvent.Kind.EXTENDED in steps:
        raise Refused("extended_already", f"{name}的预备期已经延长过一次，不能再延长。请办理转正或取消资格。")
    latest = latest_extension(started.due_on)
    if not started.due_on < due_on <= latest:
        until = f"原来到{full_day_name(started.due_on)}，至多延长到{full_day_name(latest)}"
        raise Refused("bad_due_day", f"{name}的预备期{until}。请改延长到的日期。")
