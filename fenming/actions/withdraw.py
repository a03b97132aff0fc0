"""撤回: a member takes a declaration back before it is assessed (R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_matter_for
from fenming.records.models import Matter, MemberMonth
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def withdraw(*, actor_id: int, matter_id: int, key: str, now: datetime) -> int:
    """The id of the matter, now withdrawn; it stays readable and may be declared again.

    Refused: `forbidden` (someone else's), `not_declared_by_you` (recorded by the branch), `already_assessed`,
    `wrong_state`.
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="withdraw", matter_id=matter_id, on=today)
    if matter.origin != Matter.Origin.DECLARED or matter.declared_by_id != actor_id:
        sentence = "这件事不是您申报的，由支部记录，您不能撤回。有不同意见的，请写在答复里或告诉支委。"
        raise Refused("not_declared_by_you", sentence)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="withdraw", key=key, now=now) as act:
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        matter.state = next_state(subject="matter", state=matter.state, verb="withdraw")
        matter.save(update_fields=["state"])
        _reopen_month(matter)
        act.audit(subject="matter", subject_id=matter.pk, clause="R67", detail={"state": matter.state})
    return matter.pk


def _reopen_month(matter: Matter) -> None:
    """When nothing declared is left in a month not yet assessed, the member has said nothing for it."""
    left = Matter.objects.filter(
        month_id=matter.month_id, membership_id=matter.membership_id, origin=Matter.Origin.DECLARED
    ).exclude(state=Matter.State.WITHDRAWN)
    if not left.exists():
        rows = MemberMonth.objects.filter(month_id=matter.month_id, membership_id=matter.membership_id)
        rows.filter(month__assessed_at__isnull=True, assessed_at__isnull=True).update(
            kind=MemberMonth.Kind.NONE, late=False, said_at=None
        )
