"""《得分说明》 on paper: a member's year in words (R62, R68)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.explanation import ExplainedItem, Explanation
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import format_centi

NAME = "得分说明"


def explanation_pdf(view: Explanation) -> bytes:
    """The explanation as PDF, the same bytes for the same year. Refused `unprintable` as every form."""
    refuse_unprintable((view.branch, view.name))
    return pdf("explanation", _data(view))


def explanation_name(view: Explanation) -> str:
    """`得分说明_周予安_2026年度`, without an ending."""
    return file_name(NAME, view.name, f"{view.year}年度")


def _data(view: Explanation) -> Mapping[str, Any]:
    totals = view.totals
    return {
        "title": NAME,
        "branch": view.branch,
        "period": f"{view.year}年度",
        "asof": full_day_name(view.as_of),
        "name": view.name,
        "status": view.status,
        "post": view.post,
        "draft": view.draft,
        "totals": [
            ["基础分", format_centi(totals.base_centi)],
            ["履职分", format_centi(totals.duty_centi)],
            ["加分", format_centi(totals.bonus_centi)],
            ["扣分", format_centi(-totals.deduction_centi)],
            ["合计", format_centi(totals.total_centi)],
        ],
        "sums": [view.sums, *view.limits],
        "buckets": [{"name": one.name, "items": [_item(item) for item in one.items]} for one in view.buckets],
        "standard": view.standard,
    }


def _item(item: ExplainedItem) -> Mapping[str, Any]:
    counted = item.counted_centi
    return {
        "title": item.title,
        "rule": item.rule,
        "counted": "还没有评定" if counted is None else f"计 {format_centi(counted)} 分",
        "rows": [
            [day_name(one.day), one.said, one.word, *map(_points, (one.determined_centi, one.counted_centi))]
            for one in item.lines
        ],
        "notes": list(item.notes),
    }


def _points(points_centi: int | None) -> str:
    return "" if points_centi is None else format_centi(points_centi)
