"""备份 as one file that either database can be restored from: a zip of rows as text, with a digest of each part.

`manifest.json` says what is in it; `tables/NAME.jsonl` holds a table's rows, one JSON list a line, in the order they
can be written back; `evidence/` holds the files handed in with matters. It knows nothing of SQLite or PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from fenming.queries.files.guard_zip import BROKEN
from fenming.rules.ledger import short_code
from fenming.rules.terms import Refused

FORMAT = 1
"""Edition of the archive; a later one is refused, never half understood."""
MANIFEST = "manifest.json"
_PIECE = 1 << 20
_BATCH = 2000

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in an archive: its name, its columns in the order of each line, rows, SHA-256 of its text."""

    name: str
    columns: tuple[str, ...]
    rows: int
    digest: str

    @property
    def path(self) -> str:
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of evidence in an archive: its name below the folder, bytes, SHA-256."""

    name: str
    size: int
    digest: str

    @property
    def path(self) -> str:
        return f"evidence/{self.name}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds, and a code over all of it that is short enough to be written down."""

    made_at: datetime
    tables: tuple[Table, ...]
    files: tuple[Attachment, ...]
    code: str

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def models_in_order() -> list[type[Model]]:
    """Every table with what it points to before it, as far as they do not point to each other."""
    found: dict[type[Model], None] = {}
    begun: set[type[Model]] = set()

    def visit(model: type[Model]) -> None:
        if model in begun:
            return
        begun.add(model)
        for field in model._meta.concrete_fields:
            if isinstance(field.related_model, type):
                visit(field.related_model)
        found[model] = None

    for model in sorted(apps.get_app_config("records").get_models(), key=lambda one: one.__name__):
        visit(model)
    return list(found)


@contextmanager
def _snapshot() -> Iterator[None]:
    """All reads of the block see the database as it stood when it began; nobody who writes has to wait."""
    if connection.in_atomic_block:
        raise RuntimeError("a snapshot is not taken inside a transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield
            return
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def write_archive(stream: IO[bytes], *, evidence: Path, now: datetime, step: Step) -> Manifest:
    """Everything that is kept, as it stands at one moment, written to `stream`; `step(done, of)` counts rows.

    Sign-ins, failed attempts and the signing key are not in it: after a restore everybody signs in anew.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        with _snapshot():
            tables = _write_tables(archive, now, step)
        files = [_write_file(archive, evidence, path, now) for path in _files_below(evidence)]
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "tables": [asdict(one) for one in tables],
            "files": [asdict(one) for one in files],
        }
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()
        archive.writestr(_entry(MANIFEST, now), text)
    return _manifest(text)


def _entry(name: str, now: datetime) -> ZipInfo:
    entry = ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry


def _write_tables(archive: ZipFile, now: datetime, step: Step) -> list[Table]:
    models = models_in_order()
    of = sum(model._base_manager.count() for model in models)
    tables, done = [], 0
    for model in models:
        fields = tuple(field.attname for field in model._meta.concrete_fields)
        rows, digest, name = 0, sha256(), model._meta.model_name or ""
        with archive.open(_entry(f"tables/{name}.jsonl", now), "w", force_zip64=True) as stream:
            for line in _lines(model, fields):
                stream.write(line)
                digest.update(line)
                rows += 1
                if rows % _BATCH == 0:
                    step(done + rows, of)
        done += rows
        step(done, of)
        tables.append(Table(name, fields, rows, digest.hexdigest()))
    return tables


def _lines(model: type[Model], fields: tuple[str, ...]) -> Iterator[bytes]:
    order = ("branch_id", "seq") if "seq" in fields else ("pk",)
    rows = model._base_manager.order_by(*order).values_list(*fields)
    for row in rows.iterator(_BATCH):
        text = json.dumps([_plain(one) for one in row], ensure_ascii=False, separators=(",", ":"))
        yield text.encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if value is None or isinstance(value, str | int | list | dict):
        return value
    raise TypeError(f"{type(value).__name__} has no form in an archive")


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _write_file(archive: ZipFile, folder: Path, path: Path, now: datetime) -> Attachment:
    name, size, digest = path.relative_to(folder).as_posix(), 0, sha256()
    with (
        path.open("rb") as source,
        archive.open(_entry(f"evidence/{name}", now), "w", force_zip64=True) as stream,
    ):
        while piece := source.read(_PIECE):
            stream.write(piece)
            digest.update(piece)
            size += len(piece)
    return Attachment(name, size, digest.hexdigest())


def _manifest(text: bytes) -> Manifest:
    """What manifest.json says; ValueError, KeyError or TypeError when it says nothing of the kind."""
    content = json.loads(text)
    if content["format"] > FORMAT:
        raise Refused("newer", "这份备份是更新版的分明做的，这一版读不了。请先升级，再来恢复。")
    tables = tuple(
        Table(one["name"], tuple(one["columns"]), one["rows"], one["digest"]) for one in content["tables"]
    )
    files = tuple(Attachment(**one) for one in content["files"])
    for file in files:
        parts = PurePosixPath(file.name).parts
        if not parts or ".." in parts or file.name.startswith("/") or "\\" in file.name:
            raise ValueError(f"{file.name} leads out of the folder")
    made_at = datetime.fromisoformat(content["made_at"])
    return Manifest(made_at, tables, files, short_code(sha256(text).hexdigest()))


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """An archive and its manifest. Refused: `missing`, `damaged`, `newer`."""
    if not path.is_file():
        raise Refused("missing", f"找不到备份文件 {path}。请核对路径。")
    with _or_damaged(path):
        archive = ZipFile(path)
    with archive:
        with _or_damaged(path):
            manifest = _manifest(archive.read(MANIFEST))
        yield archive, manifest


@contextmanager
def _or_damaged(path: Path) -> Iterator[None]:
    try:
        yield
    except (*BROKEN, TypeError) as error:
        raise Refused("damaged", f"备份文件 {path} 已经损坏，或者不是分明的备份。请换一份。") from error


def check_archive(path: Path, *, step: Step) -> Manifest:
    """The manifest of a whole archive, every part of which fits its digest; raises what `opened` does."""
    with opened(path) as (archive, manifest), _or_damaged(path):
        parts: Sequence[Table | Attachment] = (*manifest.tables, *manifest.files)
        for done, part in enumerate(parts):
            step(done, len(parts))
            digest = sha256()
            with archive.open(part.path) as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
            if digest.hexdigest() != part.digest:
                raise ValueError(f"{part.path} is not what was written")
        return manifest


def rows_in(archive: ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as written, by column."""
    with archive.open(table.path) as stream:
        for line in stream:
            yield dict(zip(table.columns, json.loads(line), strict=True))
