"""A PDF before it is kept: whether it is whole, and whether it would do something when it is opened (R74).

Nothing is drawn. Names of actions are looked for between the streams, and inside those streams that hold objects.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from fenming.rules.terms import Refused

_MOST_UNPACKED: Final = 32 << 20
_MOST_STREAMS: Final = 20_000
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_NAME: Final = re.compile(rb"/[^\s/<>\[\](){}%]{1,60}")
# Long enough not to come about by chance inside a picture: looked for everywhere, streams or not.
_LONG_NAME: Final = re.compile(rb"/[A-Za-z#][A-Za-z0-9#]{5,40}")
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_DOES: Final = {
    b"/JavaScript": "会运行的脚本", b"/JS": "会运行的脚本", b"/Launch": "会启动别的程序的动作", b"/EmbeddedFile": "夹带的别的文件",
    b"/EmbeddedFiles": "夹带的别的文件", b"/RichMedia": "会播放的媒体", b"/XFA": "会运行的表单", b"/SubmitForm": "会把内容发出去的动作",
    b"/ImportData": "会读别的文件的动作", b"/GoToE": "会打开别的文件的动作", b"/GoToR": "会打开别的文件的动作",
}  # fmt: skip
_PAGE: Final = re.compile(rb"<(?:html|script|body|!doctype)\b", re.IGNORECASE)


def refuse_pdf(content: bytes, *, called: str) -> None:
    """Refused: `damaged` (no end), `encrypted`, `does_something`, `two_in_one`, `too_much`."""
    tail = content.rstrip(b"\x00 \r\n\t")[-(1 << 16) :]
    if b"%%EOF" not in tail[-1024:]:
        raise Refused("damaged", f"“{called}”没有传完整，后面缺了一段。请重新导出 PDF 后再提交。")
    if b"PK\x05\x06" in tail or _PAGE.search(content[:1024]):
        raise _advised("two_in_one", called, "还夹着另一种文件（压缩文件或网页）")
    _refuse_names(_LONG_NAME.findall(content), called)
    for piece in _between_streams(content, called):
        _refuse_names(_NAME.findall(piece), called)


def _refuse_names(names: list[bytes], called: str) -> None:
    for found in set(names):
        name = _plain(found)
        if name == b"/Encrypt":
            raise _advised("encrypted", called, "设了密码或者限制了权限")
        if name in _DOES:
            raise _advised("does_something", called, _DOES[name])


def _plain(name: bytes) -> bytes:
    """A name may write its letters in figures: /J#53 is /JS."""
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), name) if b"#" in name else name


def _advised(code: str, called: str, what: str) -> Refused:
    sentence = f"“{called}”{'' if what.startswith('设') else '里有'}{what}。请打开它，用“打印”另存为一份新的 PDF，再提交。"
    return Refused(code, sentence)


def _between_streams(content: bytes, called: str) -> list[bytes]:
    """What a reader takes for objects: the bytes outside of streams, and streams of objects unpacked."""
    pieces, at, room, count = [], 0, _MOST_UNPACKED, 0
    while found := _STREAM.search(content, at):
        head = content[at : found.start()]
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        pieces.append(head)
        if b"ObjStm" in _plain(head[-4096:]):
            unpacked = _unpacked(content[found.end() : end], room, called)
            room -= len(unpacked)
            pieces.append(unpacked)
        at, count = end, count + 1
        if count > _MOST_STREAMS:
            raise _advised("too_much", called, "太多零碎的部件")
    pieces.append(content[at:])
    return pieces


def _unpacked(packed: bytes, room: int, called: str) -> bytes:
    engine = zlib.decompressobj()
    try:
        unpacked = engine.decompress(packed, max(room, 1))
    except zlib.error:
        raise _advised("does_something", called, "看不清的内容") from None
    if engine.unconsumed_tail:
        raise _advised("too_much", called, "展开以后大得读不完的内容")
    return unpacked
