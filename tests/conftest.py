"""What all tests share: a database that may be committed to, copied for each test that does."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

# Passwords of the cast are hashed cheaply: argon2, made to be slow, was half of each test's preparation. The browser
# journeys run the real server and sign in through the real hasher.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# What tests hand in lies in a folder of this run.
settings.EVIDENCE_DIR = Path(tempfile.mkdtemp(prefix="fenming-evidence-"))
settings.IMPORT_DIR = settings.EVIDENCE_DIR / "imports"
settings.FORMS_DIR = Path(tempfile.mkdtemp(prefix="fenming-forms-"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked `long` too")


# Two processes take file by file; what takes long is begun first, so that neither waits for the other in the end.
LONGEST_FIRST = (
    "tests/journeys", "tests/sweep", "tests/machine", "tests/pages/test_canary", "tests/pages/test_sweep", "tests/demo",
    "tests/invariants/test_verification", "tests/actions/test_restore", "tests/pages/test_step_races",
)  # fmt: skip


def _turn(item: pytest.Item) -> int:
    return next(
        (n for n, name in enumerate(LONGEST_FIRST) if f"/{name}" in str(item.path)), len(LONGEST_FIRST)
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The order of the files; and leave out what takes minutes, unless asked for; `-m` chooses among what is left.

    Whole journeys on a second database are such: two of them, the year and the five members, run there every time.
    """
    items.sort(key=_turn)
    if config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("database_long"):
                item.add_marker("database")
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What tests say they really did (`record_property("did", …)`), those that pass too, from every process."""
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "did":
                terminalreporter.write_line(said)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The migrated, empty test database; the plugin's own makes none where every test works on a copy of it."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=("default",), serialized_aliases=())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def _create_copy(template: str, copy: str, *, postgres: str) -> None:
    if connection.vendor == "postgresql":
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = postgres
        with connections["default"].cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        connections["default"].close()
    else:
        shutil.copyfile(template, copy)


@contextmanager
def on_a_copy(blocker: Any, folder: Path) -> Iterator[None]:
    """Work on a copy of the migrated, empty test database: commits and threads are real, nothing is ever flushed."""
    database = connections["default"].settings_dict
    template = str(database["NAME"])
    on_postgresql = connection.vendor == "postgresql"
    copy = f"copy_{secrets.token_hex(6)}" if on_postgresql else str(folder / "copy.sqlite3")
    with blocker.unblock():
        connections["default"].close()
        _create_copy(template, copy, postgres="postgres")
        database["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            database["NAME"] = template


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A database of this test's own that may be committed to."""
    with on_a_copy(django_db_blocker, tmp_path):
        yield


@pytest.fixture(autouse=True)
def _forget_pages() -> None:
    """Two tests may write the same trail: what was kept for one is nothing to the other (decision 0009)."""
    cache.clear()


@pytest.fixture(scope="session")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Callable[[Path], str]:
    """Gives the address of a copy of the migrated, empty test database, for a server that runs beside the tests.

    It is of the kind this run tests on; on SQLite it lies in the folder given.
    """

    def copy_into(folder: Path) -> str:
        database = connections["default"].settings_dict
        template = str(database["NAME"])
        on_postgresql = connection.vendor == "postgresql"
        copy = f"served_{secrets.token_hex(6)}" if on_postgresql else str(folder / "served.sqlite3")
        with django_db_blocker.unblock():
            connections["default"].close()
            _create_copy(template, copy, postgres="postgres")
            database["NAME"] = template
        if on_postgresql:
            return f"{os.environ['FENMING_DATABASE_URL'].rpartition('/')[0]}/{copy}"
        return f"sqlite:///{copy}"

    return copy_into
