"""撤回异议: a member takes an objection back before it is answered (R40, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.objections import get_objection_for, handlers_of
from fenming.records.models import Objection
from fenming.rules.workflow import next_state


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
        objection = Objection.objects.select_for_update().get(pk=found.pk)
        objection.state = next_state(subject="objection", state=objection.state, verb="withdraw_objection")
        objection.ended_at = now
        objection.save(update_fields=["state", "ended_at"])
        detail = {"number": objection.number}
        act.audit(subject="objection", subject_id=objection.pk, clause="R40 R67", detail=detail)
        handlers = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        act.tell(
            kind="objection_withdrawn", subject="objection", subject_id=objection.pk, to=sorted(handlers)
        )
    return objection.pk
