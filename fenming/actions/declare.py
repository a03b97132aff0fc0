"""申报: a member declares an item with its points, each month (R31, R74, A12, A35)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._declaring import declared_matter
from fenming.actions._writing import writing
from fenming.queries.access import get_own_month_for
from fenming.queries.claims import Claim, tidy
from fenming.records.models import Month


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
        matter = declared_matter(act, month=month, membership=membership, claim=claim)
        detail = {"month": month.pk, "item": item, "claimed_centi": matter.claimed_centi, "late": matter.late}
        act.audit(subject="matter", subject_id=matter.pk, clause="R31", detail=detail)
    return matter.pk
