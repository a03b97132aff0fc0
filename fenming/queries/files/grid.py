"""A spreadsheet handed in, as sheets of text: XLSX, XLS, ODS, and CSV in UTF-8 or GB18030; told by its content (R64)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.tables import WHOLE_FILE, Row
from fenming.queries.files.workbook import BrokenCell, NotAWorkbook, broken_cells, text_rows

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_MARKUP: Final = ("<html", "<!doctype", "<?xml", "<table", "<head", "<meta")
_SEPARATORS: Final = ("\t", ",", ";", "；", "，")
_SAMPLE: Final = 40  # lines that tell what stands between the columns


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name ("" of a CSV), its number among all sheets, its rows with the numbers they have in the file."""

    name: str
    index: int
    rows: list[Row]


class Book:
    """An opened file; a sheet is read when it is asked for."""

    def __init__(self, *, name: str, data: bytes) -> None:
        self.name, self._data = name, data
        self._workbook: CalamineWorkbook | None = None
        if data.startswith((_ZIP, _OLD_EXCEL)):
            try:
                self._workbook = CalamineWorkbook.from_filelike(BytesIO(data))
            except BaseException as error:
                if not _is_of_the_file(error):
                    raise
                reason = "表格打不开，可能加了密码或已经损坏。请在表格软件里去掉密码，另存为 .xlsx 再选。"
                raise _refused(name, reason) from error

    @property
    def sheets(self) -> tuple[tuple[int, str], ...]:
        """Number and name of every sheet that is not hidden."""
        if self._workbook is None:
            return ((0, ""),)
        shown = enumerate(self._workbook.sheets_metadata)
        return tuple((at, one.name) for at, one in shown if one.visible == SheetVisibleEnum.Visible)

    def grid(self, index: int, name: str) -> Grid:
        """One sheet whole; raises Unreadable."""
        if self._workbook is None:
            return Grid("", 0, list(_csv_rows(self.name, self._data)))
        try:
            sheet = self._workbook.get_sheet_by_index(index)
            return Grid(name, index, list(text_rows(sheet.start, sheet.iter_rows())))
        except BaseException as error:
            if not _is_of_the_file(error):
                raise
            raise _refused(
                self.name, f"工作表“{name}”读不出来，文件可能已经损坏。请另存一份再选。"
            ) from error

    def broken(self, index: int) -> tuple[BrokenCell, ...]:
        """Cells of an XLSX sheet whose formula holds no value; the older formats always hold one."""
        if self._workbook is None or not self._data.startswith(_ZIP) or b"xl/workbook.xml" not in self._data:
            return ()
        try:
            return broken_cells(BytesIO(self._data), index)
        except NotAWorkbook as error:
            raise _refused(self.name, "表格打不开，可能已经损坏。请另存为 .xlsx 再选。") from error


def _is_of_the_file(error: BaseException) -> bool:
    """Whether the library found the file unreadable; where it trips over one, what it raises is no Exception."""
    return isinstance(error, CalamineError) or type(error).__name__ == "PanicException"


def _refused(name: str, reason: str, *, row: int = 1) -> Unreadable:
    return Unreadable(FileFault(name, row, WHOLE_FILE, "", reason))


def _csv_rows(name: str, data: bytes) -> Iterator[Row]:
    text = _decoded(name, data)
    if text.lstrip().lower().startswith(_MARKUP):
        raise _refused(name, "扩展名像表格，内容却是网页。请在表格软件里打开，另存为 .xlsx 再选。")
    if "\0" in text:
        raise _refused(name, "这不是表格文件。请选 .xlsx、.xls、.ods 或 .csv。")
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, cells
            row = reader.line_num + 1
    except csv.Error as error:
        reason = f"第 {row} 行起读不下去。请看这一行的英文双引号是否成对。"
        raise _refused(name, reason, row=row) from error


def _decoded(name: str, data: bytes) -> str:
    """UTF-8, UTF-16 with its mark (Excel's “Unicode 文本”), or GB18030."""
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(name, "文字编码读不出来，既不是 UTF-8 也不是 GB18030。请另存为 .xlsx 再选。")


def _separator(text: str) -> str:
    """What stands between the columns: the sign on most of the first lines, the more often the better."""
    lines = [line for line in text.splitlines()[: _SAMPLE * 2] if line.strip()][:_SAMPLE]

    def worth(sign: str) -> tuple[int, int]:
        return sum(sign in line for line in lines), sum(line.count(sign) for line in lines)

    return max(_SEPARATORS, key=worth)
