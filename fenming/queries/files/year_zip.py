"""年度档案 as one file: the same bytes for the same parts, on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from fenming.rules.year_archive import MANIFEST, PARTS

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_zip(manifest: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive: manifest first, then PARTS in their order; neither clock nor compression enters the bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in ((MANIFEST, manifest), *((name, parts[name]) for name in PARTS)):
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
