"""What may be handed in as evidence: a short list of kinds, told by the content and not by the name (R74).

Nothing is ever opened or shown by the program: files are only stored and handed out again, so the list holds what
members have (scans, photographs, office documents) and leaves out whatever a browser or an office program would run.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import filetype

from fenming.queries.claims import tidy
from fenming.rules.terms import Refused

LARGEST: Final = 10 * 1024 * 1024  # bytes
MOST_FILES: Final = 5
LONGEST_STEM: Final = 80
_HEAD = 8192  # bytes that tell the kind
_MOST_PARTS = 5000  # of an office document: a list of more would only fill the memory
_PART = b"PK\x01\x02"  # begins each line of an archive's list


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
TAKEN: Final = "PDF、照片（JPEG、PNG、HEIC）、Word（docx）、Excel（xlsx）"
ENDINGS: Final = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept: its name without path and invisible characters, and what it is."""

    name: str
    content_type: str


def judge(*, name: str, content: bytes) -> Judged:
    """The name to keep and the kind; Refused `empty_file`, `too_large`, `unknown_kind`, `wrong_ending`."""
    stem, ending = name_of(name)
    called = f"{stem}.{ending}" if ending else stem
    if not content:
        raise Refused("empty_file", f"“{called}”是空文件，没有内容。请核对后另选文件。")
    if len(content) > LARGEST:
        raise too_large()
    content_type = _kind_of(content)
    if content_type is None:
        sentence = f"“{called}”的内容不是可以提交的文件。可以提交的是 {TAKEN}。"
        raise Refused("unknown_kind", f"{sentence}旧格式的请另存为新格式或 PDF。")
    kind = KINDS[content_type]
    if ending and ending not in kind.endings:
        sentence = f"文件名写的是“.{ending}”，内容却是{kind.label}。请用原来的文件，不要改扩展名。"
        raise Refused("wrong_ending", sentence)
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


def _kind_of(content: bytes) -> str | None:
    found = filetype.guess(content[:_HEAD])
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return found.mime if found is not None and found.mime in KINDS else None


def _office_kind(content: bytes) -> str | None:
    """Which office document the archive is; none with macros inside. Its parts are listed, never unpacked."""
    if content.count(_PART) > _MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in parts or any(part.endswith("vbaProject.bin") for part in parts):
        return None
    return next((mime for mime, kind in KINDS.items() if kind.part and kind.part in parts), None)
