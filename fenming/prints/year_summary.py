"""年度积分汇总表 on paper and as a spreadsheet: every member's year, the grades, and numbers that add up (R44, R45)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.filing_letter import in_groups, totals_words
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.tables import Column, Kind, Table, xlsx_file
from fenming.queries.year_summary import SummaryLine, YearSummary
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME = "年度党员积分汇总表"


def year_summary_pdf(summary: YearSummary) -> bytes:
    """The sheet as PDF. Refused `unprintable` where the fonts lack a character of a name."""
    refuse_unprintable((summary.branch, summary.superior, *(line.name for line in summary.lines)))
    return pdf("year_summary", year_summary_data(summary))


def year_summary_xlsx(summary: YearSummary) -> bytes:
    """The same as an Excel book of one sheet; its foot and its codes stand under the table."""
    columns = (
        Column("序号", Kind.COUNT), Column("姓名"),
        *(Column(name, Kind.POINTS) for name in ("基础分", "履职分", "加分", "扣分", "合计")),
        Column("建议等次"), Column("评议等次"), Column("备注"),
    )  # fmt: skip
    codes = [f"档案编号：{summary.archive_code}。"] if summary.archive_code else []
    draft = ["这是草稿，还没有报送。"] if summary.draft else []
    table = Table(
        title=f"{summary.branch}{summary.year}{NAME}",
        sheet=f"{summary.year}年度汇总",
        columns=columns,
        rows=[_cells(line, graded=summary.graded) for line in summary.lines],
        notes=(*draft, f"{summary.standing}。{_foot(summary)}", *codes),
    )
    return xlsx_file(table)


def year_summary_name(summary: YearSummary) -> str:
    """`年度党员积分汇总表_教工第二党支部_2026`, without an ending; a draft says so."""
    return file_name(NAME, summary.branch, str(summary.year), *(["草稿"] if summary.draft else []))


def year_summary_data(summary: YearSummary) -> Mapping[str, Any]:
    """Everything on the sheet as plain words."""
    totals = summary.totals
    counts = [["列出", str(totals.listed)], ["参加评议", str(totals.taking_part)]]
    if summary.graded:
        counts += [[name, str(count)] for name, count in totals.by_grade]
        counts.append(["不评等次", str(totals.without_grade)])
    counts.append(["不参加评议", str(totals.listed - totals.taking_part)])
    return {
        "title": f"{summary.year}{NAME}",
        "branch": summary.branch,
        "superior": summary.superior,
        "standing": summary.standing,
        "draft": summary.draft,
        "rows": [_row(line, graded=summary.graded) for line in summary.lines],
        "counts": counts,
        "foot": _foot(summary),
        "on": full_day_name(summary.as_of),
        "code": summary.archive_code,
        "digest": in_groups(summary.digest),
    }


def _foot(summary: YearSummary) -> str:
    totals = summary.totals
    if not summary.graded:
        return f"列出 {totals.listed} 名，参加评议 {totals.taking_part} 名，等次还没有登记。"
    return f"列出 {totals.listed} 名，{totals_words(totals)}。"


def _cells(line: SummaryLine, *, graded: bool) -> tuple[int | str, ...]:
    return (
        line.number, line.name, line.base_centi, line.duty_centi, line.bonus_centi, -line.deduction_centi,
        line.total_centi, line.suggested, _grade(line, graded=graded), "；".join(line.notes),
    )  # fmt: skip


def _row(line: SummaryLine, *, graded: bool) -> list[str]:
    number, name, *figures, suggested, grade, notes = _cells(line, graded=graded)
    points = [format_centi(one) for one in figures if isinstance(one, int)]
    return [str(number), str(name), *points, str(suggested) or "没有建议", str(grade), str(notes)]


def _grade(line: SummaryLine, *, graded: bool) -> str:
    if not line.takes_part:
        return "不参评"
    return (line.grade or "不评等次") if graded else ""
