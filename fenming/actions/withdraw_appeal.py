"""撤回申诉: a member takes an appeal back at any time before it is decided (R40, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import take_back
from fenming.actions._writing import writing
from fenming.queries.appeals import get_appeal_for


def withdraw_appeal(*, actor_id: int, appeal_id: int, key: str, now: datetime) -> int:
    """The id of the appeal, now withdrawn; it stays readable, and another may be filed.

    Raises NotFound. Refused: `forbidden` (someone else's), `wrong_state` (decided or withdrawn already).
    """
    today = timezone.localdate(now)
    found = get_appeal_for(actor_id=actor_id, verb="withdraw_appeal", appeal_id=appeal_id, on=today)
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="withdraw_appeal", key=key, now=now
    ) as act:
        appeal = take_back(act, found.pk)
    return appeal.pk
