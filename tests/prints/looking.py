"""Reading a printed form back: its words, and whether it looks as it did."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image, ImageChops

GOLDEN = Path(__file__).with_name("golden")
TOLERANCE = 10


def read(pdf: bytes) -> list[str]:
    """The words of each page, without spaces and the breaks of lines."""
    pages = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def told_by(content: bytes) -> str:
    """Everything a file says: the words of a print, every part of a workbook, a Word file or an archive, plain text."""
    if content.startswith(b"%PDF"):
        with suppress(pypdfium2.PdfiumError):  # what a scene hands in as evidence is no whole document
            return "".join(read(content))
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as parts:
            return "".join(f"{name}\n{told_by(parts.read(name))}\n" for name in parts.namelist())
    return content.decode("utf-8", "replace")


def drawn(pdf: bytes) -> Image.Image:
    """All its pages beneath one another at 60 dots an inch, in grey."""
    document: Any = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=60 / 72).to_pil().convert("L") for page in document]
    picture = Image.new("L", (max(one.width for one in pages), sum(one.height for one in pages)), 255)
    top = 0
    for page in pages:
        picture.paste(page, (0, top))
        top += page.height
    return picture


def apart(one: Image.Image, other: Image.Image) -> int:
    """How far the two are apart where they are most, as the mean of a square of eight dots, 0 to 255."""
    if one.size != other.size:
        return 255
    extrema: Any = ImageChops.difference(one, other).reduce(8).getextrema()
    return int(extrema[1])


def looks_as_kept(name: str, pdf: bytes) -> bool:
    """Whether the form looks like `golden/<name>.png`; the picture is drawn anew by deleting it and running this once."""
    kept, now = GOLDEN / f"{name}.png", drawn(pdf)
    if not kept.exists():
        now.save(kept, optimize=True)
        pytest.fail(f"there was no kept picture {name}.png; look at the new one and commit it")
    return apart(Image.open(kept).convert("L"), now) < TOLERANCE
