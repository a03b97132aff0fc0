"""年度档案 as one file: the same bytes for the same parts, on every machine; and what is refused of one from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from fenming.queries.files.guard_zip import BROKEN
from fenming.rules.terms import Refused
from fenming.rules.year_archive import FORMAT, MANIFEST, PARTS
from fenming.rules.year_reading import FiledYear, read_year
from fenming.rules.year_shapes import AGAIN

LARGEST: Final = 8 << 20
"""Bytes of an archive that is read at all; a branch of 200 has about one million."""
LARGEST_UNPACKED: Final = 32 << 20
_BEGINNING: Final = 64 << 10
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


def is_year_file(path: Path) -> bool:
    """Whether a file says of itself that it is a year's archive; what it holds is another question."""
    try:
        with ZipFile(path) as archive, archive.open(MANIFEST) as manifest:
            return FORMAT.encode() in manifest.read(_BEGINNING)
    except BROKEN:
        return False


def too_large() -> Refused:
    """What is said of a file that is larger than any archive."""
    return Refused(
        "too_large", f"文件超过 {LARGEST >> 20} MB，一个支部一年的档案没有这么大。请核对选的文件。"
    )


def read_zip(content: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Manifest and parts of an archive from elsewhere; nothing is written to disk, and no more read than is allowed.

    Refused: `too_large`, `not_an_archive`, `other_files` (missing, twice, not ours), `damaged`.
    """
    if len(content) > LARGEST:
        raise Refused(
            "too_large", f"文件超过 {LARGEST >> 20} MB，一个支部一年的档案没有这么大。请核对选的文件。"
        )
    try:
        archive = ZipFile(BytesIO(content))
    except BROKEN:
        raise Refused(
            "not_an_archive", f"这不是年度档案，或者没有传完整：打不开这个 ZIP 文件。{AGAIN}"
        ) from None
    with archive:
        entries = archive.infolist()
        _require_ours(entries)
        try:
            found = {entry.filename: archive.read(entry) for entry in entries}
        except BROKEN:
            raise Refused("damaged", f"年度档案里有文件损坏，读不出来。{AGAIN}") from None
    return found.pop(MANIFEST), found


def _require_ours(entries: Sequence[ZipInfo]) -> None:
    """Exactly our names, each once: a path, a folder or a link is none of them. Sizes as declared bind the reading."""
    expected, names = {MANIFEST, *PARTS}, [entry.filename for entry in entries]
    if strange := [name for name in names if name not in expected]:
        shown = "".join(sign if sign.isprintable() else "?" for sign in strange[0][:40])
        raise Refused("other_files", f"年度档案里多了不该有的文件“{shown}”。{AGAIN}")
    if twice := [name for name in expected if names.count(name) > 1]:
        raise Refused("other_files", f"年度档案里“{twice[0]}”有不止一份。{AGAIN}")
    if missing := [name for name in (MANIFEST, *PARTS) if name not in names]:
        raise Refused("other_files", f"年度档案里缺少“{'”“'.join(missing)}”。{AGAIN}")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or entry.flag_bits & 1 for entry in entries):
        raise Refused("not_an_archive", f"年度档案加了密，或者用了不认识的压缩方法。{AGAIN}")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Refused(
            "too_large",
            f"年度档案展开以后超过 {LARGEST_UNPACKED >> 20} MB，一个支部一年的档案没有这么大。请核对选的文件。",
        )


def read_archive(content: bytes) -> FiledYear:
    """The year in an archive from elsewhere; Refused as `read_zip` and `year_reading.read_year` say."""
    manifest, parts = read_zip(content)
    return read_year(manifest=manifest, parts=parts)
