"""登记节假日: days off and made-up working days that the calendar in the program does not know (A12, A18)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.records.models import Holiday
from fenming.rules.terms import Refused

MOST_DAYS = 31


def set_holiday(
    *,
    actor_id: int,
    branch_id: int,
    since: date,
    until: date,
    kind: str,
    name: str,
    key: str,
    now: datetime,
) -> int:
    """Enter each day from `since` to `until` as `holiday` or `workday`; gives how many days.

    The table is the whole system's and overrides the calendar in the program; a day entered before takes the new
    kind. Terms that are running are counted anew by the clock (`extend_terms`) and never made shorter. `branch_id` is
    the branch of the one who enters it, where the trail is kept. Refused: forbidden, bad_days, bad_kind.
    """
    get_branch_for(actor_id=actor_id, verb="set_holiday", branch_id=branch_id, on=timezone.localdate(now))
    with writing(branch_id=branch_id, actor_id=actor_id, verb="set_holiday", key=key, now=now) as act:
        if kind not in Holiday.Kind.values:
            raise Refused("bad_kind", "请选“放假”或“调休上班”。")
        days = _days(since, until)
        there = {row.day: row for row in Holiday.objects.filter(day__in=days)}
        for day in days:
            row = there.get(day) or Holiday(day=day)
            row.kind, row.name = kind, name
            row.save()
        detail = {"since": since.isoformat(), "until": until.isoformat(), "kind": kind}
        act.audit(subject="organisation", subject_id=branch_id, clause="A18", detail=detail)
    return len(days)


def _days(since: date, until: date) -> list[date]:
    count = (until - since).days + 1
    if not 1 <= count <= MOST_DAYS:
        raise Refused(
            "bad_days", f"一次可以登记 1 至 {MOST_DAYS} 天，最后一天不能早于第一天。请核对起止日期。"
        )
    return [since + timedelta(days=number) for number in range(count)]
