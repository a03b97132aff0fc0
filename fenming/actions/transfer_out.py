"""组织关系转出: a member leaves the branch, and the statement of that day is frozen (R64, A19)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._leaving import leave
from fenming.actions._membership import line_of, require_current, require_day, reread
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_membership_for
from fenming.queries.roster_move import secretaries_of, sister_branches
from fenming.records.models import Departure, Membership, Organisation


def transfer_out(
    *,
    actor_id: int,
    membership_id: int,
    day: date,
    resolution: str,
    destination: str = "",
    to_branch_id: int | None = None,
    key: str,
    now: datetime,
) -> int:
    """The id of the departure; `day` is the last day in the branch, `resolution` the letter of introduction.

    Where to: `destination` in words, or a branch of the same committee in this system, which then finds the member
    waiting. Matters up to that day stay and are assessed and determined as any other; offices in the branch end
    with it. Refused: `forbidden`, `incomplete`, `too_long`, `left_already`, `future_day`, `before_joining`,
    `year_settled`, `happened_later`, `attended_later`, `no_successor`, `office_later`, `unheard`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="transfer_out", membership_id=membership_id, on=today
    )
    letter = line_of(resolution, what="介绍信编号或依据")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="transfer_out", key=key, now=now) as act:
        membership = _free_to_go(membership, day, today)
        to_branch = _goal(branch_id, to_branch_id)
        departure = leave(
            act,
            membership,
            day=day,
            reason=Departure.Reason.TRANSFERRED,
            resolution=letter,
            destination="" if to_branch else line_of(destination, what="转到哪里"),
            to_branch=to_branch,
        )
        detail = {"day": day.isoformat(), "to_branch": to_branch_id, "digest": departure.digest}
        act.audit(subject="membership", subject_id=membership.pk, clause="A19", detail=detail)
        _tell(act, departure, today)
    return departure.pk


def _free_to_go(membership: Membership, day: date, today: date) -> Membership:
    membership = reread(membership)
    require_current(membership)
    require_day(membership, day=day, today=today, what="转出")
    return membership


def _goal(branch_id: int, to_branch_id: int | None) -> Organisation | None:
    if to_branch_id is None:
        return None
    found = sister_branches(branch_id=branch_id).filter(pk=to_branch_id).first()
    if found is None:
        raise NotFound("branch")
    return found


def _tell(act: Act, departure: Departure, today: date) -> None:
    """The member, and where the member is awaited, its secretary."""
    member = [departure.membership.person_id]
    act.tell(kind="transferred_out", subject="membership", subject_id=departure.membership_id, to=member)
    if departure.to_branch_id is not None:
        waiting = secretaries_of(branch_id=departure.to_branch_id, on=today)
        act.tell(kind="transfer_waiting", subject="departure", subject_id=departure.pk, to=waiting)
