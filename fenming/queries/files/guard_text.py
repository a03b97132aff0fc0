"""A table as text (CSV) before it is read: whether it is text at all, and has lines (issue 5, part D)."""

from __future__ import annotations

import re
from typing import Final

from fenming.queries.files.guard_words import Limits, other_kind, outside, shown, too_much, unsafe

_LONGEST_LINE: Final = 200_000
"""Bytes of one line; the longest honest row has a few thousand."""

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
# How other files begin, however they are called.
_BEGINNINGS: Final = (
    (b"%PDF", "PDF 文件"), (b"\xff\xd8\xff", "JPEG 图片"), (b"\x89PNG", "PNG 图片"), (b"GIF8", "GIF 图片"),
    (b"RIFF", "图片或音频"), (b"BM", "BMP 图片"), (b"II*\x00", "TIFF 图片"), (b"MM\x00*", "TIFF 图片"),
    (b"Rar!", "压缩文件"), (b"7z\xbc\xaf", "压缩文件"), (b"\x1f\x8b", "压缩文件"), (b"PK", "压缩文件"),
    (b"MZ", "程序"), (b"\x7fELF", "程序"), (b"#!", "程序"), (b"{\\rtf", "Word 文档"), (b"SQLite format 3", "数据库"),
)  # fmt: skip
_PAGE: Final = re.compile(rb"<(?:!doctype|html|head|body|table|script|svg|meta|style|div)\b", re.IGNORECASE)
_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CALL: Final = re.compile(rb"(?:^|[,;\t\"\n\r])\s*[=+\-@][^,\t\n\r\"|]{0,80}\|[^,\n\r]{0,200}!", re.MULTILINE)


def look_through_text(data: bytes, *, name: str, limits: Limits) -> None:
    """Refused `not_a_table`, `unsafe_file`, `outside`, `too_much`."""
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning) and not (beginning == b"BM" and b"\x00" not in data[:64]):
            raise other_kind(name, what)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<!--")) or _PAGE.match(start):
        raise other_kind(name, "网页或 XML 文件（换了扩展名）")
    if data.startswith(_UTF16):
        # Excel's “Unicode 文本”: looked at as what it says.
        data = data.decode("utf-16", "replace").encode()
    if b"\x00" in data:
        raise unsafe(name, f"第 {_line_of(data, data.index(0))} 行夹着空字节")
    if odd := _CONTROL.search(data):
        raise unsafe(name, f"第 {_line_of(data, odd.start())} 行夹着看不见的控制字符")
    if b"|" in data and (call := _CALL.search(data)):
        text = shown(call[0].decode("utf-8", "replace").strip(' ,;\t"\r\n'))
        raise outside(name, f"会去启动别的程序的公式（第 {_line_of(data, call.end())} 行“{text}”）")
    _refuse_lines(data, name, limits)


def _refuse_lines(data: bytes, name: str, limits: Limits) -> None:
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > limits.rows:
        raise too_much(name, f"有 {lines} 行，至多读 {limits.rows} 行")
    at, number = 0, 1
    while at < len(data):
        ends = [end for mark in (b"\n", b"\r") if (end := data.find(mark, at, at + _LONGEST_LINE)) >= 0]
        if not ends and len(data) - at > _LONGEST_LINE:
            raise unsafe(name, f"第 {number} 行长得没有尽头")
        at, number = (min(ends) + 1 if ends else len(data)), number + 1
    if data.count(b",") + data.count(b"\t") > limits.cells:
        raise too_much(name, f"超过 {limits.cells // 10_000} 万格")


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
