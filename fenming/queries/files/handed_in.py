"""A table handed in by a browser: pasted text, or an uploaded file (CSV in UTF-8 or GB18030, XLSX)."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.guard import refuse_hostile
from fenming.queries.files.tables import WHOLE_FILE, Row, Table, open_table
from fenming.rules.terms import Refused

PASTED: Final = "粘贴的内容"


def table_of_text(text: str) -> Table:
    """Rows pasted from a spreadsheet (tabs) or from a CSV (commas); the header is row 1. Raises Unreadable."""
    lines = text.strip("\ufeff\r\n")
    if not lines.strip():
        raise Unreadable(FileFault(PASTED, 1, WHOLE_FILE, "", "没有内容。请连同表头一起粘贴。"))
    header = lines.splitlines()[0]
    if "\t" not in header and "," not in header and "，" in header:
        reason = "列之间用的是中文逗号。请从表格软件里整块复制，或改用英文逗号。"
        raise Unreadable(FileFault(PASTED, 1, WHOLE_FILE, header, reason))
    rows = _rows(lines, "\t" if "\t" in header else ",")
    return Table(PASTED, next(rows)[1], rows)


def _rows(lines: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(lines, newline=""), delimiter=separator, strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, cells
            row = reader.line_num + 1
    except csv.Error as error:
        reason = f"从这一行起读不下去（{error}）。请看这一行的英文双引号是否成对。"
        raise Unreadable(FileFault(PASTED, row, WHOLE_FILE, "", reason)) from error


def table_of_upload(name: str, content: bytes) -> Table:
    """An uploaded file read whole, under the name it had; raises Unreadable, also for what `guard` refuses."""
    try:
        refuse_hostile(content, file_name=name)
    except Refused as refused:
        raise Unreadable(FileFault(name, 1, WHOLE_FILE, "", refused.sentence)) from refused
    with NamedTemporaryFile(suffix=Path(name).suffix.lower()[:8]) as copy:
        copy.write(content)
        copy.flush()
        try:
            table = open_table(copy.name, looked_at=True)
            rows = list(table.rows)
        except Unreadable as error:
            fault = error.fault
            raise Unreadable(FileFault(name, fault.row, fault.column, fault.value, fault.reason)) from error
    return Table(name, table.header, iter(rows), [], table.broken)
