"""A report about 周予安, made by 何苗 unless said otherwise."""

from __future__ import annotations

from typing import Any

from fenming.actions.report import report
from tests.actions._matters import FIRST_DAY
from tests.cast import Cast, at, key

WHAT = "主题党日迟到 20 分钟，没有说明。"


def reported(people: Cast, who: str = "he", **change: Any) -> int:
    """A minus of 0.5 points, shown on 12 February, to be answered by 26 February, the holidays not counted."""
    plain = {
        "actor_id": getattr(people, who),
        "membership_id": people.m_zhou,
        "item": "K03",
        "day": FIRST_DAY,
        "said": WHAT,
        "key": key(),
        "now": at(2026, 2, 12),
    }
    return report(**plain | change)  # type: ignore[arg-type]
