"""《月度初评汇总表》 on paper: a branch's month member by member (R33, R34)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.assess_summary import AssessedMatter, AssessSummary, SummaryRow
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME: Final = "月度初评汇总表"
OUTCOMES: Final = {
    "accepted": "认定",
    "changed": "改动",
    "refused": "不认定",
    "returned": "退回补充",
    "": "待初评",
}
DASH: Final = "—"


def assess_summary_pdf(summary: AssessSummary) -> bytes:
    """The month as PDF, the same bytes for the same month. Refused `unprintable` for a name the fonts lack."""
    by = {one.by for one in summary.matters} | {row.by for row in summary.rows}
    refuse_unprintable((summary.branch, *(row.name for row in summary.rows), *sorted(by)))
    return pdf("assess_summary", assess_summary_data(summary))


def assess_summary_name(summary: AssessSummary) -> str:
    """`月度初评汇总表_教工第二党支部_2026年3月`, without an ending."""
    return file_name(NAME, summary.branch, _month(summary))


def assess_summary_data(summary: AssessSummary) -> Mapping[str, Any]:
    """The month as plain data: `rows` one a matter in roster order, one for a member without any."""
    return {
        "title": NAME,
        "branch": summary.branch,
        "period": _month(summary),
        "meeting": _meeting(summary),
        "draft": summary.draft,
        "rows": [cells for row in summary.rows for cells in _rows(row)],
        "sum": _sum(summary),
    }


def _month(summary: AssessSummary) -> str:
    return f"{summary.year}年{summary.month}月"


def _meeting(summary: AssessSummary) -> str:
    one = summary.meeting
    if one is None:
        return "还没有召集"
    held = "" if one.state == "closed" else "，正在召开" if one.state == "open" else "，还没有召开"
    return f"{one.kind_name}，{full_day_name(one.held_on)}{held}"


def _rows(row: SummaryRow) -> Iterator[list[str]]:
    """Number and name stand on every line: a member's matters may go on overleaf."""
    member = [str(row.roster_no), row.name]
    if not row.matters:
        state = "已核实" if row.done else "待初评"
        yield [*member, row.said, "", "", DASH, DASH, state, "", _who(row.by, row.on)]
    for one in row.matters:
        yield [*member, *_matter(one)]


def _matter(one: AssessedMatter) -> list[str]:
    return [
        one.title,
        f"{one.day.month}月{one.day.day}日",
        one.said,
        format_centi(one.claimed_centi),
        DASH if one.assessed_centi is None else format_centi(one.assessed_centi),
        OUTCOMES[one.outcome],
        one.reason,
        _who(one.by, one.on),
    ]


def _who(name: str, day: date | None) -> str:
    return f"{name}，{day.month}月{day.day}日" if name and day else ""


def _sum(summary: AssessSummary) -> str:
    parts = [f"{word} {count} 件" for outcome, word in OUTCOMES.items() if (count := summary.count(outcome))]
    without = sum(not row.matters for row in summary.rows)
    matters = f"{len(summary.matters)} 件事项{'：' if parts else ''}{'，'.join(parts)}"
    return f"党员 {len(summary.rows)} 名，{matters}；没有事项的 {without} 名。"
