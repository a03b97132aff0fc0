"""A table as a spreadsheet: Excel with typed cells, and CSV. The same table gives the same bytes.

In Excel the rows begin under the heading and nothing stands above it, so that filters, sums and reading in work at
once; the title is printed at the head of every page, notes follow under the rows. A CSV file holds heading and rows.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from typing import Any, BinaryIO, Final, TypeAlias

from django.utils import timezone
from xlsxwriter import Workbook

from fenming.prints.cells import harmless, is_formula_like
from fenming.rules.terms import CENTI, Refused, format_centi_file

Cell: TypeAlias = str | int | date | datetime | None


class Kind(StrEnum):
    """What a column holds; a text may stand in any of them, and None is an empty cell."""

    TEXT = "text"
    POINTS = "points"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands under it; points are given in hundredths, moments with their time zone."""

    name: str
    kind: Kind = Kind.TEXT


def columns(
    *names: str,
    points: Collection[str] = (),
    counts: Collection[str] = (),
    days: Collection[str] = (),
    moments: Collection[str] = (),
) -> tuple[Column, ...]:
    """The headings in their order; those named again hold points, counts, days or moments, the others text."""
    special = {Kind.POINTS: points, Kind.COUNT: counts, Kind.DAY: days, Kind.MOMENT: moments}
    kinds = {name: kind for kind, found in special.items() for name in found}
    return tuple(Column(name, kinds.get(name, Kind.TEXT)) for name in names)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any length: the rows are gone through once, a generator will do. `sheet` is made legal when written."""

    title: str
    sheet: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    notes: tuple[str, ...] = ()


LONGEST: Final = 32_767
MOST_ROWS: Final = 1_048_576
LONGEST_SHEET: Final = 31
A4: Final = 9
UPRIGHT: Final = 92
WIDEST: Final = 46
MEASURED: Final = 200
LINE: Final = 14.5
HIGHEST: Final = 409
WIDTHS: Final = {Kind.TEXT: 8, Kind.POINTS: 10, Kind.COUNT: 8, Kind.DAY: 16, Kind.MOMENT: 22}
FORMATS: Final = {
    Kind.TEXT: "General",
    Kind.POINTS: "0.00",
    Kind.COUNT: "0",
    Kind.DAY: 'yyyy"年"m"月"d"日"',
    Kind.MOMENT: 'yyyy"年"m"月"d"日" hh:mm',
}
CELL: Final = {
    "border": 1,
    "border_color": "#999999",
    "valign": "vcenter",
    "text_wrap": True,
    "font_size": 10.5,
}
HEADING: Final = {**CELL, "bold": True, "align": "center", "bg_color": "#EEEEEE"}
CENTRED: Final = (Kind.COUNT, Kind.DAY, Kind.MOMENT)
EPOCH: Final = date(1899, 12, 30)


def csv_file(table: Table) -> bytes:
    """UTF-8 with the mark Excel looks for, RFC 4180; days as 2026-03-01, points with two decimals.

    Text that a program would calculate has an apostrophe in front (`cells.harmless`); numbers stay numbers.
    """
    into = BytesIO()
    write_csv(table, into)
    return into.getvalue()


def write_csv(table: Table, into: BinaryIO) -> None:
    """The same into an open file, row by row; the file stays open."""
    text = TextIOWrapper(into, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow(harmless(one.name) for one in table.columns)
    kinds = tuple(one.kind for one in table.columns)
    out.writerows(map(_plain, kinds, row) for row in table.rows)
    text.detach()


def _plain(kind: Kind, cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return _local(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return format_centi_file(cell) if kind is Kind.POINTS else cell


def xlsx_file(*tables: Table) -> bytes:
    """A workbook with a sheet for each table. Refused `too_long`: more rows than a sheet has."""
    into = BytesIO()
    write_xlsx(into, *tables)
    return into.getvalue()


def write_xlsx(into: BinaryIO, *tables: Table) -> None:
    """The same into an open file that can seek; no row is kept in memory after it was written."""
    book: Any = Workbook(
        into, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": tables[0].title[:255], "created": datetime(2000, 1, 1)})  # noqa: DTZ001 (the same bytes)
    names: list[str] = []
    for table in tables:
        names.append(sheet_name(table.sheet, taken=names))
        _write_sheet(book, names[-1], table)
    book.close()


def sheet_name(name: str, *, taken: Iterable[str] = ()) -> str:
    """The name as Excel takes it: at most 31 signs, none of []:*?/\\, no two alike in one workbook."""
    legal = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "－", name).strip().strip("'")[:LONGEST_SHEET].rstrip("' ")
    others = {one.casefold() for one in taken} | {"", "history"}
    number, tried = 2, legal
    while tried.casefold() in others:
        end = f"（{number}）"
        number, tried = number + 1, f"{legal[: LONGEST_SHEET - len(end)] or '表'}{end}"
    return tried


def _write_sheet(book: Any, name: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_row(0, 24)
    heading = book.add_format(HEADING)
    for column, one in enumerate(table.columns):
        sheet.write_string(0, column, one.name, heading)
    row, widths = _write_rows(book, sheet, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    last = _write_notes(book, sheet, table.notes, row, widths)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row, 1), len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _set_print(sheet, table.title, last, widths)


def _write_rows(book: Any, sheet: Any, table: Table) -> tuple[int, list[int]]:
    """The last row and the width of each column, by the heading and the first rows."""
    coming = iter(table.rows)
    first = list(islice(coming, MEASURED))
    widths = _widths(table.columns, first)
    kinds = [one.kind for one in table.columns]
    formats = {
        kind: book.add_format(
            {**CELL, "num_format": FORMATS[kind], **({"align": "center"} if kind in CENTRED else {})}
        )
        for kind in Kind
    }
    quoted = book.add_format({**CELL, "quote_prefix": True})
    text, blank, number = formats[Kind.TEXT], sheet.write_blank, sheet.write_number
    row = 0
    for row, cells in enumerate(chain(first, coming), 1):
        if row >= MOST_ROWS:
            raise Refused("too_long", f"“{table.title}”超过 Excel 一张表的 {MOST_ROWS} 行。请下载 CSV。")
        if (lines := max(map(_lines, cells, widths))) > 1:
            sheet.set_row(row, min(LINE * lines + 3, HIGHEST))
        for column, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
            if cell is None or cell == "":
                blank(row, column, None, text)
            elif isinstance(cell, str):
                _write_text(sheet, row, column, cell, quoted if is_formula_like(cell) else text)
            else:
                number(row, column, _number(kind, cell), formats[kind])
    return row, widths


def _widths(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> list[int]:
    """In the breadth of a figure; a Chinese sign is two."""
    widths = [max(WIDTHS[one.kind], _breadth(one.name) + 4) for one in columns]
    for cells in rows:
        needed = (
            max(map(_breadth, one.splitlines()), default=0) + 2 if isinstance(one, str) else 0
            for one in cells
        )
        widths = [min(max(now, one), WIDEST) for now, one in zip(widths, needed, strict=True)]
    return widths


def _breadth(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text[:10_000])


def _lines(cell: Cell, width: int) -> int:
    """How many lines a text takes in a column of this width; not every program finds out by itself."""
    if not isinstance(cell, str) or (2 * len(cell) < width and "\n" not in cell):
        return 1
    return sum(-(-_breadth(one) // (width - 2)) or 1 for one in cell.splitlines()) or 1


def _write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Never a formula, an address or markup, and never cut without saying so: Excel counts in pairs of bytes."""
    if len(text) > LONGEST // 2 and len(pairs := text.encode("utf-16-le")) > 2 * LONGEST:
        kept = pairs[: 2 * (LONGEST - 100)].decode("utf-16-le", "ignore")
        text = f"{kept}……（全文 {len(text)} 字，Excel 的一格放不下，这里是前 {len(kept)} 字；全文请下载 CSV）"
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(
            row, column, "<", "r", text[2:], style
        )  # else XlsxWriter takes it for its own markup
    else:
        sheet.write_string(row, column, text, style)


def _number(kind: Kind, cell: Cell) -> float:
    if isinstance(cell, datetime) and kind is Kind.MOMENT:
        local = _local(cell)
        return (local.date() - EPOCH).days + (local.hour * 60 + local.minute) / 1440
    if isinstance(cell, date) and kind is Kind.DAY:
        return (cell - EPOCH).days
    if isinstance(cell, int) and kind in (Kind.POINTS, Kind.COUNT):
        return cell / CENTI if kind is Kind.POINTS else cell
    raise TypeError(f"{cell!r} in a column of {kind}")


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _write_notes(book: Any, sheet: Any, notes: Sequence[str], row: int, widths: Sequence[int]) -> int:
    """The last row there is, with the notes after a free one, each as broad as the table."""
    style = book.add_format({"text_wrap": True, "valign": "top", "font_size": 9})
    last = row
    for last, note in enumerate(notes, row + 2):
        sheet.set_row(last, LINE * _lines(note, sum(widths)))
        if len(widths) > 1:
            sheet.merge_range(last, 0, last, len(widths) - 1, "", style)
        _write_text(sheet, last, 0, note, style)
    return last


def _set_print(sheet: Any, title: str, last: int, widths: Sequence[int]) -> None:
    """A4, as broad as the paper, the heading on every page, the title above and the pages counted."""
    sheet.set_paper(A4)
    if sum(widths) > UPRIGHT:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, len(widths) - 1)
    sheet.set_header("&C&14 " + title[:100].replace("&", "&&"))
    sheet.set_footer("&C第 &P 页 共 &N 页")
