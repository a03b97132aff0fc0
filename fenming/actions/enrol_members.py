"""登记党员名册: put members on a branch's roster (R9, R64)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from fenming.actions._people import NewMember, checked, put_on_roster
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.rules.terms import Refused

__all__ = ["NewMember", "enrol_members"]


def enrol_members(
    *, actor_id: int, branch_id: int, members: Iterable[NewMember], resolution: str, key: str, now: datetime
) -> list[int]:
    """Membership ids in the order of the lines; all of them or none.

    Two people of one name are let in: names are not unique. Refused: `forbidden`, `no_members`, `bad_member` (every
    bad line listed), `no_resolution`.
    """
    branch = get_branch_for(
        actor_id=actor_id, verb="enrol_members", branch_id=branch_id, on=timezone.localdate(now)
    )
    lines = checked(members)
    if not resolution.strip():
        raise Refused("no_resolution", "还没有写依据（如转入介绍信、支部会议日期）。请补填后再提交。")
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="enrol_members", key=key, now=now) as act:
        placed = put_on_roster(branch_id=branch.pk, members=lines, resolution=resolution.strip())
        ids = [membership.pk for membership in placed]
        act.audit(subject="organisation", subject_id=branch.pk, clause="R64", detail={"memberships": ids})
    return ids
