"""What may be handed in as evidence: a short list of kinds, told by the content and not by the name (R74).

Files are only stored and handed out again, so the list holds what members have (scans, photographs, office documents)
and leaves out whatever a browser or an office program would run. What becomes of a photograph before it is kept is
the verb's (`actions/_evidence_kept.py`, docs/decisions/0013-what-a-file-loses.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import filetype

from fenming.queries.claims import tidy
from fenming.queries.evidence_pdf import refuse_pdf
from fenming.queries.files.guard import refuse_hostile_document
from fenming.queries.files.guard_zip import MAGIC, parts_of
from fenming.rules.terms import Refused

LARGEST: Final = 10 * 1024 * 1024  # bytes
MOST_FILES: Final = 5
LONGEST_STEM: Final = 80
_HEAD = 8192  # bytes that tell the kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: what people call it, and the endings its name may have, the usual one first."""

    label: str
    endings: tuple[str, ...]
    # office documents are archives: the part that must be inside
    part: str = ""


KINDS: Final[dict[str, Kind]] = {
    "application/pdf": Kind("PDF", ("pdf",)),
    "image/jpeg": Kind("JPEG 照片", ("jpg", "jpeg")),
    "image/png": Kind("PNG 图片", ("png",)),
    "image/heic": Kind("HEIC 照片", ("heic", "heif")),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind(
        "Word 文档", ("docx",), "word/document.xml"
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Kind(
        "Excel 表格", ("xlsx",), "xl/workbook.xml"
    ),
}
# Every code a file itself is refused with: the form shows them at its field.
REASONS: Final = frozenset(
    {"empty_file", "too_large", "unknown_kind", "wrong_ending", "damaged", "too_wide", "encrypted", "does_something", "two_in_one",
     "macros", "outside", "unsafe_file", "too_much", "not_a_table"}
)  # fmt: skip
TAKEN: Final = "PDF、照片（JPEG、PNG、HEIC）、Word（docx）、Excel（xlsx）"
ENDINGS: Final = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept: its name without path and invisible characters, and what it is."""

    name: str
    content_type: str


def judge(*, name: str, content: bytes) -> Judged:
    """The name to keep and the kind; pictures are looked at when they are cleaned.

    Refused `empty_file`, `too_large`, `unknown_kind`, `wrong_ending`; `damaged`, `encrypted`, `does_something`,
    `two_in_one` (PDF); and what `guard.refuse_hostile_document` refuses of office documents.
    """
    stem, ending = name_of(name)
    called = f"{stem}.{ending}" if ending else stem
    if not content:
        raise Refused("empty_file", f"“{called}”是空文件，没有内容。请核对后另选文件。")
    if len(content) > LARGEST:
        raise too_large()
    content_type = _kind_of(content, called)
    if content_type is None:
        sentence = f"“{called}”的内容不是可以提交的文件。可以提交的是 {TAKEN}。"
        raise Refused("unknown_kind", f"{sentence}旧格式的请另存为新格式或 PDF。")
    kind = KINDS[content_type]
    if ending and ending not in kind.endings:
        sentence = f"文件名写的是“.{ending}”，内容却是{kind.label}。请用原来的文件，不要改扩展名。"
        raise Refused("wrong_ending", sentence)
    if content_type == "application/pdf":
        refuse_pdf(content, called=called)
    elif kind.part:
        refuse_hostile_document(content, file_name=called)
    return Judged(f"{stem}.{ending or kind.endings[0]}", content_type)


def too_large() -> Refused:
    """The refusal of a file above the limit; the page knows it before the file is whole."""
    sentence = f"文件超过 {LARGEST // 1024 // 1024} MB。请压缩或拆开，只留与这件事有关的几页。"
    return Refused("too_large", sentence)


def name_of(name: str) -> tuple[str, str]:
    """The stem and the ending of a name as it is kept: no path, no invisible characters, not too long."""
    plain = tidy(name.replace("\\", "/").split("/")[-1])
    path = PurePosixPath(plain.strip(". ") or "材料")
    ending = path.suffix.removeprefix(".").lower()
    known = {one for kind in KINDS.values() for one in kind.endings}
    if ending not in known and not (ending.isascii() and ending.isalnum() and len(ending) <= 5):
        ending = ""  # part of the name: 2026.5.6照片
    stem = path.name.removesuffix(path.suffix) if ending else path.name
    return stem.strip(". ")[:LONGEST_STEM] or "材料", ending


def _kind_of(content: bytes, called: str) -> str | None:
    if content.startswith(MAGIC):
        return _office_kind(content, called)
    found = filetype.guess(content[:_HEAD])
    return found.mime if found is not None and found.mime in KINDS else None


def _office_kind(content: bytes, called: str) -> str | None:
    """Which office document the archive is; its parts are listed, not yet unpacked."""
    parts = {entry.filename for entry in parts_of(content, called)}
    if "[Content_Types].xml" not in parts:
        return None
    return next((mime for mime, kind in KINDS.items() if kind.part and kind.part in parts), None)
