"""Word documents as tests make, read and convert them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml.ns import qn

MAIN = "word/document.xml"


def words_of(content: bytes) -> str:
    """All words of a document, head and foot too, without spaces."""
    document = Document(BytesIO(content))
    section = document.sections[0]
    roots = (section.header._element, document.element.body, section.footer._element)
    return "".join("".join(one.text or "" for root in roots for one in root.iter(qn("w:t"))).split())


def document(*lines: str, row: Iterable[str] = ()) -> bytes:
    """A small document as somebody might write one in Word: a paragraph a line, and a table row for each of `row`."""
    made = Document()
    for key, one in list(made.part.rels.items()):
        if one.reltype.endswith("/stylesWithEffects"):  # half of the file, for nothing
            made.part.rels.pop(key)
    for line in lines:
        made.add_paragraph(line)
    for line in row:
        table: Any = made.tables[0] if made.tables else made.add_table(rows=0, cols=1)
        table.add_row().cells[0].text = line
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(content: bytes, parts: Mapping[str, bytes | tuple[bytes, bytes]]) -> bytes:
    """The document with these parts replaced or added, or with one sign for another in a part."""
    with ZipFile(BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if isinstance(part, tuple):
            assert part[0] in found[name], part[0]
            part = found[name].replace(*part)
        found[name] = part
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return stream.getvalue()


def converted(documents: Mapping[str, bytes], folder: Path, *, to: str = "pdf") -> dict[str, bytes]:
    """The documents as PDF, or saved anew, by LibreOffice; all in one run with a profile of its own."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile, made = f"-env:UserInstallation=file://{folder / 'profile'}", folder / "made"
    command = ["soffice", "--headless", "--norestore", profile, "--convert-to", to, "--outdir", str(made)]
    command += [str(folder / f"{name}.docx") for name in documents]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (made / f"{name}.{to}").read_bytes() for name in documents}
