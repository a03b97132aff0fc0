"""登记上级审批: by which document the superior approved what a meeting decided about a probation (R57, R85)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._membership import line_of
from fenming.actions._writing import writing
from fenming.queries.probations import get_probation_step_for
from fenming.records.models import ProbationApproval
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def note_approval(*, actor_id: int, event_id: int, document: str, day: date, key: str, now: datetime) -> int:
    """The id of the row, once for each decision; the member is told. Nothing else moves by it.

    Raises NotFound, also for a probation's beginning, which takes no approval. Refused: `forbidden`, `incomplete`,
    `too_long`, `bad_day` (to come, or before the decision), `approved_already`.
    """
    today, verb = timezone.localdate(now), "note_approval"
    step = get_probation_step_for(actor_id=actor_id, verb=verb, event_id=event_id, on=today)
    line = line_of(document, what="批复的文号")
    with writing(branch_id=step.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        if ProbationApproval.objects.filter(event=step).exists():
            raise Refused("approved_already", "这一步的上级审批已经登记过，请看履历。")
        if not step.day <= day <= today:
            days = f"{full_day_name(step.day)}和{full_day_name(today)}之间"
            raise Refused("bad_day", f"批复在大会决议以后，请填{days}的日期。")
        row = ProbationApproval.objects.create(
            branch_id=step.branch_id, event=step, document=line, day=day, by_id=actor_id, at=now
        )
        member = step.membership
        act.audit(
            subject="membership",
            subject_id=member.pk,
            clause="R57 R85",
            detail={"step": step.kind, "day": day.isoformat()},
        )
        act.tell(kind="probation_approved", subject="membership", subject_id=member.pk, to=[member.person_id])
    return row.pk
