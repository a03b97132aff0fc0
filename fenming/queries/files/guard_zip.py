"""An archive looked at before anything opens it: its list, and each part unpacked piece by piece, never whole.

What is not believed: the sizes an archive declares of itself, that a part lies where nothing else lies, that a name
is a name. Every part is inflated here up to the limit, and thrown away (issue 5, part D).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fenming.queries.files.guard_words import damaged, encrypted, other_kind, shown, too_much, unsafe

MAGIC: Final = b"PK\x03\x04"
MOST_PARTS: Final = 2000
_LINE: Final = b"PK\x01\x02"  # begins each line of an archive's list
_LOCAL: Final = 30  # bytes before the name of a part
_END: Final = 22
_PIECE: Final = 1 << 20
_RATIO: Final = 400
_RATIO_FROM: Final = 8 << 20
# What a ZIP file that is none, or a broken one, raises while it is read; RuntimeError: a flipped bit says encrypted.
BROKEN: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,
    OverflowError,
    OSError,
)


def parts_of(data: bytes, name: str) -> list[ZipInfo]:
    """The list of an archive in the order of its bytes; Refused when it is not exactly what it says.

    Refused: `damaged`, `encrypted`, `too_much`, `unsafe_file` (many, twice, paths, overlapping, hidden bytes).
    """
    if data.count(_LINE) > 2 * MOST_PARTS:
        raise too_much(name, f"里面有超过 {MOST_PARTS} 个部件")
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries, start, comment = archive.infolist(), archive.start_dir, archive.comment
    except BROKEN:
        raise damaged(name) from None
    if len(entries) > MOST_PARTS:
        raise too_much(name, f"里面有超过 {MOST_PARTS} 个部件")
    for entry in entries:
        _require_plain(entry, name)
    _require_each_once(entries, name)
    entries.sort(key=lambda entry: entry.header_offset)
    _require_side_by_side(data, entries, start, name)
    if comment or not data[-_END:].startswith(b"PK\x05\x06"):
        raise unsafe(name, "压缩包后面还接着别的内容")
    return entries


def _require_plain(entry: ZipInfo, name: str) -> None:
    raw = entry.orig_filename
    if entry.flag_bits & 0x41:
        raise encrypted(name)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise unsafe(name, f"“{shown(raw)}”用了不认识的压缩方法")
    steps = raw.replace("\\", "/").split("/")
    if "\x00" in raw or ".." in steps or raw.startswith(("/", "\\")) or ":" in steps[0] or not raw:
        raise unsafe(name, f"里面的文件名“{shown(raw)}”指向文件以外的地方")
    if entry.external_attr >> 28 == 0xA:
        raise unsafe(name, f"“{shown(raw)}”是指向别处的链接")


def _require_each_once(entries: list[ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        folded = entry.filename.replace("\\", "/").casefold()
        if folded in seen:
            raise unsafe(name, f"“{shown(entry.filename)}”有不止一份")
        seen.add(folded)


def _require_side_by_side(data: bytes, entries: list[ZipInfo], start_of_list: int, name: str) -> None:
    """No part begins inside another, nothing lies before the first, and the list says what each part says."""
    end = 0
    for entry in entries:
        at = entry.header_offset
        head = data[at : at + _LOCAL]
        if at < end:
            raise unsafe(name, f"“{shown(entry.filename)}”和别的部件叠在一起")
        if at > 0 and end == 0:
            raise unsafe(name, "压缩包前面还接着别的内容")
        if len(head) < _LOCAL or head[:4] != MAGIC:
            raise damaged(name)
        length, extra = struct.unpack_from("<HH", head, 26)
        if data[at + _LOCAL : at + _LOCAL + length] != _raw_name(data, entry, length):
            raise unsafe(name, f"“{shown(entry.filename)}”前后写的名称不一样")
        end = at + _LOCAL + length + extra + entry.compress_size
    if end > start_of_list:
        raise unsafe(name, "里面的部件和目录叠在一起")


def _raw_name(data: bytes, entry: ZipInfo, length: int) -> bytes:
    raw = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace")
    return raw[:length] if len(raw) == length else b""


def pieces_of(data: bytes, entry: ZipInfo, name: str, *, most: int) -> Iterator[bytes]:
    """What is in one part, piece by piece of at most 1 MB; `most` bytes may come out in all.

    Refused: `damaged`, `unsafe_file` (sizes that are not true, packed too densely), `too_much`, `not_a_table`.
    """
    out, check, first = 0, 0, True
    for piece in _inflated(data, entry, name):
        out += len(piece)
        if out > entry.file_size:
            raise unsafe(name, f"“{shown(entry.filename)}”展开后比它自己写的大")
        if out > most:
            raise too_much(name, "展开以后超过了能读的大小")
        if out > _RATIO_FROM and out > _RATIO * max(entry.compress_size, 1):
            raise unsafe(name, f"“{shown(entry.filename)}”展开后是原来的 {_RATIO} 倍以上")
        if first and piece.startswith((MAGIC, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ")):
            raise other_kind(name, "装着别的压缩文件或程序的文件")
        first, check = False, zlib.crc32(piece, check)
        yield piece
    if out != entry.file_size or check != entry.CRC:
        raise damaged(name)


def _inflated(data: bytes, entry: ZipInfo, name: str) -> Iterator[bytes]:
    length, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    begin = entry.header_offset + _LOCAL + length + extra
    packed = memoryview(data)[begin : begin + entry.compress_size]
    if entry.compress_type == ZIP_STORED:
        for at in range(0, len(packed), _PIECE):
            yield bytes(packed[at : at + _PIECE])
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            rest = bytes(packed[at : at + _PIECE])
            while rest and not engine.eof:
                if piece := engine.decompress(rest, _PIECE):
                    yield piece
                rest = engine.unconsumed_tail
        while piece := engine.decompress(b"", _PIECE):
            yield piece
    except zlib.error:
        raise damaged(name) from None
    if not engine.eof:
        raise damaged(name)
