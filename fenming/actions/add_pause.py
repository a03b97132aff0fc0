"""登记假期停计: a vacation of the branch, in which no clock runs (A12)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.records.models import Pause
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

LONGEST = timedelta(days=92)


def add_pause(
    *,
    actor_id: int,
    branch_id: int,
    name: str,
    since: date,
    until: date,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """Stop every clock of the branch from `since` to `until`, both inside, by resolution; gives the pause's id.

    Running terms are counted anew by the clock (`extend_terms`). A pause is announced before it begins, so that no
    term that has run out comes to life again. Refused: forbidden, bad_days, begun, overlaps, no_resolution.
    """
    today = timezone.localdate(now)
    get_branch_for(actor_id=actor_id, verb="add_pause", branch_id=branch_id, on=today)
    with writing(branch_id=branch_id, actor_id=actor_id, verb="add_pause", key=key, now=now) as act:
        _check(branch_id, since, until, today)
        if not resolution.strip():
            raise Refused("no_resolution", "还没有填依据的决议。请写明哪次会议的决议。")
        pause = Pause.objects.create(
            branch_id=branch_id, name=name.strip(), since=since, until=until, resolution=resolution.strip(),
            by_id=actor_id, at=now,
        )  # fmt: skip
        detail = {"since": since.isoformat(), "until": until.isoformat()}
        act.audit(subject="pause", subject_id=pause.pk, clause="A12", detail=detail)
    return pause.pk


def _check(branch_id: int, since: date, until: date, today: date) -> None:
    if until < since or until - since > LONGEST:
        raise Refused("bad_days", f"假期的最后一天不能早于第一天，至多 {LONGEST.days} 天。请核对起止日期。")
    if since < today:
        raise Refused("begun", f"假期要在开始之前登记，{full_day_name(since)}已经过去。请从今天或以后起。")
    other = Pause.objects.filter(branch_id=branch_id, since__lte=until, until__gte=since).first()
    if other is not None:
        days = f"{full_day_name(other.since)}至{full_day_name(other.until)}"
        raise Refused("overlaps", f"与已登记的“{other.name}”（{days}）重叠。请改起止日期。")
