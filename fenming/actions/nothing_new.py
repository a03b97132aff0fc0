"""本月无新增: one tap that ends a member's duty for the month (R31, A13)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._matter import refuse
from fenming.actions._writing import writing
from fenming.queries.access import get_own_month_for
from fenming.queries.claims import closed_fault, is_late
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.terms import Refused


def nothing_new(*, actor_id: int, month_id: int, key: str, now: datetime) -> int:
    """The id of the actor's row for that month, now saying that there is nothing new.

    Refused: `month_assessed`, `wrong_state` (not begun), `declared` when something of that month stands,
    `already_said`.
    """
    today = timezone.localdate(now)
    month, membership = get_own_month_for(actor_id=actor_id, verb="nothing_new", month_id=month_id, on=today)
    with writing(branch_id=month.branch_id, actor_id=actor_id, verb="nothing_new", key=key, now=now) as act:
        month = Month.objects.select_related("quarter__year").get(pk=month.pk)
        closed = closed_fault(month=month, verb="nothing_new", today=today)
        refuse([closed] if closed else [])
        _refuse_if_said(month, membership)
        late = is_late(month, today=today)
        row, _ = MemberMonth.objects.update_or_create(
            branch_id=act.branch_id,
            month=month,
            membership=membership,
            defaults={"kind": MemberMonth.Kind.NOTHING_NEW, "late": late, "said_at": now},
        )
        act.audit(subject="month", subject_id=month.pk, clause="R31", detail={"row": row.pk, "late": late})
    return row.pk


def _refuse_if_said(month: Month, membership: Membership) -> None:
    standing = Matter.objects.filter(month=month, membership=membership, origin=Matter.Origin.DECLARED)
    count = standing.exclude(state=Matter.State.WITHDRAWN).count()
    if count:
        sentence = f"您{month.number}月已经申报了 {count} 件，不用再报“本月无新增”。"
        raise Refused("declared", f"{sentence}要收回的，请到那件事项里撤回。")
    rows = MemberMonth.objects.filter(month=month, membership=membership)
    if rows.filter(kind=MemberMonth.Kind.NOTHING_NEW).exists():
        raise Refused(
            "already_said", f"您已经报过{month.number}月无新增，不用再报。又有新事项的，可以直接申报。"
        )
