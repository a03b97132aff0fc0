"""What an XLSX workbook would do to whoever reads it, told without reading it as a workbook.

The reading library holds a sheet as one full rectangle, and each text once per cell: two cells in opposite corners, or
one long text named a million times, would fill the memory. So the corners and the texts are counted first, piece by
piece. What is not written as office programs write it is refused and not guessed at (issue 5, part D).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from zipfile import ZipInfo

from fenming.queries.files.guard_words import Limits, macros, outside, shown, too_much, unsafe
from fenming.queries.files.guard_xml import is_xml, look_at_xml
from fenming.queries.files.guard_zip import pieces_of

_MOST_ODD: Final = 1_000_000
_CELL_STARTS: Final = (b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\t", b"<c\r")
_FOREIGN_CELL: Final = re.compile(rb"<\w+:c[\s/>]")
_PLAIN_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ODD: Final = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>")
_HAS_PLACE: Final = re.compile(rb"(?<![\w:.-])r\s*=")
_PLACE: Final = re.compile(rb'(?<![\w:.-])r="([A-Za-z]{0,3})([0-9]{1,7})"')
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\""
)
_TEXT_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]*=\s*[\"']s[\"'][^<>]*>")
_TEXT_INDEX: Final = re.compile(
    _TEXT_CELL.pattern
    + rb"(?:\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v[^<>]*>\s*([0-9]{1,9})\s*</"
)
_TEXT: Final = re.compile(rb"<si[\s/>]")
_FOREIGN_TEXT: Final = re.compile(rb"<\w+:si[\s/>]")


@dataclass(slots=True)
class Corners:
    """The rectangle that one sheet's cells lie in, rows and columns from 1, and where the next unnamed cell goes."""

    first_row: int = 1 << 30
    last_row: int = 0
    last_column: int = 0
    row: int = 0
    column: int = 0

    def take(self, row: int, column: int) -> None:
        """One more cell."""
        self.first_row, self.last_row = min(self.first_row, row), max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def refuse(self, part: str, name: str, limits: Limits) -> None:
        """Refused `too_much` when the sheet reaches further than is read."""
        if self.last_row > limits.rows:
            raise too_much(name, f"“{shown(part)}”最后一行是第 {self.last_row} 行，至多读 {limits.rows} 行")
        if (self.last_row - self.first_row + 1) * self.last_column > limits.cells:
            where = f"“{shown(part)}”有 {self.last_row} 行、{self.last_column} 列"
            raise too_much(name, f"{where}，合起来超过 {limits.cells // 10_000} 万格")


@dataclass(slots=True)
class Found:
    """What was met so far in all parts of one workbook: bytes, marks, cells, and how long each shared text is."""

    name: str
    limits: Limits
    unpacked: int = 0
    marks: int = 0
    cells: int = 0
    odd: int = 0
    texts: array[int] = field(default_factory=lambda: array("I"))


def look_through(data: bytes, entries: list[ZipInfo], *, name: str, limits: Limits) -> None:
    """All parts of an XLSX workbook; Refused as the sentences of `guard_words` say."""
    found = Found(name, limits)
    refuse_parts(entries, name)
    # The texts come first: the sheets name them.
    for entry in sorted(entries, key=lambda one: not _is_texts(one)):
        _look_at(data, entry, found)
    if found.cells * max(found.texts, default=0) > limits.characters:
        _refuse_texts(data, entries, found)


def refuse_parts(entries: list[ZipInfo], name: str) -> None:
    """Refused by what its parts are called: `macros`, `outside`. For every kind of office document."""
    for entry in entries:
        part = entry.filename.casefold()
        if (
            "vbaproject" in part
            or "macrosheets/" in part
            or "activex/" in part
            or part.startswith(("basic/", "scripts/"))
        ):
            raise macros(name)
        if "externallinks/" in part:
            raise outside(name, f"指向别的文件的链接（{shown(entry.filename)}）")
        if part.endswith("/connections.xml") or "querytables/" in part:
            raise outside(name, f"指向别处的数据连接（{shown(entry.filename)}）")
        if "/embeddings/" in part:
            raise outside(name, f"嵌着的别的文件（{shown(entry.filename)}）")


def _is_texts(entry: ZipInfo) -> bool:
    return entry.filename.casefold().endswith("sharedstrings.xml")


def counted(data: bytes, entry: ZipInfo, found: Found) -> Iterator[bytes]:
    """The pieces of one part, looked at when it is XML, and counted against what all may be together."""

    def unpacked() -> Iterator[bytes]:
        yield from pieces_of(data, entry, found.name, most=found.limits.unpacked - found.unpacked)
        found.unpacked += entry.file_size

    if not is_xml(entry.filename):
        yield from unpacked()
        return
    for piece in look_at_xml(unpacked(), entry.filename, found.name, marks=found.marks, limits=found.limits):
        found.marks += piece.count(b"<")
        yield piece


def _look_at(data: bytes, entry: ZipInfo, found: Found) -> None:
    corners = Corners()
    for piece in counted(data, entry, found):
        if not is_xml(entry.filename):
            continue
        if _is_texts(entry):
            _count_texts(piece, found)
        else:
            _take_cells(piece, corners, found, entry.filename)
            corners.refuse(entry.filename, found.name, found.limits)


def _count_texts(piece: bytes, found: Found) -> None:
    places = [match.start() for match in (_FOREIGN_TEXT if b":si" in piece else _TEXT).finditer(piece)]
    if found.texts and (not places or places[0] > 0):
        # A text of many runs goes on from the piece before.
        found.texts[-1] += places[0] if places else len(piece)
    places.append(len(piece))
    found.texts.extend(end - begin for begin, end in pairwise(places))


def _take_cells(piece: bytes, corners: Corners, found: Found, part: str) -> None:
    cells = sum(map(piece.count, _CELL_STARTS))
    foreign = len(_FOREIGN_CELL.findall(piece)) if b":c" in piece else 0
    found.cells += cells + foreign
    plain = _PLAIN_CELL.findall(piece) if cells else []
    if foreign or len(plain) < cells:
        _take_odd_cells(piece, corners, found, part)
    elif plain:
        rows = [int(row) for row in {row for _, row in plain}]
        corners.take(min(rows), 1)
        corners.take(max(rows), max(_column(column) for column in {column for column, _ in plain}))
    if b"mergeCell " in piece:
        for first, top, last, bottom in _MERGED.findall(piece):
            rows_, columns = abs(int(bottom) - int(top)) + 1, abs(_column(last) - _column(first)) + 1
            if rows_ * columns > found.limits.cells:
                raise unsafe(found.name, f"“{shown(part)}”里有一处合并单元格盖住了整张表")


def _take_odd_cells(piece: bytes, corners: Corners, found: Found, part: str) -> None:
    """Cells and rows that may leave out where they are: they follow the one before."""
    for kind, attributes in _ODD.findall(piece):
        found.odd += 1
        marks = attributes.replace(b"'", b'"')
        place = _PLACE.search(marks)
        if marks.count(b'"') % 2 or (place is None and _HAS_PLACE.search(marks)) or found.odd > _MOST_ODD:
            raise unsafe(found.name, f"“{shown(part)}”的单元格写法不认识")
        column, row = place.groups() if place else (b"", b"")
        if kind == b"row":
            corners.row, corners.column = int(row) if row else corners.row + 1, 0
            continue
        corners.column = _column(column) if column else corners.column + 1
        corners.row = int(row) if row else max(corners.row, 1)
        corners.take(corners.row, corners.column)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _refuse_texts(data: bytes, entries: list[ZipInfo], found: Found) -> None:
    """How many characters the cells hold, each text counted as often as it is named."""
    total = 0
    for entry in entries:
        if _is_texts(entry) or not is_xml(entry.filename):
            continue
        for piece in _whole_cells(pieces_of(data, entry, found.name, most=found.limits.unpacked), found.name):
            indexes = _TEXT_INDEX.findall(piece)
            if len(indexes) != len(_TEXT_CELL.findall(piece)):
                raise unsafe(found.name, f"“{shown(entry.filename)}”的单元格写法不认识")
            total += sum(found.texts[int(one)] for one in indexes if int(one) < len(found.texts))
            if total > found.limits.characters:
                raise too_much(found.name, "同一段长文字在许多格里重复")


def _whole_cells(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        rest += piece
        cut = max(rest.rfind(b"<c "), rest.rfind(b":c "), 0)
        cut = rest.rfind(b"<", 0, cut + 1) if cut else 0
        if len(rest) - cut > 4 << 20:
            raise unsafe(name, "单元格的写法不认识")
        yield rest[:cut]
        rest = rest[cut:]
    yield rest
