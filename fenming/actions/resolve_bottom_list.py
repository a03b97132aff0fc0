"""登记靠后名单决议: the branch resolved that there is a list of those towards the bottom, or none any more (R54, A28)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._uses import checked_document, require_past
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.queries.scores import standard_of, version_on
from fenming.records.models import BottomResolution
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def resolve_bottom_list(
    *, actor_id: int, branch_id: int, is_on: bool, resolution: str, day: date, key: str, now: datetime
) -> int:
    """The id of the resolution: on, it holds for the years that end on `day` or later; off, at once.

    Raises NotFound. Refused: `forbidden`, `no_document`, `document_too_long`, `future_day`, `never` (the standard
    has no such list), `not_later` (than the resolution before), `no_change`.
    """
    today = timezone.localdate(now)
    branch = get_branch_for(actor_id=actor_id, verb="resolve_bottom_list", branch_id=branch_id, on=today)
    line = checked_document(resolution, what="决议的名称和编号")
    require_past(day, today=today)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="resolve_bottom_list", key=key, now=now) as act:
        if is_on and standard_of(version_on(branch_id=branch.pk, day=today)).settings.bottom_list == "never":
            raise Refused("never", "本支部的积分标准从不列靠后的名单。要列的，请先修订标准。")
        _require_change(branch.pk, is_on=is_on, day=day)
        row = BottomResolution.objects.create(
            branch=branch, is_on=is_on, resolution=line, day=day, by_id=actor_id, at=now
        )
        detail = {"on": is_on, "day": day.isoformat()}
        act.audit(subject="bottomresolution", subject_id=row.pk, clause="R54 A28", detail=detail)
    return row.pk


def _require_change(branch_id: int, *, is_on: bool, day: date) -> None:
    last = BottomResolution.objects.filter(branch_id=branch_id).order_by("day", "pk").last()
    if is_on == (last is not None and last.is_on):
        now_so = "已经决议列靠后的名单" if is_on else "现在没有列靠后的名单的决议"
        raise Refused("no_change", f"本支部{now_so}，不用再登记。")
    if last is not None and day < last.day:
        sentence = f"上一次决议是{full_day_name(last.day)}的，这一次的日期不能更早。请核对日期。"
        raise Refused("not_later", sentence)
