"""恢复: put everything a backup holds into an empty database, or nothing (R61, R73)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from fenming.queries.archive import Manifest, Step, Table, check_archive, models_in_order, opened, rows_in
from fenming.queries.verification import first_fault
from fenming.records import triggers
from fenming.rules.terms import Refused

_BATCH = 500


def restore(*, path: Path, evidence: Path, with_faults: bool = False, step: Step) -> Manifest:
    """What was restored from the archive at `path`; `evidence` is the folder for files, `step(done, of)` counts rows.

    One transaction: rows in the order they were written, with the rules of the database in force except those that
    ask for a state the row has outlived; these are put back, and everything is verified, before it is kept.
    Refused: `missing`, `damaged`, `newer`, `not_migrated`, `not_empty`, `unsound` (verification found a fault and
    `with_faults` is not set). Then nothing has changed.
    """
    check_archive(path, step=lambda _done, _of: None)
    with opened(path) as (archive, manifest):
        _require_known(manifest)
        _require_empty(evidence)
        with _unpacked(archive, manifest, evidence) as folder, transaction.atomic(durable=True):
            _require_empty(evidence)
            _write_back(archive, manifest, step)
            if not with_faults and (fault := first_fault()):
                raise Refused(
                    "unsound", f"备份里的数据核验没有通过：{fault.sentence}没有恢复任何内容。请换一份备份。"
                )
            if manifest.files:
                folder.rename(evidence)
    return manifest


def _require_known(manifest: Manifest) -> None:
    columns = {
        model._meta.model_name: {field.attname for field in model._meta.concrete_fields}
        for model in models_in_order()
    }
    for table in manifest.tables:
        if not set(table.columns) <= columns.get(table.name, set()):
            raise Refused("newer", "这份备份里有这一版分明不认识的内容。请先升级，再来恢复。")


def _require_empty(evidence: Path) -> None:
    there = set(connection.introspection.table_names())
    models = models_in_order()
    if any(model._meta.db_table not in there for model in models):
        raise Refused("not_migrated", "数据库里还没有分明的表。请先运行 fenming migrate，再来恢复。")
    if any(model._base_manager.exists() for model in models):
        raise Refused("not_empty", "数据库里已经有数据，没有恢复。请指定一个新的空数据库。")
    if evidence.exists() and any(evidence.iterdir()):
        raise Refused("not_empty", f"{evidence} 里已经有文件，没有恢复。请移走或换一个 FENMING_VAR。")


@contextmanager
def _unpacked(archive: ZipFile, manifest: Manifest, evidence: Path) -> Iterator[Path]:
    """The files of the archive in a folder beside the one they are to be in; gone when they were not taken."""
    evidence.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=evidence.parent))
    try:
        for file in manifest.files:
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(file.path) as source, target.open("xb") as stream:
                shutil.copyfileobj(source, stream)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_back(archive: ZipFile, manifest: Manifest, step: Step) -> None:
    tables = {table.name: table for table in manifest.tables}
    done = 0
    try:
        triggers.lift_states(connection)
        for model in models_in_order():
            if table := tables.get(model._meta.model_name or ""):
                for count in _insert(archive, table, model):
                    done += count
                    step(done, manifest.rows)
        connection.check_constraints()
        triggers.install(connection)
        _raise_numbers()
    except (DatabaseError, ValidationError, ValueError, TypeError) as error:
        raise Refused(
            "damaged", f"备份里有数据库不接受的内容（{error}）。没有恢复任何内容。请换一份备份。"
        ) from error


def _insert(archive: ZipFile, table: Table, model: type[Model]) -> Iterator[int]:
    """Insert a table's rows batch by batch; gives how many each batch had."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = rows_in(archive, table)
    while batch := list(islice(rows, _BATCH)):
        model._base_manager.bulk_create(
            model(**{name: fields[name].to_python(value) for name, value in row.items()}) for row in batch
        )
        yield len(batch)


def _raise_numbers() -> None:
    """New rows are numbered after the restored ones; SQLite does that by itself."""
    models = list(apps.get_app_config("records").get_models())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
