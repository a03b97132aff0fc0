"""Many PDF files as one, or as a ZIP archive: the same bytes for the same files, and little of it in memory at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pypdfium2

from fenming.prints.bundle import add_to_zip

_ID = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_MADE = re.compile(rb"/CreationDate ?\(D:([0-9]{14})")
_HEAD, _TAIL = 1 << 20, 2048


def bind(paths: Sequence[Path], into: Path) -> None:
    """The pages of all these PDF files in one, in the order given."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for path in paths:
            part = pypdfium2.PdfDocument(path)
            whole.import_pages(part)
            part.close()
        whole.save(into)
    finally:
        whole.close()
    _take_off_chance(into)


def _take_off_chance(path: Path) -> None:
    """The library writes the moment and a number by chance into every file; the same pages shall be the same bytes."""
    with path.open("r+b") as file:
        head = file.read(_HEAD)
        if made := _MADE.search(head):
            file.seek(made.start(1))
            file.write(b"20000101000000")
        start = max(0, file.seek(0, 2) - _TAIL)
        file.seek(start)
        found = _ID.search(file.read())
        if found is None:
            raise ValueError(f"{path.name} has no number at its end")
        digest, left = sha256(), start + found.start()
        file.seek(0)
        while left and (piece := file.read(min(left, _HEAD))):
            digest.update(piece)
            left -= len(piece)
        number = digest.hexdigest()[:32].upper().encode()
        file.seek(start + found.start())
        file.write(b"/ID[<" + number + b"><" + number + b">]")


def pack(files: Sequence[tuple[str, Path]], into: Path) -> None:
    """An archive of these files under the names given, in the order given; a PDF is not made smaller by packing."""
    with ZipFile(into, "w") as archive:
        for name, path in files:
            add_to_zip(archive, name, path.read_bytes())
