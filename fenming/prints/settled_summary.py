"""党员积分年度汇总表 of a settlement from files: everybody in the order of the roster (R44, R48)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.tables import Cell, Column, Kind, Table, write_xlsx
from fenming.queries.files.results import Result
from fenming.rules.standard import Standard
from fenming.rules.terms import format_centi

NAME = "党员积分年度汇总表"
_COLUMNS = (
    Column("序", Kind.COUNT),
    Column("编号"),
    Column("姓名"),
    Column("类别"),
    *(Column(name, Kind.POINTS) for name in ("基础分", "履职分", "加分", "扣分", "合计")),
    Column("建议等次"),
    Column("备注"),
)
_NOTE = "分值单位：分。按名册次序排列，不按分数。等次以民主评议为准。本表栏目由支部使用的系统拟定。"


def settled_summary_pdf(results: Sequence[Result], *, standard: Standard, period: str, branch: str) -> bytes:
    """The table as PDF; `branch` "" leaves a line to write on.

    Refused `unprintable` where the fonts lack a character of a name.
    """
    refuse_unprintable((branch, *(one.name for one in results)))
    rows = (_row(number, one, standard) for number, one in enumerate(results, 1))
    data = {
        "title": NAME,
        "branch": branch,
        "period": period,
        "heads": [one.name for one in _COLUMNS],
        "rows": [[_said(kind.kind, cell) for kind, cell in zip(_COLUMNS, row, strict=True)] for row in rows],
        "foot": _foot(results, standard),
        "note": _NOTE,
    }
    return pdf("settled_summary", data)


def write_settled_summary_xlsx(
    into: BinaryIO, results: Sequence[Result], *, standard: Standard, period: str, branch: str
) -> None:
    """The same as a workbook, into an open file."""
    rows = (_row(number, one, standard) for number, one in enumerate(results, 1))
    title = f"{branch}{period}{NAME}"
    write_xlsx(into, Table(title, period, _COLUMNS, rows, (_foot(results, standard), _NOTE)))


def settled_summary_name(period: str) -> str:
    """`党员积分年度汇总表_2016年度`, without an ending."""
    return file_name(NAME, period)


def _row(number: int, one: Result, standard: Standard) -> tuple[Cell, ...]:
    figures = (one.base_centi, one.duty_centi, one.bonus_centi, -one.deduction_centi, one.total_centi)
    kind = standard.lists.get(one.type, one.type)
    return (number, one.id, one.name, kind, *figures, one.suggested_grade, "一票否决" if one.veto else "")


def _said(kind: Kind, cell: Cell) -> str:
    return format_centi(cell) if kind is Kind.POINTS and isinstance(cell, int) else str(cell)


def _foot(results: Sequence[Result], standard: Standard) -> str:
    """`共 12 人，建议等次：优秀 2 人，合格 9 人；没有建议等次的 1 人。`"""
    counts = Counter(one.suggested_grade for one in results)
    named = "，".join(f"{one.name} {counts[one.name]} 人" for one in standard.bands if counts[one.name])
    none = f"；没有建议等次的 {counts['']} 人" if counts[""] else ""
    return f"共 {len(results)} 人{f'，建议等次：{named}' if named else ''}{none}。"
