"""Archives as no office program writes them: byte by byte, so that every lie can be told."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Part:
    """A part and what is said of it: None says the truth."""

    name: str | bytes
    content: bytes = b""
    declared: int | None = None
    inner: bytes | None = None  # the name that stands before the part itself
    flags: int = 0
    method: int = 8
    crc: int | None = None
    mode: int = 0o100644
    packed: bytes | None = None
    at: int | None = None


def deflated(content: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(content) + engine.flush()


def archive(parts: list[Part], *, before: bytes = b"", after: bytes = b"", comment: bytes = b"") -> bytes:
    """The parts in a row and their list; `before` and `after` stand around it without being in it."""
    body, listed = bytearray(before), bytearray()
    for part in parts:
        name = part.name if isinstance(part.name, bytes) else part.name.encode()
        inner = name if part.inner is None else part.inner
        packed = part.packed
        if packed is None:
            packed = deflated(part.content) if part.method == 8 else part.content
        size = len(part.content) if part.declared is None else part.declared
        crc = zlib.crc32(part.content) if part.crc is None else part.crc
        at, flags = len(body) if part.at is None else part.at, part.flags | 0x800
        facts = (flags, part.method, 0, 0x5A21, crc, len(packed), size)
        listed += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            0x0314,
            20,
            *facts,
            len(name),
            0,
            0,
            0,
            0,
            part.mode << 16,
            at,
        )
        listed += name
        if part.at is None:
            body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *facts, len(inner), 0) + inner + packed
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), len(body), len(comment)
    )
    return bytes(body + listed + end + comment) + after


def sheet(rows: str, *, dimension: str = "A1", more: str = "") -> bytes:
    """One sheet of a workbook with these rows."""
    text = f'{HEAD}<worksheet {NAMES}><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{more}</worksheet>'
    return text.encode()


PLAIN_ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>林远舟</t></is></c></row>'


def links(*targets: tuple[str, str], more: str = "") -> bytes:
    """A list of relations: kind and target of each."""
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}{more}</Relationships>'.encode()


def book_parts(
    rows: bytes | None = None,
    *,
    texts: bytes | None = None,
    workbook: bytes | None = None,
    book_links: bytes | None = None,
) -> list[Part]:
    """The parts of a small plain workbook, some of them in place of the plain ones."""
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ).encode()
    plain = f'{HEAD}<workbook {NAMES}><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode()
    known = [("worksheet", "worksheets/sheet1.xml")] + (
        [("sharedStrings", "sharedStrings.xml")] if texts else []
    )
    parts = [
        Part("[Content_Types].xml", types),
        Part("_rels/.rels", links(("officeDocument", "xl/workbook.xml"))),
        Part("xl/workbook.xml", plain if workbook is None else workbook),
        Part("xl/_rels/workbook.xml.rels", links(*known) if book_links is None else book_links),
        Part("xl/worksheets/sheet1.xml", sheet(PLAIN_ROWS) if rows is None else rows),
    ]
    return parts + ([Part("xl/sharedStrings.xml", texts)] if texts else [])


def book(rows: str | bytes | None = None, *more: Part, texts: bytes | None = None) -> bytes:
    """A whole workbook with these rows on its sheet, and further parts."""
    content = sheet(rows) if isinstance(rows, str) else rows
    return archive([*book_parts(content, texts=texts), *more])


def ods(table: str, *more: Part, manifest: str = "", before: str = "") -> bytes:
    """A whole ODS with this inside its one table."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="名册">{table}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    listed = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>'
    kind = Part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", method=0)
    return archive(
        [kind, Part("content.xml", content.encode()), Part("META-INF/manifest.xml", listed.encode()), *more]
    )


def zipped(**parts: bytes) -> bytes:
    """An honest archive, by the library."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 10, 0, 0)), content)
    return memory.getvalue()
