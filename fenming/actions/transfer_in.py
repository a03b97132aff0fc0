"""组织关系转入: a member comes into the branch from elsewhere (R64, A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Max
from django.utils import timezone

from fenming.actions._membership import LONGEST_LINE, line_of, require_unsettled
from fenming.actions._people import NewMember, checked, put_on_roster
from fenming.actions._probation import begin_probation, carry_probation
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_branch_for
from fenming.queries.roster_move import get_waiting_for
from fenming.records.models import Arrival, Departure, Membership, Standing
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, Status

__all__ = ["Newcomer", "transfer_in"]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody from outside the system; `probation_since` is for a probationary member, when it is known."""

    name: str
    status: Status
    origin: str
    probation_since: date | None = None


def transfer_in(
    *,
    actor_id: int,
    branch_id: int,
    day: date,
    post: str,
    resolution: str,
    newcomer: Newcomer | None = None,
    departure_id: int | None = None,
    key: str,
    now: datetime,
) -> int:
    """The id of the new membership; `day` is the first day here, `post` `T` or `A`, `resolution` the letter.

    Either a newcomer, or somebody a branch of this system has sent here: then the same person with the same account,
    with standing and probation as they were. Base points are whole from that day on, nothing is prorated (A19).
    Refused: `forbidden`, `incomplete`, `too_long`, `bad_member`, `future_day`, `year_settled`, `received_already`,
    `before_leaving`, `already_member`.
    """
    today = timezone.localdate(now)
    branch = get_branch_for(actor_id=actor_id, verb="transfer_in", branch_id=branch_id, on=today)
    letter = line_of(resolution, what="介绍信编号或依据")
    departure = _door(actor_id, branch.pk, departure_id, today)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="transfer_in", key=key, now=now) as act:
        _require_day(branch.pk, day=day, today=today)
        if departure is not None:
            membership, origin = (
                _received(act, departure, day=day, post=post, letter=letter),
                str(departure.branch),
            )
        else:
            membership, origin = _new(act, newcomer, day=day, post=post, letter=letter)
        _keep_arrival(act, membership, day, origin, departure, letter)
        detail = {"day": day.isoformat(), "departure": departure_id, "person": membership.person_id}
        act.audit(subject="membership", subject_id=membership.pk, clause="A19", detail=detail)
        act.tell(
            kind="transferred_in", subject="membership", subject_id=membership.pk, to=[membership.person_id]
        )
    return membership.pk


def _door(actor_id: int, branch_id: int, departure_id: int | None, today: date) -> Departure | None:
    if departure_id is None:
        return None
    return get_waiting_for(
        actor_id=actor_id, verb="transfer_in", branch_id=branch_id, departure_id=departure_id, on=today
    )


def _require_day(branch_id: int, *, day: date, today: date) -> None:
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到，到那天再登记转入。")
    require_unsettled(branch_id, day=day, what="转入")


def _received(act: Act, departure: Departure, *, day: date, post: str, letter: str) -> Membership:
    """The next membership of a person who left a branch of this system."""
    before, name = departure.membership, departure.membership.person.name
    if Arrival.objects.filter(departure=departure).exists():
        raise Refused("received_already", f"{name}已经登记转入，不用再办。请看名册。")
    if day <= departure.day:
        left = full_day_name(departure.day)
        raise Refused("before_leaving", f"{name}在原支部算到{left}，转入从第二天起。请核对日期。")
    if Membership.objects.filter(person_id=before.person_id, until__isnull=True).exists():
        raise Refused("already_member", f"{name}现在在一个支部的名册里，不能再转入。请核对。")
    last = Standing.objects.filter(membership=before).latest("since")
    (line,) = checked([NewMember(name, post, Status(last.status), day)])
    highest = Membership.objects.filter(branch_id=act.branch_id).aggregate(no=Max("roster_no"))["no"] or 0
    membership = Membership.objects.create(
        branch_id=act.branch_id, person_id=before.person_id, roster_no=highest + 1, since=day
    )
    Standing.objects.create(
        branch_id=act.branch_id,
        membership=membership,
        status=line.status,
        type=line.type,
        since=day,
        resolution=letter,
    )
    carry_probation(act, membership, before)
    return membership


def _new(act: Act, newcomer: Newcomer | None, *, day: date, post: str, letter: str) -> tuple[Membership, str]:
    if newcomer is None:
        raise Refused("incomplete", "还没有写转入的是谁。请补填后再提交。")
    origin = line_of(newcomer.origin, what="从哪里转来")
    lines = checked([NewMember(newcomer.name, post, newcomer.status, day)])
    (membership,) = put_on_roster(branch_id=act.branch_id, members=lines, resolution=letter)
    since = newcomer.probation_since
    if since is not None and newcomer.status is Status.PROBATIONARY:
        begin_probation(act, membership, since=since, resolution=letter)
    return membership, origin


def _keep_arrival(
    act: Act, membership: Membership, day: date, origin: str, departure: Departure | None, letter: str
) -> None:
    if act.actor_id is None:
        raise RuntimeError("somebody enters a resolution")
    Arrival.objects.create(
        branch_id=act.branch_id,
        membership=membership,
        day=day,
        origin=origin[:LONGEST_LINE],
        departure=departure,
        resolution=letter,
        by_id=act.actor_id,
        at=act.now.astimezone(UTC),
    )
