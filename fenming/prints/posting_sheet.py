"""公示单 for the notice board: what the posted sheet's page says, on A4 with a code to check it by (R39, R65, A18, A22).

Number, name and total of those listed, and nothing else of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.qr_code import qr_code
from fenming.queries.posting import ShownLine, ShownSheet
from fenming.queries.quarter import quarter_name
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import format_centi

COLUMNS = 3
"""The sheet's lines stand side by side, so that forty of them fill one page of A4."""
FIRST_PAGE, OTHER_PAGES = 66, 105
"""So many lines stand on a page, whole columns of them."""


def posting_sheet_pdf(shown: ShownSheet, *, check_address: str) -> bytes:
    """The sheet as PDF; `check_address` is where anyone checks its code. Refused `unprintable`."""
    refuse_unprintable((shown.sheet.branch, shown.superior, *(line.name for line in shown.lines)))
    return pdf("posting_sheet", posting_sheet_data(shown, check_address=check_address))


def posting_sheet_name(shown: ShownSheet) -> str:
    """`公示单_2026年第一季度_7K3M-92QF-0AXB`, without an ending."""
    return file_name("公示单", f"{shown.sheet.year}年{quarter_name(shown.sheet.quarter)}", shown.code)


def in_columns(lines: Sequence[ShownLine]) -> list[Sequence[ShownLine]]:
    """The lines in columns as even as can be, read downwards."""
    shortest, longer = divmod(len(lines), COLUMNS)
    columns, start = [], 0
    for place in range(COLUMNS):
        end = start + shortest + (place < longer)
        columns.append(lines[start:end])
        start = end
    return [column for column in columns if column]


def posting_sheet_data(shown: ShownSheet, *, check_address: str) -> Mapping[str, Any]:
    """Everything on the sheet as plain words; the code's picture as SVG."""
    sheet, term = shown.sheet, shown.sheet.term
    figures = "年度积分（待结算）一并公示" if sheet.with_year else "本年积分公示"
    standard = f"积分标准：第 {sheet.standard.number} 版，{full_day_name(sheet.standard.since)}起施行。"
    return {
        "branch": sheet.branch,
        "title": shown.title,
        "opening": [
            f"{full_day_name(sheet.held_on)}，支部召开党员大会，评定了{quarter_name(sheet.quarter)}党员积分。"
            f"现将截至{day_name(sheet.counted_to)}的{figures}如下，接受党员、师生和服务对象监督。",
            f"公示期：{full_day_name(term.first_day)}至{full_day_name(term.last_day)}，共 {term.posting_days} 个工作日。",
        ],
        "heading": "年度积分" if sheet.with_year else "积分",
        "pages": [_rows(lines) for lines in _pages(shown.lines)],
        "closing": list(_closing(shown)),
        "by": sheet.branch,
        "on": full_day_name(term.first_day),
        "code": shown.code,
        "check": f"扫码或打开 {check_address.split('://', 1)[1]}，可以核对这张纸的公示编号，什么时候都可以；"
        "公示期内还能打开公示单，逐行与纸上对照。",
        "standard": standard + (f"{sheet.standard.label}。" if sheet.standard.label else ""),
        "qr": qr_code(f"{check_address}?{urlencode({'code': shown.code})}").svg,
    }


def _pages(lines: Sequence[ShownLine]) -> Iterator[Sequence[ShownLine]]:
    yield lines[:FIRST_PAGE]
    for start in range(FIRST_PAGE, len(lines), OTHER_PAGES):
        yield lines[start : start + OTHER_PAGES]


def _rows(lines: Sequence[ShownLine]) -> list[list[list[str]]]:
    return [
        [[str(one.number), one.name, format_centi(one.total_centi)] for one in column]
        for column in in_columns(lines)
    ]


def _closing(shown: ShownSheet) -> Iterator[str]:
    sheet, term = shown.sheet, shown.sheet.term
    left_out = f"；{sheet.unlisted} 名按规定不列出" if sheet.unlisted else ""
    listed = f"列出 {len(sheet.lines)} 名{left_out}" if left_out else "全部列出"
    until = (
        "异议期满后结算，以结算公布的为准；等次由民主评议决定"
        if sheet.with_year
        else "年中数字不代表年度等次"
    )
    yield (
        f"按名册顺序排列。本季度在册党员 {sheet.members} 名，{listed}。"
        f"积分由基础分、履职分、加分和扣分组成，{until}。"
    )
    yield (
        f"党员对本人积分有异议的，请在{full_day_name(term.objection_until)}前（含当日）书面向支部提出，"
        f"支部 {term.answer_days} 个工作日内答复；也可以直接向{shown.superior}申诉。"
        "师生和服务对象有意见或要查询的，请与支部联系，留下姓名和联系方式，由支部答复。"
    )
    if shown.contact:
        yield f"联系方式：{shown.contact}。"
