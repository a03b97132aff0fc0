"""确认新年度: the secretary has looked over offices, roster and standard for the year (R10, R64, R86)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_year_for
from fenming.records.models import StandardVersion, Year
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def confirm_year(*, actor_id: int, year_id: int, key: str, now: datetime) -> int:
    """The id of the year, confirmed as it stands: nothing is copied, all of it carries over by its dates.

    Refused: `forbidden`, `not_begun`, `confirmed_already`, `no_standard`.
    """
    today = timezone.localdate(now)
    year = get_year_for(actor_id=actor_id, verb="confirm_year", year_id=year_id, on=today)
    with writing(branch_id=year.branch_id, actor_id=actor_id, verb="confirm_year", key=key, now=now) as act:
        year = Year.objects.select_for_update().get(pk=year.pk)
        if year.start > today:
            start = full_day_name(year.start)
            raise Refused("not_begun", f"{year.number}年度从{start}开始，到那天再确认。")
        if year.confirmed_at is not None:
            raise Refused("confirmed_already", f"{year.number}年度已经确认过，不用再办。")
        versions = StandardVersion.objects.filter(branch_id=year.branch_id, in_force_from__lte=today)
        version = versions.order_by("-in_force_from").first()
        if version is None:
            raise Refused("no_standard", "本支部还没有启用积分标准。请先启用标准，再确认新年度。")
        year.confirmed_by_id, year.confirmed_at = actor_id, act.now.astimezone(UTC)
        year.save(update_fields=["confirmed_by", "confirmed_at"])
        detail = {"year": year.number, "standard": version.number}
        act.audit(subject="year", subject_id=year.pk, clause="R10", detail=detail)
    return year.pk
