"""Small files as members have them, and some as they should not be."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
GIF_WITH_SCRIPT = b"GIF89a/*" + b"\x00" * 32 + b"*/=1;alert(1)"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + b"\x90\x00" * 300


def picture(kind: str, **more: Any) -> bytes:
    """A small picture, brighter towards its right end."""
    memory = io.BytesIO()
    Image.linear_gradient("L").rotate(90).resize((24, 16)).convert("RGB").save(memory, kind, **more)
    return memory.getvalue()


def box(kind: bytes, *content: bytes) -> bytes:
    """One box of a HEIC file."""
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def heic(
    told: bytes = b"Exif made by a phone", *, width: int = 4000, kind: bytes = b"Exif", more: bytes = b""
) -> bytes:
    """A photograph as a phone writes it: a picture that nobody decodes here, and what the phone tells of it."""
    pixels = b"\x01" * 64
    begin = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    entry = lambda item, called: box(b"infe", b"\x02\0\0\0", struct.pack(">HH4s", item, 0, called), b"\0")  # noqa: E731
    size = box(b"iprp", box(b"ipco", box(b"ispe", bytes(4), struct.pack(">II", width, 3000))))

    def meta(at: int) -> bytes:
        places = struct.pack(">BBH", 0x44, 0, 2)
        for item, where, length in ((1, at, len(pixels)), (2, at + len(pixels), len(told))):
            places += struct.pack(">HHHII", item, 0, 1, where, length)
        listed = box(b"iinf", bytes(4), struct.pack(">H", 2), entry(1, b"hvc1"), entry(2, kind))
        return box(b"meta", bytes(4), listed, box(b"iloc", bytes(4), places), size)

    at = len(begin) + len(meta(0)) + 8
    return begin + meta(at) + box(b"mdat", pixels, told) + more


def archive(*parts: str) -> bytes:
    """An archive with these parts, a line in each; always of one day, since tests are called by what they hand in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as whole:
        for part in parts:
            whole.writestr(zipfile.ZipInfo(part, date_time=(2026, 1, 5, 10, 0, 0)), "<xml/>")
    return memory.getvalue()


JPEG, PNG, HEIC = picture("JPEG"), picture("PNG"), heic()
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ZIP = archive("a.txt")
