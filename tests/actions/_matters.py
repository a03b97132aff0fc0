"""Matters for the assessors, put on the desk by the real verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fenming.actions.declare import declare
from fenming.actions.record import record
from fenming.records.models import Month
from tests.cast import Cast, at, key

FIRST_DAY = date(2026, 2, 11)


def month_of(people: Cast, number: int = 2) -> Month:
    return Month.objects.get(branch_id=people.branch_id, number=number)


def declared(people: Cast, who: str = "zhou", **change: Any) -> int:
    """A fixed matter of February, plain unless `change` says otherwise."""
    now: datetime = at(2026, 3, 2)
    plain = {
        "actor_id": getattr(people, who),
        "month_id": month_of(people).pk,
        "item": "DT2",
        "day": FIRST_DAY,
        "said": "指导 4 名师范生试讲并点评，两课时。",
        "key": key(),
        "now": now,
    }
    return declare(**plain | change)  # type: ignore[arg-type]


def late_to_meeting(people: Cast, *members: int, **change: Any) -> list[int]:
    """A recorded minus of 0.5 points, shown on 12 February, to be answered by 26 February, the holidays not counted."""
    plain = {
        "actor_id": people.xu,
        "branch_id": people.branch_id,
        "item": "K03",
        "day": FIRST_DAY,
        "membership_ids": list(members) or [people.m_zhou],
        "what": "主题党日迟到 20 分钟。",
        "key": key(),
        "now": at(2026, 2, 12),
    }
    return list(record(**plain | change).matter_ids)
