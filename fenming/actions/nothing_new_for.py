"""代报本月无新增: a member's paper sheet says that there is nothing new (R31, A13)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._matter import refuse
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for, one_of
from fenming.queries.claims import closed_fault, is_late
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.terms import Refused


def nothing_new_for(*, actor_id: int, membership_id: int, month_id: int, key: str, now: datetime) -> int:
    """The id of the member's row for that month, now saying that the sheet held nothing new.

    Refused: forbidden (one's own sheet too), `month_assessed`, `wrong_state` (not begun), `declared`,
    `already_said`. NotFound for a month of another branch.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="nothing_new_for", membership_id=membership_id, on=today
    )
    one_of(Month.objects.filter(branch_id=membership.branch_id), pk=month_id)
    with writing(
        branch_id=membership.branch_id, actor_id=actor_id, verb="nothing_new_for", key=key, now=now
    ) as act:
        month = Month.objects.select_related("quarter__year").get(pk=month_id)
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
    name = membership.person.name
    standing = Matter.objects.filter(month=month, membership=membership, origin=Matter.Origin.DECLARED)
    count = standing.exclude(state=Matter.State.WITHDRAWN).count()
    if count:
        raise Refused("declared", f"{name}{month.number}月已经申报了 {count} 件，不用再报“本月无新增”。")
    said = MemberMonth.objects.filter(month=month, membership=membership)
    if said.filter(kind=MemberMonth.Kind.NOTHING_NEW).exists():
        raise Refused("already_said", f"{name}已经报过{month.number}月无新增，不用再报。")
