"""全部数据 as one file: a ZIP of CSV tables with a data package that names every part (docs/branch-export-format.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import RawIOBase
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fenming.prints.branch_reading import EDITION, FORMAT, PACKAGE
from fenming.prints.tables import Column, Kind, Table, write_csv
from fenming.queries.branch_export import BookTable, BranchBooks


def branch_file(books: BranchBooks) -> IO[bytes]:
    """The file, open at its beginning; written to disk as it is read, the caller closes it."""
    into = TemporaryFile()  # noqa: SIM115 (handed out)
    write_branch(books, into)
    into.seek(0)
    return into


def write_branch(books: BranchBooks, into: IO[bytes]) -> None:
    """The same into an open file: tables, frozen texts, and the package, which names them all with their digests."""
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        parts = [_table(archive, one) for one in books.tables]
        parts += [_part(archive, path, text.encode()) for path, text in books.files]
        _write(archive, PACKAGE, lambda out: out.write(_package(books, parts)))


def _package(books: BranchBooks, parts: list[dict[str, Any]]) -> bytes:
    about = {
        "format": FORMAT,
        "edition": EDITION,
        "branch": books.branch_id,
        "ledger": {"seq": books.seq, "head": books.head},
    }
    package = {
        "profile": "data-package",
        "name": FORMAT,
        "title": f"{books.branch}全部数据",
        "created": books.taken_at.isoformat(),
        "fenming": about,
        "resources": parts,
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _table(archive: ZipFile, table: BookTable) -> dict[str, Any]:
    columns = tuple(Column(name, Kind.COUNT if of == "integer" else Kind.TEXT) for name, of in table.columns)
    made = Table(table.title, table.title, columns, table.rows)
    part = _write(archive, f"{table.name}.csv", lambda out: write_csv(made, out))
    fields = [{"name": name, "type": of} for name, of in table.columns]
    about = {
        "name": table.name,
        "title": table.title,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
    }
    return {**about, **part, "schema": {"fields": fields, "missingValues": [""]}}


def _part(archive: ZipFile, path: str, content: bytes) -> dict[str, Any]:
    name = path.rsplit(".", 1)[0].replace("/", "-").lower()
    return {"name": name, **_write(archive, path, lambda out: out.write(content))}


def _write(archive: ZipFile, path: str, fill: Callable[[BinaryIO], object]) -> dict[str, Any]:
    part = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    with archive.open(part, "w", force_zip64=True) as entry:
        counted = _Counted(entry)
        fill(counted)  # type: ignore[arg-type]
    return {"path": path, "bytes": counted.bytes, "hash": f"sha256:{counted.digest.hexdigest()}"}


class _Counted(RawIOBase):
    """Passes on what is written and keeps its length and digest."""

    def __init__(self, into: IO[bytes]) -> None:
        super().__init__()
        self.into, self.bytes, self.digest = into, 0, sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.bytes += len(data)
        self.digest.update(data)
        return self.into.write(data)
