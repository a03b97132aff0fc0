"""Django's makemigrations, with each table of a first migration created in one piece.

Django creates a table bare and adds foreign keys and constraints one by one, and for each it builds half of all models
anew: most of the time a new system, a restore or a test run took to have its tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.management.commands.makemigrations import Command as DjangoMakeMigrations
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

Parts = dict[str, list[Operation]]
Fields = list[tuple[str, Any]]


class Command(DjangoMakeMigrations):
    def write_migration_files(self, changes: dict[str, list[Any]], *args: Any, **options: Any) -> None:
        """Write them as Django does, first migrations with whole tables."""
        for migrations in changes.values():
            for migration in migrations:
                if migration.initial:
                    migration.operations = in_whole_tables(migration.operations)
        super().write_migration_files(changes, *args, **options)


def in_whole_tables(operations: Sequence[Operation]) -> list[Operation]:
    """The same tables, each with its fields, indexes and constraints, after those it points to.

    Where tables point to each other in a ring, the one most of them wait for gets the keys that close it at the end,
    with the constraints that speak of them. Raises TypeError for any other operation: a first migration has none.
    """
    tables = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    parts = _parts(operations)
    waiting = {name: _fields(tables[name], parts[name]) for name in sorted(tables)}
    whole: list[Operation] = []
    late: list[Operation] = []
    while waiting:
        wanted = Counter(other for one in waiting for other in _unmet(one, waiting).values())
        name = min(waiting, key=lambda one: (len(_unmet(one, waiting)), -wanted[one]))
        unmet, fields, table = _unmet(name, waiting), waiting.pop(name), tables[name]
        added = [one for one in parts[name] if not isinstance(one, AddField)]
        after = [one for one in added if any(field in str(one.deconstruct()) for field in unmet)]
        now = [(field, kind) for field, kind in fields if field not in unmet]
        options = _options(table, [one for one in added if one not in after])
        whole.append(CreateModel(table.name, now, options, table.bases, table.managers))
        late += [AddField(table.name, field, kind) for field, kind in fields if field in unmet]
        late += after
    return whole + late


def _parts(operations: Sequence[Operation]) -> Parts:
    """What is added to each table after it was created."""
    parts: Parts = {one.name_lower: [] for one in operations if isinstance(one, CreateModel)}
    for one in operations:
        if isinstance(one, AddField | AddIndex | AddConstraint):
            parts[one.model_name_lower].append(one)
        elif not isinstance(one, CreateModel):
            raise TypeError(f"not expected in a first migration: {one.describe()}")
    return parts


def _fields(table: CreateModel, parts: Sequence[Operation]) -> Fields:
    return [*table.fields, *((one.name, one.field) for one in parts if isinstance(one, AddField))]


def _unmet(name: str, waiting: dict[str, Fields]) -> dict[str, str]:
    """The fields of a table that point to others that are not there yet, each with the one it points to."""
    keys = [(field, kind.remote_field.model) for field, kind in waiting[name] if kind.remote_field]
    to = {field: str(getattr(model, "_meta", model)).rpartition(".")[2].lower() for field, model in keys}
    return {field: other for field, other in to.items() if other in waiting and other != name}


def _options(table: CreateModel, added: Sequence[Operation]) -> dict[str, Any]:
    """A table's options with these indexes and constraints among them."""
    options = dict(table.options)
    for one in added:
        if isinstance(one, AddIndex):
            options["indexes"] = [*options.get("indexes", []), one.index]
        if isinstance(one, AddConstraint):
            options["constraints"] = [*options.get("constraints", []), one.constraint]
    return options
