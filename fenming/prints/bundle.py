"""Several files as one: a ZIP with the digest of each, written as they are made; the same files give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

SUMS: Final = "SHA256SUMS.txt"
"""The digests, as `sha256sum -c` reads them."""
IN_MEMORY: Final = 4 << 20
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_bundle(files: Iterable[tuple[str, bytes]]) -> tuple[IO[bytes], str]:
    """The ZIP, to be read from its beginning, and the SHA-256 of its list of digests, 64 hex digits.

    One file is held in memory at a time; the ZIP itself is on disk as soon as it is larger than IN_MEMORY. Names are
    paths below no folder of their own; ValueError for one that comes twice.
    """
    stream = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (whoever sends it closes it)
    sums: dict[str, str] = {}
    with ZipFile(stream, "w") as archive:
        for name, content in files:
            if name in sums:
                raise ValueError(f"{name} comes twice")
            sums[name] = sha256(content).hexdigest()
            add_to_zip(archive, name, content)
        listed = sums_file(sums)
        add_to_zip(archive, SUMS, listed)
    stream.seek(0)
    return cast("IO[bytes]", stream), sha256(listed).hexdigest()


def sums_file(sums: dict[str, str]) -> bytes:
    """A line a file: digest, two spaces, name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def add_to_zip(archive: ZipFile, name: str, content: bytes) -> None:
    """One file more, the same bytes for the same content."""
    entry = ZipInfo(name, _NO_TIME)
    entry.create_system = 3  # as on Unix, wherever it is written
    entry.external_attr = 0o100644 << 16
    entry.compress_type = ZIP_STORED if name.endswith(".pdf") else ZIP_DEFLATED
    archive.writestr(entry, content)
