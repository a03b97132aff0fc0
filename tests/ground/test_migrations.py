"""A new system has its tables quickly: the first migration creates each in one piece."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from fenming.records.management.commands.makemigrations import in_whole_tables


def key_to(table: str) -> Any:
    return models.ForeignKey(f"records.{table}", models.PROTECT)


def positive() -> Any:
    return models.CheckConstraint(condition=models.Q(number__gt=0), name="positive")


def created(name: str, **fields: Any) -> migrations.CreateModel:
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def test_the_first_migration_is_written_that_way() -> None:
    written = import_module("fenming.records.migrations.0001_initial").Migration.operations
    assert [one.describe() for one in in_whole_tables(written)] == [one.describe() for one in written]
    whole = sum(isinstance(one, migrations.CreateModel) for one in written)
    assert whole > 0.8 * len(written)


def test_what_came_in_pieces_is_put_together_in_order() -> None:
    pieces = [
        created("Line", number=models.IntegerField()),
        created("Sheet"),
        migrations.AddField("line", "sheet", key_to("sheet")),
        migrations.AddConstraint("line", positive()),
    ]
    sheet, line = whole = in_whole_tables(pieces)
    assert isinstance(line, migrations.CreateModel)
    assert (sheet.describe(), line.name) == ("Create model Sheet", "Line")
    assert line.options["constraints"] == [positive()]
    assert state_after(whole) == state_after(pieces)


def test_a_ring_is_closed_at_the_end() -> None:
    ring = [
        created("First", number=models.IntegerField()),
        created("Second", first=key_to("first")),
        migrations.AddField("first", "second", key_to("second")),
        migrations.AddConstraint("first", positive()),
        migrations.AddConstraint("first", models.UniqueConstraint(fields=["second"], name="once")),
    ]
    first, *others = whole = in_whole_tables(ring)
    assert isinstance(first, migrations.CreateModel)
    assert first.options["constraints"] == [positive()]
    assert [type(one).__name__ for one in others] == ["CreateModel", "AddField", "AddConstraint"]
    assert state_after(whole) == state_after(ring)


def test_nothing_else_is_left_out_silently() -> None:
    with pytest.raises(TypeError, match="not expected in a first migration"):
        in_whole_tables([created("Line"), migrations.DeleteModel("Line")])


def state_after(operations: list[Any]) -> dict[Any, Any]:
    """Every table with its fields and constraints, as the operations leave them."""
    state = ProjectState()
    for one in operations:
        one.state_forwards("records", state)
    return {
        key: ({name: field.deconstruct()[1:] for name, field in model.fields.items()}, model.options)
        for key, model in state.models.items()
    }
