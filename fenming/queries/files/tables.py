"""Opening a spreadsheet file as rows of text: CSV in UTF-8 or GB18030, XLSX.

The kind is told by the content, not by the name of the file. A row carries the number it
has in the file; the header is row 1.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.guard import refuse_hostile
from fenming.queries.files.guard_words import OF_THE_COMMAND
from fenming.queries.files.workbook import BrokenCell, NotAWorkbook, broken_cells, sheet_rows
from fenming.rules.terms import Refused

Row = tuple[int, list[str]]

_CHUNK: Final = 1 << 20
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS: Final = {"\t": "制表符", ";": "分号", "；": "分号", "，": "中文逗号"}
WHOLE_FILE: Final = "文件"


@dataclass(slots=True)
class Table:
    """An opened file: its header cells and an iterator over the rows below; read once."""

    name: str
    header: list[str]
    rows: Iterator[Row]
    notes: list[str] = field(default_factory=list)
    broken: tuple[BrokenCell, ...] = ()


def open_table(path: str, *, looked_at: bool = False) -> Table:
    """Open ``path``; rows may still raise Unreadable while they are read.

    A workbook goes through `guard.refuse_hostile` first, unless its bytes were ``looked_at`` already.
    Raises Unreadable: not found, empty, not a table, made to harm, an encoding that cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            start = file.read(8)
        if start.startswith(_ZIP):
            if not looked_at:
                _look_at(path)
            return _open_workbook(path)
        return _open_csv(path, start)
    except OSError as error:
        reason = "没有这个文件。请核对路径。" if isinstance(error, FileNotFoundError) else _os_reason(error)
        raise Unreadable(FileFault(path, 1, WHOLE_FILE, "", reason)) from error


def _look_at(path: str) -> None:
    """A roster may come from anybody; here it has more room than on a page, and its name binds nobody."""
    try:
        refuse_hostile(Path(path).read_bytes(), file_name=Path(path).name, limits=OF_THE_COMMAND)
    except Refused as refused:
        if refused.code == "wrong_ending":
            return
        raise _refuse(path, refused.sentence) from refused


def _os_reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹。请给出文件本身的路径。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。请改权限后再试。"
    return f"文件读不出来（{error.strerror or error}）。请检查后再试。"


def _refuse(path: str, reason: str, *, row: int = 1, value: str = "") -> Unreadable:
    return Unreadable(FileFault(path, row, WHOLE_FILE, value, reason))


def _open_workbook(path: str) -> Table:
    try:
        broken = broken_cells(path)
        names, rows = sheet_rows(path)
        header = next(rows, None)
    except NotAWorkbook as error:
        raise _refuse(path, "Excel 工作簿打不开，可能已损坏。请在 Excel 里重新另存为 .xlsx。") from error
    if header is None:
        raise _refuse(path, "工作表是空的。第 1 行应是表头。", value=names[0] if names else "")
    notes = [f"{path}：有 {len(names)} 张工作表，只读了第一张“{names[0]}”。"] if len(names) > 1 else []
    return Table(path, header[1], rows, notes, broken)


def _open_csv(path: str, start: bytes) -> Table:
    if path.lower().endswith((".xlsx", ".xlsm")) and start:
        raise _refuse(path, "这不是 Excel 工作簿（.xlsx）。请在 Excel 里重新另存为 .xlsx，或存为 CSV。")
    if start.startswith(_OLD_EXCEL):
        raise _refuse(path, "这是旧版 Excel 文件（.xls）。请在 Excel 里另存为 .xlsx。")
    if start.startswith(_UTF16):
        raise _refuse(path, "文件是 UTF-16 编码。请另存为 UTF-8 编码的 CSV，或存为 .xlsx。")
    rows = _csv_rows(path, _encoding_of(path))
    header = next(rows, None)
    if header is None or (not any(map(str.strip, header[1])) and next(rows, None) is None):
        raise _refuse(path, "文件是空的。第 1 行应是表头。")
    if len(header[1]) == 1:
        separator = next((name for mark, name in _OTHER_SEPARATORS.items() if mark in header[1][0]), "")
        if separator:
            raise _refuse(path, f"列之间用的是{separator}。请另存为用英文逗号分隔的 CSV，或存为 .xlsx。")
    return Table(path, header[1], rows)


def _encoding_of(path: str) -> str:
    """UTF-8 when all of the file is UTF-8, else GB18030 when all of it is that."""
    utf8_row = _undecodable_row(path, "utf-8")
    if utf8_row is None:
        return "utf-8-sig"
    gb_row = _undecodable_row(path, "gb18030")
    if gb_row is not None:
        # The encoding that got further is most likely the one meant.
        row = max(utf8_row, gb_row)
        reason = "文字编码读不出来，既不是 UTF-8 也不是 GB18030。请另存为 UTF-8 编码的 CSV，或存为 .xlsx。"
        raise _refuse(path, reason, row=row)
    return "gb18030"


def _undecodable_row(path: str, encoding: str) -> int | None:
    """The line where decoding fails, None when the file decodes to its end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    with Path(path).open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return lines + 1 + bytes(error.object[: error.start]).count(b"\n")
            lines += chunk.count(b"\n")
            if not chunk:
                return None


def _csv_rows(path: str, encoding: str) -> Iterator[Row]:
    # newline="" leaves line breaks to the csv module. strict: a quotation mark that is never
    # closed would otherwise swallow the rest of the file as one cell, without a word.
    with Path(path).open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, strict=True)
        # A field may hold line breaks; the number of a row is that of its first line.
        row = 1
        try:
            for cells in reader:
                yield row, cells
                row = reader.line_num + 1
        except csv.Error as error:
            reason = f"从这一行起读不下去（{error}）。请看这一行的英文双引号是否成对。"
            raise _refuse(path, reason, row=row) from error
