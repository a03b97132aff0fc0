"""A sheet of a workbook as rows of text, and the cells of an XLSX sheet that hold no value."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Final

from python_calamine import CalamineError, CalamineWorkbook

_CHUNK: Final = 1 << 20
_NO_ARCHIVE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\br:id=[\"']([^\"']+)[\"']")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"\b(Id|Target)=[\"']([^\"']+)[\"']")
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b(?P<head>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d+)[\"']")
_TYPE: Final = re.compile(rb"\bt=[\"'](\w+)[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")


class NotAWorkbook(Exception):
    """The file is no readable XLSX workbook."""


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell whose formula failed (``#REF!``) or was never worked out (empty text); column from 0."""

    row: int
    column: int
    text: str


def sheet_rows(path: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Names of all sheets, and the rows of the first with their numbers. Raises NotAWorkbook, OSError."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        names = workbook.sheet_names
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise NotAWorkbook(str(error)) from error
    return names, text_rows(sheet.start, sheet.iter_rows())


def text_rows(
    start: tuple[int, int] | None, rows: Iterable[Sequence[object]]
) -> Iterator[tuple[int, list[str]]]:
    """Rows of the reading library as text, each with the number and the columns it has in the sheet."""
    if start is None:
        return
    # The library gives the empty rows on top, but not the empty columns on the left.
    left = [""] * start[1]
    for number, cells in enumerate(rows, start=1):
        yield number, left + [cell if type(cell) is str else cell_text(cell) for cell in cells]


def cell_text(cell: object) -> str:
    """A cell of a workbook as the text one would type into a CSV.

    Numbers keep the 15 digits that Excel shows: 0.30000000000000004 is the 0.3 that stands
    in the cell, and no binary fraction gets any further.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        shown = Decimal(f"{cell:.15g}")
        return format(shown.to_integral_value() if shown == shown.to_integral_value() else shown, "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def broken_cells(source: str | IO[bytes], index: int = 0) -> tuple[BrokenCell, ...]:
    """Cells of one sheet of an XLSX file, by its place among the sheets, without a value of their own.

    The reading library gives them as empty cells, and an empty 次数 means one: a failed
    formula would be settled as if nothing had stood there. Raises NotAWorkbook.
    """
    try:
        with zipfile.ZipFile(source) as archive, archive.open(_part_of(archive, index)) as sheet:
            found: list[BrokenCell] = []
            rest = b""
            while chunk := sheet.read(_CHUNK):
                # Cut at the end of a row, so that no cell lies across two pieces.
                piece, end, rest = (rest + chunk).rpartition(b"</row>")
                found.extend(_broken_in(piece + end))
            found.extend(_broken_in(rest))
            return tuple(found)
    except (*_NO_ARCHIVE, KeyError, ValueError) as error:
        raise NotAWorkbook(str(error)) from error


def _part_of(archive: zipfile.ZipFile, index: int) -> str:
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    if index >= len(sheets):
        raise ValueError("no sheet")
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        parts = dict(_ATTRIBUTE.findall(relation))
        if parts.get(b"Id") == sheets[index]:
            target = parts[b"Target"].decode()
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError("no relation of the sheet")


def _broken_in(piece: bytes) -> Iterator[BrokenCell]:
    # Most sheets hold neither formula nor error: two searches spare them the walk over all cells.
    if b't="e"' not in piece and b"t='e'" not in piece and b"<f" not in piece and b":f" not in piece:
        return
    for cell in _CELL.finditer(piece):
        head, body = cell["head"], cell["body"] or b""
        kind = _TYPE.search(head)
        value = _VALUE.search(body)
        failed = kind is not None and kind[1] == b"e"
        unknown = re.search(rb"<(?:\w+:)?f\b", body) is not None and (value is None or not value[1])
        if failed or (unknown and (kind is None or kind[1] != b"str")):
            yield _broken_cell(head, value[1].decode("utf-8", "replace") if value else "")


def _broken_cell(head: bytes, text: str) -> BrokenCell:
    place = _PLACE.search(head)
    if place is None:
        raise ValueError("a cell without its place")
    column = 0
    for letter in place[1]:
        column = column * 26 + letter - ord("A") + 1
    return BrokenCell(int(place[2]), column - 1, text)
