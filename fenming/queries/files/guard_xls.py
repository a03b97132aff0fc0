"""An old Excel file (XLS) before it is read: its chains of sectors, its records, macros and passwords.

The reading library follows a chain of sectors until it ends, and holds every sheet as one full rectangle as soon as
the file is opened: a chain that runs in a circle, or two cells in opposite corners, would fill the memory.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import olefile

from fenming.queries.files.guard_book import Corners
from fenming.queries.files.guard_words import (
    Limits,
    damaged,
    encrypted,
    macros,
    other_kind,
    outside,
    too_much,
    unsafe,
)

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_STREAMS: Final = 512
_MOST_RECORDS: Final = 1_500_000
_LONGEST_TEXT: Final = 32_767
_BAD: Final = (
    OSError,
    struct.error,
    IndexError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    MemoryError,
)
_FILE_PASS, _SIZE, _SHEET, _START, _BOOK, _TEXTS, _MORE, _TEXT_CELL = (
    0x2F,
    0x200,
    0x85,
    0x809,
    0x1AE,
    0xFC,
    0x3C,
    0xFD,
)
# Records of one cell: row, column first. Rows of several cells give their last column at the end.
_CELLS: Final = frozenset(
    {0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x04, 0x03, 0x02, 0x05, 0x206, 0x406}
)
_MANY: Final = 0xBD
_KINDS: Final = {"WordDocument": "Word 文档", "PowerPoint Document": "演示文稿"}


def look_through_xls(data: bytes, *, name: str, limits: Limits) -> None:
    """Refused `damaged`, `encrypted`, `macros`, `outside`, `unsafe_file`, `too_much`, `not_a_table`."""
    try:
        with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            streams = list(ole.listdir(streams=True, storages=True))
            _refuse_streams(streams, name)
            main = next((path for path in streams if path[-1].casefold() in ("workbook", "book")), None)
            if main is None or len(main) != 1:
                raise other_kind(name, "别的程序存的文件")
            _refuse_circles(ole, name)
            book = ole.openstream(main).read()
    except _BAD:
        raise damaged(name) from None
    _walk(book, name=name, limits=limits)


def _refuse_streams(streams: Sequence[Sequence[str]], name: str) -> None:
    if len(streams) > _MOST_STREAMS:
        raise too_much(name, f"里面有超过 {_MOST_STREAMS} 个部件")
    for path in streams:
        last, first = path[-1].casefold(), path[0].casefold()
        if last in ("encryptedpackage", "encryptioninfo"):
            raise encrypted(name)
        if first.startswith("_vba_project") or last in ("vba", "_vba_project", "macros"):
            raise macros(name)
        if path[-1] in _KINDS:
            raise other_kind(name, _KINDS[path[-1]])
        if first.startswith("mbd") or last == "\x01ole10native":
            raise outside(name, "嵌着的别的文件")


def _refuse_circles(ole: olefile.OleFileIO, name: str) -> None:
    """Every chain must end, and no sector may belong to two: then all of them together are no longer than the file."""
    big, small = bytearray(len(ole.fat)), bytearray(len(ole.minifat or ()))
    _follow(ole.fat, ole.first_dir_sector, big, name)
    if ole.num_mini_fat_sectors:
        _follow(ole.fat, ole.first_mini_fat_sector, big, name)
    for entry in ole.direntries:
        if (
            entry is None
            or entry.entry_type not in (olefile.STGTY_STREAM, olefile.STGTY_ROOT)
            or not entry.size
        ):
            continue
        if entry.size > ole._filesize:
            raise unsafe(name, "里面写的长度比整个文件还长")
        if entry.is_minifat and entry.entry_type == olefile.STGTY_STREAM:
            ole.loadminifat()
            small = small if len(small) == len(ole.minifat) else bytearray(len(ole.minifat))
            _follow(ole.minifat, entry.isectStart, small, name)
        else:
            _follow(ole.fat, entry.isectStart, big, name)


def _follow(table: Sequence[int], sector: int, met: bytearray, name: str) -> None:
    while sector < len(table):
        if met[sector]:
            raise unsafe(name, "里面的内容首尾相接，没有尽头")
        met[sector] = 1
        sector = table[sector]


def _records(book: bytes, name: str) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and length of each record."""
    at, count, end = 0, 0, len(book) - 4
    head = struct.Struct("<HH")
    while at <= end:
        kind, length = head.unpack_from(book, at)
        if kind == 0 and length == 0 and not any(book[at : at + 64]):
            return  # the rest of the last sector
        at += 4
        if at + length > len(book):
            raise damaged(name)
        yield kind, at, length
        at += length
        count += 1
        if count > _MOST_RECORDS:
            raise too_much(name, "记录的个数超过了能读的数目")


@dataclass(slots=True)
class _Walk:
    """What was met on the way through the records."""

    name: str
    limits: Limits
    corners: Corners = field(default_factory=Corners)
    texts: list[bytes] = field(default_factory=list)
    named: array[int] = field(default_factory=lambda: array("I"))
    # Where each sheet is said to begin, and where something does.
    places: set[int] = field(default_factory=set)
    starts: set[int] = field(default_factory=set)

    def cell(self, kind: int, content: bytes) -> None:
        """One cell, or several side by side."""
        if len(content) < 6:
            return
        row, column = struct.unpack_from("<HH", content)
        last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind == _MANY else column
        self.corners.take(row + 1, max(column, last) + 1)
        if kind == _TEXT_CELL and len(content) >= 10:
            self.named.append(struct.unpack_from("<I", content, 6)[0])

    def begin(self, at: int) -> None:
        """A part begins; only a sheet of its own begins anew, a chart inside one does not."""
        self.refuse()
        self.starts.add(at)
        if at in self.places:
            self.corners = Corners()

    def refuse(self) -> None:
        """Refused `too_much` when the sheet reaches further than is read."""
        if self.corners.last_row:
            self.corners.refuse("工作表", self.name, self.limits)


def _walk(book: bytes, *, name: str, limits: Limits) -> None:
    walk, before = _Walk(name, limits), 0
    for kind, at, length in _records(book, name):
        if kind in _CELLS or kind == _MANY:
            walk.cell(kind, book[at : at + length])
        elif kind == _START:
            walk.begin(at - 4)
        elif kind == _TEXTS or (kind == _MORE and before == _TEXTS):
            walk.texts.append(book[at : at + length])
            kind = _TEXTS
        elif kind in (_SIZE, _SHEET, _FILE_PASS, _BOOK):
            _look_at(kind, book[at : at + length], walk)
        before = kind
    walk.refuse()
    if not walk.starts or not walk.starts.issuperset(walk.places):
        raise damaged(name)
    _refuse_texts(walk.texts, walk.named, name=name, limits=limits)


def _look_at(kind: int, content: bytes, walk: _Walk) -> None:
    """A record that says something of the whole."""
    if kind == _SIZE:
        _refuse_size(content, walk.name)
    elif kind == _FILE_PASS:
        raise encrypted(walk.name)
    elif kind == _BOOK and len(content) > 4:
        _refuse_link(content, walk.name)
    elif kind == _SHEET:
        if len(content) < 8:
            raise damaged(walk.name)
        if content[5] in (1, 6):
            raise macros(walk.name)
        walk.places.add(struct.unpack_from("<I", content)[0])


def _refuse_size(size: bytes, name: str) -> None:
    """What a sheet says of its own size is believed by the reading library, which reserves that much."""
    if len(size) not in (10, 14):
        raise damaged(name)
    first_row, rows, first_column, columns = struct.unpack_from("<HHHH" if len(size) == 10 else "<IIHH", size)
    if not (first_row <= rows <= 65_536 and first_column <= columns <= 256):
        raise unsafe(name, f"工作表自己写着有 {rows} 行、{columns} 列")


def _refuse_link(record: bytes, name: str) -> None:
    """SUPBOOK: another workbook, or a program; within the book itself and add-in functions it has 4 bytes."""
    if b"\x03" in record[4:] or b"|" in record[4:]:
        raise outside(name, "会去启动别的程序的链接（DDE）")
    raise outside(name, "指向别的文件的链接")


def _refuse_texts(texts: Sequence[bytes], named: Sequence[int], *, name: str, limits: Limits) -> None:
    """How many characters the cells hold, each text counted as often as it is named; no text has more than 32,767."""
    if len(named) * min(sum(map(len, texts)), _LONGEST_TEXT) <= limits.characters:
        return
    try:
        lengths = _lengths(texts)
    except (struct.error, IndexError):
        raise damaged(name) from None
    if sum(lengths[index] for index in named if index < len(lengths)) > limits.characters:
        raise too_much(name, "同一段长文字在许多格里重复")


def _lengths(texts: Sequence[bytes]) -> array[int]:
    """Characters of each shared text. One that goes on in the next record has a byte there that says how."""
    lengths, record, at = array("I"), 0, 8
    while record < len(texts):
        if at >= len(texts[record]):
            record, at = record + 1, at - len(texts[record])
            continue
        count, flags = struct.unpack_from("<HB", texts[record], at)
        at += 3
        more = 0
        if flags & 8:
            more, at = 4 * int(struct.unpack_from("<H", texts[record], at)[0]), at + 2
        if flags & 4:
            more, at = more + int(struct.unpack_from("<I", texts[record], at)[0]), at + 4
        lengths.append(count)
        while count * (1 + (flags & 1)) > len(texts[record]) - at:
            count -= (len(texts[record]) - at) // (1 + (flags & 1))
            record, at = record + 1, 1
            flags = texts[record][0]
        at += count * (1 + (flags & 1)) + more
    return lengths
