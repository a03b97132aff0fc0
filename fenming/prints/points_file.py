"""《个人积分档案》 on paper: a member's years in the branch (R63)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.member import MemberHistory
from fenming.queries.points_file import FiledYear, PointsFile
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME = "个人积分档案"


def points_file_pdf(view: PointsFile) -> bytes:
    """The file as PDF, the same bytes for the same file. Refused `unprintable` as every form."""
    refuse_unprintable((view.branch, view.history.name))
    return pdf("points_file", _data(view))


def points_file_name(view: PointsFile) -> str:
    """`个人积分档案_周予安_到2026年6月30日`, without an ending."""
    return file_name(NAME, view.history.name, f"到{full_day_name(view.today)}")


def _data(view: PointsFile) -> Mapping[str, Any]:
    history = view.history
    return {
        "title": NAME,
        "branch": view.branch,
        "asof": full_day_name(view.today),
        "name": history.name,
        "status": history.status,
        "post": history.post,
        "no": f"第 {history.no} 号",
        "stay": _stay(history),
        "standings": [[full_day_name(one.since), one.words, one.resolution] for one in history.standings],
        "offices": [[_span(one.since, one.until), one.words, one.resolution] for one in history.offices],
        "summary": [_summary(one) for one in view.years],
        "years": [_year(one) for one in view.years],
    }


def _span(since: Any, until: Any) -> str:
    return f"{full_day_name(since)}{'至' + full_day_name(until) if until else '起'}"


def _stay(history: MemberHistory) -> str:
    came = f"由{history.came_from}转入（{history.came_by}）。" if history.came_from else ""
    went = f"{history.went}{'：' + history.went_to if history.went_to else ''}（{history.went_by}）。"
    return f"{_span(history.since, history.until)}在本支部。{came}{went if history.went else ''}"


def _summary(year: FiledYear) -> list[str]:
    figures = (year.base_centi, year.duty_centi, year.bonus_centi, -year.deduction_centi, year.total_centi)
    given = year.grade if year.grade is not None else "未评议"
    suggested = year.suggested_grade or "—"
    return [
        f"{year.number}年度",
        *map(format_centi, figures),
        suggested if year.announced else "未公布",
        given or "不评等次",
    ]


def _year(year: FiledYear) -> Mapping[str, Any]:
    notes = [] if year.announced else ["本年度的结果还没有公布，分值是到制表时已经评定的。"]
    if year.veto:
        notes.append("本年度实行一票否决，合计照规定计，各项明细照旧保留。")
    return {
        "name": f"{year.number}年度",
        "rows": [
            [one.bucket, one.title, f"{one.times} 次", format_centi(one.counted_centi)] for one in year.items
        ],
        "posted": "；".join(
            f"{name} {format_centi(total)} 分（公示单 {code}）" for name, total, code in year.quarters
        ),
        "notes": notes,
    }
