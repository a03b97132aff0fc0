"""The XML parts of an office document, piece by piece: what no reader should meet in them (issue 5, part D)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fenming.queries.files.guard_words import Limits, outside, shown, too_much, unsafe

_LONGEST_TAG: Final = 1 << 20
_DEEPEST: Final = 1000
_DEPTH_STEP: Final = 1 << 14
# A call of another program, as a formula or as the field of a text: cmd|'/c calc'!B2.
_CALL: Final = re.compile(rb"(?:<(?:\w+:)?f\b[^<>]*>|table:formula=\")[^<\"|]*\w\|[^<\"]*!")
_CALLS: Final = (b"<ddelink", b":ddelink", b"dde-source", b"ddeauto ")
_OUTSIDE: Final = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']\s*External[^<>]*>", re.IGNORECASE)
_HYPERLINK: Final = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_TARGET: Final = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")


def is_xml(part: str) -> bool:
    """Whether a part is one that an office program reads as XML, by its name."""
    return part.casefold().endswith((".xml", ".rels", ".vml", ".rdf"))


def whole_tags(pieces: Iterator[bytes], part: str, name: str) -> Iterator[bytes]:
    """The same bytes, cut before a tag, so that none lies across two pieces; Refused `unsafe_file`."""
    rest = b""
    for piece in pieces:
        whole, mark, begun = (rest + piece).rpartition(b"<")
        rest = mark + begun
        if len(rest) > _LONGEST_TAG:
            raise unsafe(name, f"“{shown(part)}”里有一处内容长得没有尽头")
        yield whole
    yield rest


def look_at_xml(
    pieces: Iterator[bytes], part: str, name: str, *, marks: int, limits: Limits
) -> Iterator[bytes]:
    """The pieces of one part, each looked at before it goes on; `marks` were met in the parts before.

    Refused: `unsafe_file` (not UTF-8, entities, too deep), `outside` (programs, links), `too_much`.
    """
    depth = 0
    for piece in whole_tags(pieces, part, name):
        if b"\x00" in piece:
            raise unsafe(name, f"“{shown(part)}”的文字不是 UTF-8 编码，或者夹着空字节")
        small = piece.lower()
        if b"<!doctype" in small or b"<!entity" in small:
            raise unsafe(name, f"“{shown(part)}”里有实体声明（DOCTYPE）")
        if any(call in small for call in _CALLS) or (b"|" in piece and _CALL.search(piece)):
            raise outside(name, f"会去启动别的程序的公式（DDE，在“{shown(part)}”）")
        marks += piece.count(b"<")
        if marks > limits.marks:
            raise too_much(name, "单元格的个数超过了能读的数目")
        depth = _depth_after(piece, depth)
        if depth > _DEEPEST:
            raise unsafe(name, f"“{shown(part)}”的标记套了上千层")
        if part.casefold().endswith(".rels"):
            _refuse_links(piece, part, name)
        yield piece


def _depth_after(piece: bytes, depth: int) -> int:
    """How deep the tags are nested, as far as the deepest step of the piece; a sheet needs a dozen levels."""
    for at in range(0, len(piece), _DEPTH_STEP):
        step = piece[at : at + _DEPTH_STEP]
        closed = 2 * step.count(b"</") + step.count(b"/>") + step.count(b"<?") + step.count(b"<!")
        depth = max(depth + step.count(b"<") - closed, 0)
        if depth > _DEEPEST:
            break
    return depth


def _refuse_links(piece: bytes, part: str, name: str) -> None:
    for link in _OUTSIDE.findall(piece):
        if not _HYPERLINK.search(link):
            raise outside(name, f"指向文件以外的链接（在“{shown(part)}”）")
    if b"/worksheet" in piece or part.casefold().endswith("workbook.xml.rels"):
        # What the reading library takes for a sheet must be among what was looked through.
        for target in _TARGET.findall(piece):
            if not target.endswith(b".xml"):
                raise unsafe(name, f"工作簿的目录指向“{shown(target.decode('utf-8', 'replace'))}”")
