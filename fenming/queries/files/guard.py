"""The first door of every spreadsheet handed in: what it really is, and whether it may be opened (issue 5, part D).

Nothing of a file is given to a reading library before this has looked at its bytes. A file is refused within two
seconds and 256 MB, with a sentence: what is wrong, where, and what to do. What passes is a plain table of bounded size;
whether its rows make sense is asked afterwards.
"""

from __future__ import annotations

import struct
from typing import Final
from zipfile import ZipInfo

from fenming.queries.files.guard_book import Found, counted, look_through, refuse_parts
from fenming.queries.files.guard_ods import look_through_ods
from fenming.queries.files.guard_text import look_through_text
from fenming.queries.files.guard_words import (
    OF_A_PAGE,
    Limits,
    TableKind,
    damaged,
    empty,
    ending_of,
    other_kind,
    shown,
    too_large,
    unsafe,
    wrong_ending,
)  # fmt: skip
from fenming.queries.files.guard_xls import MAGIC as OLE
from fenming.queries.files.guard_xls import look_through_xls
from fenming.queries.files.guard_zip import MAGIC as ZIP
from fenming.queries.files.guard_zip import parts_of

_LABELS: Final = {
    TableKind.XLSX: "Excel 工作簿（xlsx）", TableKind.XLS: "旧版 Excel 文件（xls）", TableKind.ODS: "ODS 表格",
    TableKind.CSV: "文本表格（CSV）",
}  # fmt: skip
_ENDINGS: Final = {
    TableKind.XLSX: ("xlsx",), TableKind.XLS: ("xls", "et"), TableKind.ODS: ("ods",), TableKind.CSV: ("csv", "txt", "tsv"),
}  # fmt: skip
_OTHER_ARCHIVES: Final = (
    ("word/document.xml", "Word 文档"), ("ppt/presentation.xml", "演示文稿"), ("xl/workbook.bin", "二进制工作簿（xlsb）"),
)  # fmt: skip
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def refuse_hostile(data: bytes, *, file_name: str, limits: Limits = OF_A_PAGE) -> TableKind:
    """What kind of table these bytes are, told by the content; they may then be given to a reading library.

    Refused, always with a sentence that names the file: `empty_file`, `too_large`, `wrong_ending`, `not_a_table`,
    `damaged`, `encrypted`, `macros`, `outside` (links and calls out of the file), `unsafe_file` (made so as to harm),
    `too_much`.
    """
    name = shown(file_name.replace("\\", "/").rsplit("/", 1)[-1]) or "文件"
    if not data:
        raise empty(name)
    if len(data) > limits.sent:
        raise too_large(name, limits)
    if data.startswith(ZIP):
        kind = _archive(data, name, limits)
    elif data.startswith(OLE):
        look_through_xls(data, name=name, limits=limits)
        kind = TableKind.XLS
    else:
        kind = _text(data, name, file_name, limits)
    ending = ending_of(file_name)
    if ending and ending not in _ENDINGS[kind]:
        raise wrong_ending(name, shown(ending), _LABELS[kind], _ENDINGS[kind][0])
    return kind


def refuse_hostile_document(data: bytes, *, file_name: str, limits: Limits = OF_A_PAGE) -> None:
    """An office document (docx, xlsx) that is kept or filled in, and not read as a table: the same door without sizes.

    Refused: `damaged`, `encrypted`, `macros`, `outside`, `unsafe_file`, `too_much`, `not_a_table` (a file inside it).
    """
    name = shown(file_name.replace("\\", "/").rsplit("/", 1)[-1]) or "文件"
    entries, found = parts_of(data, name), Found(name, limits)
    refuse_parts(entries, name)
    for entry in entries:
        for _ in counted(data, entry, found):
            pass


def _text(data: bytes, name: str, file_name: str, limits: Limits) -> TableKind:
    if ending_of(file_name) in ("xlsx", "ods") and ZIP in data[: 1 << 20]:
        raise unsafe(name, "压缩包前面还接着别的内容")
    look_through_text(data, name=name, limits=limits)
    return TableKind.CSV


def _archive(data: bytes, name: str, limits: Limits) -> TableKind:
    entries = parts_of(data, name)
    there = {entry.filename.casefold() for entry in entries}
    for part, what in _OTHER_ARCHIVES:
        if part in there:
            raise other_kind(name, what)
    if "mimetype" in there:
        if "content.xml" not in there or not _is_ods(data, entries):
            raise other_kind(name, "别的程序存的文件")
        look_through_ods(data, entries, name=name, limits=limits)
        return TableKind.ODS
    if "xl/workbook.xml" not in there:
        if any(part.startswith("xl/") for part in there):
            raise damaged(name, "缺少工作簿的目录")
        raise other_kind(name, "压缩文件（ZIP）")
    look_through(data, entries, name=name, limits=limits)
    return TableKind.XLSX


def _is_ods(data: bytes, entries: list[ZipInfo]) -> bool:
    """Whether the first part says so, unpacked, as the format asks for; no template, no text."""
    first = entries[0]
    name_length, extra = struct.unpack_from("<HH", data, first.header_offset + 26)
    begin = first.header_offset + 30 + name_length + extra
    return first.filename == "mimetype" and data[begin : begin + first.compress_size].strip() == _ODS_TYPE
