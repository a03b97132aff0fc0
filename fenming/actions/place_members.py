"""划分党小组: from a day on these members belong to a group, or to none (R10, A34)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_resolution, end_last
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_branch_for
from fenming.queries.groups import groups_on
from fenming.records.models import Grouping, Membership
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def place_members(
    *,
    actor_id: int,
    branch_id: int,
    membership_ids: Collection[int],
    group_id: int | None,
    since: date,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """How many members were placed, all or none. `group_id` None: in no group. Where they were ends the day before.

    Raises NotFound for somebody of another branch. Refused: `forbidden`, `no_resolution`, `resolution_too_long`,
    `nothing_chosen`, `not_a_choice` (no group of the branch on that day), and of a member `not_here`, `unchanged`,
    `not_later`.
    """
    today, ground = timezone.localdate(now), checked_resolution(resolution)
    branch = get_branch_for(actor_id=actor_id, verb="place_members", branch_id=branch_id, on=today)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="place_members", key=key, now=now) as act:
        members = _members(branch.pk, membership_ids)
        if group_id is not None and group_id not in dict(groups_on(branch.pk, on=since)):
            raise Refused("not_a_choice", "这一天本支部没有这个党小组。请从列出的党小组里选。")
        for member in members:
            _place(act, member, group_id=group_id, since=since, ground=ground)
        detail = {"group": group_id, "members": len(members), "since": since.isoformat()}
        act.audit(subject="organisation", subject_id=group_id or branch.pk, clause="R10 A34", detail=detail)
    return len(members)


def _members(branch_id: int, ids: Collection[int]) -> list[Membership]:
    if not ids:
        raise Refused("nothing_chosen", "还没有选党员。请勾选要划分的党员。")
    rows = Membership.objects.filter(pk__in=ids, branch_id=branch_id).select_related("person")
    members = list(rows.order_by("roster_no"))
    if len(members) != len(set(ids)):
        raise NotFound("membership")
    return members


def _place(act: Act, member: Membership, *, group_id: int | None, since: date, ground: str) -> None:
    name = member.person.name
    if since < member.since or (member.until is not None and since > member.until):
        raise Refused("not_here", f"{name}{full_day_name(since)}不在本支部。请核对日期和人选。")
    last = Grouping.objects.filter(membership=member).order_by("since").last()
    end_last(
        act, last, from_id=last.group_id if last and last.until is None else None, to_id=group_id, since=since, ground=ground,
        words=(f"{name}现在就是这样划分的，没有改动。请去掉这一名再提交。", f"{name}上一次划分"),
    )  # fmt: skip
    if group_id is not None:
        Grouping.objects.create(
            branch_id=act.branch_id, membership=member, group_id=group_id, since=since, resolution=ground,
            by_id=act.actor_id or 0, at=act.now,
        )  # fmt: skip
