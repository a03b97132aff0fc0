"""撤回异议: a member takes an objection back before it is answered (R40, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._objection import take_back
from fenming.actions._writing import writing
from fenming.queries.objections import get_objection_for


def withdraw_objection(*, actor_id: int, objection_id: int, key: str, now: datetime) -> int:
    """The id of the objection, now withdrawn; it stays readable, and another may be filed while there is time.

    Raises NotFound. Refused: `forbidden` (someone else's), `wrong_state` (answered or withdrawn already).
    """
    today = timezone.localdate(now)
    found = get_objection_for(
        actor_id=actor_id, verb="withdraw_objection", objection_id=objection_id, on=today
    )
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="withdraw_objection", key=key, now=now
    ) as act:
        objection = take_back(act, found.pk)
    return objection.pk
