"""申报: a member declares an item with its points, each month (R31, R74, A12, A35)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._matter import earlier_same, new_matters, refuse, said_for_month, state_name
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_own_month_for
from fenming.queries.claims import Claim, declaration_faults, is_late, months_of, number_of, tidy
from fenming.queries.scores import member_of
from fenming.records.models import Matter, Membership, Month
from fenming.rules.terms import Refused


def declare(
    *,
    actor_id: int,
    month_id: int,
    item: str,
    day: date,
    said: str,
    key: str,
    now: datetime,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    achievement: str = "",
) -> int:
    """The id of the new matter, declared in the month `month_id` for the actor's own membership.

    `day` is when it happened: in that month, or earlier in the year when its own month is already assessed.
    `each_centi` is points per time in hundredths, for ranged items. Refused with every fault in one sentence:
    `month_assessed`, `wrong_state`, `future_day`, `other_month`, `bad_item`, `bad_day`, `bad_quantity`, `bad_each`,
    `bad_level`, `bad_said`, `nothing_said`, `too_long`, `not_declarable`; `repeat` when it was declared before.
    """
    today = timezone.localdate(now)
    month, membership = get_own_month_for(actor_id=actor_id, verb="declare", month_id=month_id, on=today)
    claim = Claim(item, day, tidy(said), quantity, level.strip(), each_centi, tidy(achievement))
    with writing(branch_id=month.branch_id, actor_id=actor_id, verb="declare", key=key, now=now) as act:
        month = Month.objects.select_related("quarter__year").get(pk=month.pk)
        months = months_of(month.quarter.year)
        refuse(
            declaration_faults(
                member=member_of(membership), month=month, months=months, claim=claim, today=today
            )
        )
        _refuse_repeat(membership, claim)
        matter = _new_matter(act, month, membership, claim, late=is_late(month, today=today))
        detail = {"month": month.pk, "item": item, "claimed_centi": matter.claimed_centi, "late": matter.late}
        act.audit(subject="matter", subject_id=matter.pk, clause="R31", detail=detail)
    return matter.pk


def _refuse_repeat(membership: Membership, claim: Claim) -> None:
    for same in earlier_same(membership_ids=[membership.pk], claim=claim):
        sentence = f"这件事您已经报过，事项号 {number_of(same)}，现在是“{state_name(same)}”，不用再报。"
        raise Refused("repeat", f"{sentence}如果是另一件事，请把不同之处写进说明。")


def _new_matter(act: Act, month: Month, membership: Membership, claim: Claim, *, late: bool) -> Matter:
    (matter,) = new_matters(
        act,
        membership_ids=[membership.pk],
        month=month,
        claim=claim,
        said=act.keep_text(claim.said),
        origin=Matter.Origin.DECLARED,
        late=late,
    )
    said_for_month(act, month=month, membership_id=membership.pk, late=late)
    return matter
