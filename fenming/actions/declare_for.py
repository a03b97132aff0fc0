"""代为申报: the recorder enters what a member declared on a paper sheet (R31, R67)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._declaring import declared_matter
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for, one_of
from fenming.queries.claims import Claim, tidy
from fenming.records.models import Month


def declare_for(
    *,
    actor_id: int,
    membership_id: int,
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
    """The id of the new matter, marked as entered from paper; the member is told and may withdraw it.

    Judged like the member's own declaration, by the list of its day; see `declare` for what is meant and refused.
    Raises NotFound for a month of another branch; Refused `forbidden` also on one's own sheet, which one declares.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="declare_for", membership_id=membership_id, on=today
    )
    one_of(Month.objects.filter(branch_id=membership.branch_id), pk=month_id)
    claim = Claim(item, day, tidy(said), quantity, level.strip(), each_centi, tidy(achievement))
    with writing(
        branch_id=membership.branch_id, actor_id=actor_id, verb="declare_for", key=key, now=now
    ) as act:
        month = Month.objects.select_related("quarter__year").get(pk=month_id)
        matter = declared_matter(act, month=month, membership=membership, claim=claim, on_behalf=True)
        person_id = membership.person_id
        act.tell(kind="declared_for", subject="matter", subject_id=matter.pk, to=[person_id])
        detail = {"month": month_id, "item": item, "claimed_centi": matter.claimed_centi, "late": matter.late}
        act.audit(subject="matter", subject_id=matter.pk, clause="R31", detail=detail)
    return matter.pk
