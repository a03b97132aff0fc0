"""An ODS workbook before it is read: how many cells its repeated rows and columns would become (issue 5, part D)."""

from __future__ import annotations

import re
from typing import Final
from zipfile import ZipInfo

from fenming.queries.files.guard_book import Found, counted, refuse_parts
from fenming.queries.files.guard_words import Limits, encrypted, outside, too_much, unsafe

_MARK: Final = re.compile(
    rb"<(table:table|table:table-row|table:table-cell|table:covered-table-cell|text:p)(?=[\s/>])([^<>]*)>"
)
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,7})[\"']")
_LINK: Final = re.compile(
    rb"<(?:table:table-source|table:cell-range-source|table:database-source-\w+)\b"
    rb"|table:formula=\"[^\"]*(?:(?:'|&apos;)(?:file|https?|smb):|\bDDE\()"
)


class _Sheet:
    """Where one sheet of an ODS ends: empty rows and cells count only when something follows them."""

    def __init__(self) -> None:
        self.rows = self.width = self.cells = 0
        self.row_times = self.column = self.last = 0
        self.at, self.waiting_rows = 0, 0

    def row(self, times: int) -> None:
        """A row begins, `times` over."""
        self.end_row()
        self.row_times, self.column, self.last = times, 0, 0

    def cell(self, times: int, full: bool) -> None:
        """A cell, `times` side by side."""
        self.at = self.column
        self.column += times
        if full:
            self.fill()

    def fill(self) -> None:
        """The cell met last is not empty."""
        self.last = self.column

    def end_row(self) -> None:
        """What the row before came to."""
        if self.last:
            self.rows += self.waiting_rows + self.row_times
            self.waiting_rows = 0
            self.width = max(self.width, self.last)
            self.cells += self.last
        else:
            self.waiting_rows += self.row_times
        self.row_times = self.last = 0


def look_through_ods(data: bytes, entries: list[ZipInfo], *, name: str, limits: Limits) -> None:
    """All parts of an ODS workbook; Refused as the sentences of `guard_words` say."""
    found = Found(name, limits)
    refuse_parts(entries, name)
    # A list that speaks of a password stands before the parts that are then not XML.
    for entry in sorted(entries, key=lambda one: one.filename.casefold() != "meta-inf/manifest.xml"):
        sheet = _Sheet()
        for piece in counted(data, entry, found):
            if entry.filename.casefold() == "meta-inf/manifest.xml" and b"encryption-data" in piece:
                raise encrypted(name)
            if entry.filename.casefold() == "content.xml":
                sheet = _take(piece, sheet, found)


def _take(piece: bytes, sheet: _Sheet, found: Found) -> _Sheet:
    if _LINK.search(piece):
        raise outside(found.name, "指向别的文件的链接（content.xml）")
    for kind, attributes in _MARK.findall(piece):
        if attributes.count(b'"') % 2 or attributes.count(b"'") % 2:
            raise unsafe(found.name, "“content.xml”的单元格写法不认识")
        if kind == b"text:p":
            sheet.fill()
            continue
        repeated = _REPEATED.search(attributes)
        if repeated is None and b"-repeated" in attributes:
            raise unsafe(found.name, "“content.xml”里重复的次数写法不认识")
        times = int(repeated[1]) if repeated else 1
        if kind == b"table:table":
            sheet.end_row()
            sheet = _Sheet()
        elif kind == b"table:table-row":
            sheet.row(times)
        else:
            sheet.cell(times, b"value-type" in attributes or b":formula" in attributes)
        _refuse_size(sheet, found)
    return sheet


def _refuse_size(sheet: _Sheet, found: Found) -> None:
    rows, width = (
        sheet.rows + (sheet.waiting_rows + sheet.row_times if sheet.last else 0),
        max(sheet.width, sheet.last),
    )
    if rows > found.limits.rows:
        raise too_much(found.name, f"有一张表最后一行是第 {rows} 行，至多读 {found.limits.rows} 行")
    if rows * width > found.limits.cells or sheet.cells > found.limits.cells:
        raise too_much(
            found.name, f"有一张表有 {rows} 行、{width} 列，合起来超过 {found.limits.cells // 10_000} 万格"
        )
