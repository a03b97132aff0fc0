"""撤回申诉: a member takes an appeal back at any time before it is decided (R40, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import reread, those_above
from fenming.actions._writing import writing
from fenming.queries.appeals import get_appeal_for
from fenming.queries.objections import handlers_of
from fenming.rules.workflow import next_state


def withdraw_appeal(*, actor_id: int, appeal_id: int, key: str, now: datetime) -> int:
    """The id of the appeal, now withdrawn; it stays readable, and another may be filed.

    Raises NotFound. Refused: `forbidden` (someone else's), `wrong_state` (decided or withdrawn already).
    """
    today = timezone.localdate(now)
    found = get_appeal_for(actor_id=actor_id, verb="withdraw_appeal", appeal_id=appeal_id, on=today)
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="withdraw_appeal", key=key, now=now
    ) as act:
        appeal = reread(found.pk)
        appeal.state = next_state(subject="appeal", state=appeal.state, verb="withdraw_appeal")
        appeal.ended_at = now
        appeal.save(update_fields=["state", "ended_at"])
        act.audit(subject="appeal", subject_id=appeal.pk, clause="R40 R67", detail={"number": appeal.number})
        here = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        to = [*those_above(appeal, on=today), *sorted(here)]
        act.tell(kind="appeal_withdrawn", subject="appeal", subject_id=appeal.pk, to=to)
    return appeal.pk
