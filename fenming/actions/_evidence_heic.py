"""A photograph in HEIC: what its file tells besides the picture is overwritten where it lies (R74).

No library here decodes HEIC, so the file cannot be written anew. Its table of contents names the items: pictures stay,
descriptions (Exif with place and device, XMP) are filled with zeros. A file whose table is not understood is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from fenming.actions._evidence_picture import too_wide
from fenming.rules.terms import Refused

_BOXES: Final = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip"})
_PICTURES: Final = frozenset({b"hvc1", b"grid", b"iden", b"iovl", b"lhv1", b"tmap"})
_TOLD: Final = frozenset({b"Exif", b"mime", b"uri "})
_MOST_ITEMS: Final = 5000
_MOST_PIXELS: Final = 120_000_000
_LEAF: Final = struct.Struct(">I4s")


class _Odd(Exception):
    """The file is not written as phones write it."""


def clean_heic(content: bytes, *, called: str) -> bytes:
    """The bytes to keep of a HEIC: as long as before, with every description blank. Refused `damaged`, `too_wide`."""
    try:
        kept = bytearray(content)
        meta = b""
        for kind, begin, end in _boxes(content, 0, len(content)):
            if kind not in _BOXES:
                kept[begin:end] = bytes(end - begin)
            elif kind == b"meta":
                meta = content[begin + 4 : end]
                _blank_items(kept, content, begin + 4, end)
        if not meta:
            raise _Odd
        if wide := _widest(meta):
            raise too_wide(called, wide)
    except (_Odd, struct.error, IndexError, KeyError):
        sentence = f"“{called}”里的拍摄信息去不掉，不能照原样收。请在手机上转成 JPEG（或截图）后再提交。"
        raise Refused("damaged", sentence) from None
    return bytes(kept)


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of what is inside each box."""
    count = 0
    while at < end:
        size, kind = _LEAF.unpack_from(content, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, at + 8)[0], 16
        elif size == 0:
            size = end - at
        count += 1
        if size < head or at + size > end or count > _MOST_ITEMS:
            raise _Odd
        yield kind, at + head, at + size
        at += size


def _blank_items(kept: bytearray, content: bytes, begin: int, end: int) -> None:
    kinds: dict[int, bytes] = {}
    places: dict[int, list[tuple[int, int, int]]] = {}
    data = 0
    for kind, at, stop in _boxes(content, begin, end):
        if kind == b"iinf":
            kinds = _kinds(content, at, stop)
        elif kind == b"iloc":
            places = _places(content[at:stop])
        elif kind == b"idat":
            data = at
        elif kind in (b"uuid", b"udta", b"xml ", b"bxml"):
            kept[at:stop] = bytes(stop - at)
    if not kinds or not set(kinds.values()) <= _PICTURES | _TOLD:
        raise _Odd
    for item, kind in kinds.items():
        if kind in _PICTURES:
            continue
        for method, offset, length in places.get(item, []):
            start = offset + (data if method == 1 else 0)
            if method > 1 or (method == 1 and not data) or not length or start + length > len(kept):
                raise _Odd
            kept[start : start + length] = bytes(length)


def _kinds(content: bytes, at: int, end: int) -> dict[int, bytes]:
    """What each item is, by its number."""
    found = {}
    for kind, begin, _ in _boxes(content, at + (8 if content[at] else 6), end):
        version = content[begin]
        if kind != b"infe" or version not in (2, 3):
            raise _Odd
        item, _, called = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", content, begin + 4)
        found[int(item)] = bytes(called)
    return found


def _places(box: bytes) -> dict[int, list[tuple[int, int, int]]]:
    """Where the bytes of each item lie: from where it is counted, begin, length."""
    version, sizes, more = box[0], box[4], box[5]
    wide = {0: 0, 4: 4, 8: 8}
    offset_size, length_size = wide[sizes >> 4], wide[sizes & 15]
    base_size, index_size = wide[more >> 4], wide[more & 15] if version else 0
    at = 6

    def take(size: int) -> int:
        nonlocal at
        at += size
        if at > len(box):
            raise _Odd
        return int.from_bytes(box[at - size : at], "big")

    count = take(2 if version < 2 else 4)
    if count > _MOST_ITEMS or version > 2:
        raise _Odd
    found: dict[int, list[tuple[int, int, int]]] = {}
    for _ in range(count):
        item = take(2 if version < 2 else 4)
        method = take(2) & 15 if version else 0
        take(2)
        base, extents = take(base_size), take(2)
        for _ in range(extents):
            take(index_size)
            begin = base + take(offset_size)
            found.setdefault(item, []).append((method, begin, take(length_size)))
    return found


def _widest(meta: bytes) -> tuple[int, int] | None:
    """The size of a picture in it that is larger than any phone's; None when all are smaller."""
    at = -1
    while (at := meta.find(b"ispe", at + 1)) >= 0 and at + 16 <= len(meta):
        width, height = struct.unpack_from(">II", meta, at + 8)
        if width * height > _MOST_PIXELS:
            return int(width), int(height)
    return None
