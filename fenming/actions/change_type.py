"""调整岗位类别: from a day on a member goes by another list of items (R18, A20)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._membership import line_of, new_standing, require_current, require_day, reread
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.records.models import Standing
from fenming.rules.terms import Refused


def change_type(
    *, actor_id: int, membership_id: int, day: date, post: str, resolution: str, key: str, now: datetime
) -> int:
    """The id of the new standing: post `T` or `A` from `day` on, formal or probationary as before.

    What happened before stays under the list of its day. Refused: `forbidden`, `incomplete`, `too_long`,
    `left_already`, `unknown_type`, `same_type`, `future_day`, `before_joining`, `year_settled`, `standing_later`,
    `off_list`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="change_type", membership_id=membership_id, on=today
    )
    line = line_of(resolution, what="依据")
    if post not in Standing.Type.values:
        raise Refused("unknown_type", "还没有选岗位类别。请选教师岗或管理岗。")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="change_type", key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        require_day(membership, day=day, today=today, what="调整岗位")
        latest = max(membership.standings.all(), key=lambda one: one.since)
        if latest.type == post:
            label = Standing.Type(post).label
            raise Refused("same_type", f"{membership.person.name}现在就是{label}，不用调整。请核对名册。")
        standing = new_standing(act, membership, day=day, post=post, resolution=line)
        detail = {"day": day.isoformat(), "type": post, "standing": standing.pk}
        act.audit(subject="membership", subject_id=membership.pk, clause="R18", detail=detail)
        act.tell(
            kind="type_changed", subject="membership", subject_id=membership.pk, to=[membership.person_id]
        )
    return standing.pk
