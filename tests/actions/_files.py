"""Small files as members have them, and some as they should not be."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb0043") + b"\x08" * 64 + b"\xff\xd9"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
HEIC = bytes.fromhex("0000001866747970686569630000000068656963") + b"mif1" + b"\x00" * 32
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
GIF_WITH_SCRIPT = b"GIF89a/*" + b"\x00" * 32 + b"*/=1;alert(1)"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + b"\x90\x00" * 300


def archive(*parts: str) -> bytes:
    """An archive with these parts, a line in each; always of one day, since tests are called by what they hand in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as whole:
        for part in parts:
            whole.writestr(zipfile.ZipInfo(part, date_time=(2026, 1, 5, 10, 0, 0)), "<xml/>")
    return memory.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ZIP = archive("a.txt")
