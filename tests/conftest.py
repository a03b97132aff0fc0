"""What all tests share: a database that may be committed to, copied for each test that does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


def _create_copy(template: str, copy: str, *, postgres: str) -> None:
    if connection.vendor == "postgresql":
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = postgres
        with connections["default"].cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        connections["default"].close()
    else:
        shutil.copyfile(template, copy)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A copy of the migrated, empty test database: commits and threads are real, and nothing is ever flushed."""
    settings = connections["default"].settings_dict
    template = str(settings["NAME"])
    on_postgresql = connection.vendor == "postgresql"
    copy = (
        f"copy_{template}_{tmp_path.name}"[:60].lower() if on_postgresql else str(tmp_path / "copy.sqlite3")
    )
    with django_db_blocker.unblock():
        connections["default"].close()
        _create_copy(template, copy, postgres="postgres")
        settings["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            settings["NAME"] = template
