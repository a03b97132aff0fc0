"""收回佐证材料: who handed a file in takes it back, before anything was assessed by it (R67, R74)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._evidence_store import drop
from fenming.actions._writing import writing
from fenming.queries.evidence import get_evidence_for
from fenming.records.models import Evidence, Matter
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def remove_evidence(*, actor_id: int, matter_id: int, number: int, key: str, now: datetime) -> int:
    """The number of the file, now gone; the row that there was one stays. The bytes go after the row says so.

    Refused: `forbidden`, `not_yours`, `already_assessed`, `wrong_state`. NotFound, also once removed.
    """
    today = timezone.localdate(now)
    evidence = get_evidence_for(
        actor_id=actor_id, verb="remove_evidence", matter_id=matter_id, number=number, on=today
    )
    if evidence.by_id != actor_id:
        raise Refused("not_yours", "这份材料不是您交的，您不能收回。请告诉交的人或支委。")
    with writing(
        branch_id=evidence.branch_id, actor_id=actor_id, verb="remove_evidence", key=key, now=now
    ) as act:
        matter = Matter.objects.select_for_update().get(pk=matter_id)
        next_state(subject="matter", state=matter.state, verb="remove_evidence")
        gone = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=True).update(removed_at=now)
        if not gone:
            raise Refused("already_removed", "这份材料刚才已经收回。请刷新页面看现在的结果。")
        detail = {"matter": matter_id, "number": number}
        act.audit(subject="evidence", subject_id=evidence.pk, clause="R67", detail=detail)
    drop(evidence.stored_as)
    return number
