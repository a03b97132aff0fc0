"""《党员积分月度申报表》 on paper: blank, to be filled in by hand, and as a month was declared (R31, R67)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.declaration_sheet import DeclarationSheet, DeclaredLine
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME: Final = "党员积分月度申报表"
MORE_ROWS: Final = 4  # for an item declared more than once


def blank_sheet_pdf(sheet: DeclarationSheet) -> bytes:
    """The member's sheet of the month to fill in, with the items of their list. Refused `unprintable` for their name."""
    refuse_unprintable((sheet.branch, sheet.name))
    return pdf("declaration_blank", blank_sheet_data(sheet))


def blank_sheet_name(sheet: DeclarationSheet) -> str:
    """`党员积分月度申报表_空白_2026年3月_沈知行`, without an ending."""
    return file_name(NAME, "空白", _month(sheet), sheet.name)


def blank_sheet_data(sheet: DeclarationSheet) -> Mapping[str, Any]:
    """The blank sheet as plain data: `rows` have the item and what it brings, and room for what the member writes."""
    written = [""] * 4
    items = [[str(no), one.bucket, one.title, one.rule] for no, one in enumerate(sheet.items, 1)]
    return _head(sheet) | {"rows": [row + written for row in items + [[""] * 4] * MORE_ROWS]}


def filled_sheet_pdf(sheet: DeclarationSheet) -> bytes:
    """What the member declared in the month. Refused `unprintable` for their name."""
    refuse_unprintable((sheet.branch, sheet.name))
    return pdf("declaration_filled", filled_sheet_data(sheet))


def filled_sheet_name(sheet: DeclarationSheet) -> str:
    """`党员积分月度申报表_2026年3月_沈知行`, without an ending."""
    return file_name(NAME, _month(sheet), sheet.name)


def filled_sheet_data(sheet: DeclarationSheet) -> Mapping[str, Any]:
    """The declared month as plain data: `rows` one a matter, `none` what stands there without any."""
    total = sum(one.claimed_centi for one in sheet.lines)
    return _head(sheet) | {
        "rows": [_row(number, one) for number, one in enumerate(sheet.lines, 1)],
        "none": "本月无新增。" if sheet.nothing_new else "本月没有申报。",
        "sum": f"共 {len(sheet.lines)} 件，申报 {format_centi(total)} 分。" if sheet.lines else "",
    }


def _head(sheet: DeclarationSheet) -> dict[str, Any]:
    return {
        "title": NAME,
        "branch": sheet.branch,
        "period": _month(sheet),
        "name": sheet.name,
        "status": sheet.status,
        "post": sheet.post or "—",
        "due": full_day_name(sheet.due),
    }


def _month(sheet: DeclarationSheet) -> str:
    return f"{sheet.year}年{sheet.month}月"


def _row(number: int, one: DeclaredLine) -> list[str]:
    times = f"{one.quantity} 次" if one.quantity > 1 else ""
    marks = ("迟报" if one.late else "", "照纸质表代报" if one.on_behalf else "")
    return [
        str(number),
        f"{one.day.month}月{one.day.day}日",
        one.title,
        "，".join(filter(None, (one.level, times))),
        one.said,
        format_centi(one.claimed_centi),
        "，".join(filter(None, marks)),
    ]
