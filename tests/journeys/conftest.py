"""Each module of journeys has a server on an empty database of its own, and one browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import Site, Visitors, serving, visiting


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, own_database: Callable[[Path], str]) -> Iterator[Site]:
    """A running, empty system whose day can be moved, on the kind of database this run tests on."""
    folder = tmp_path_factory.mktemp("trial")
    with serving(folder, own_database(folder)) as site:
        yield site


@pytest.fixture(scope="module")
def visitors(site: Site) -> Iterator[Visitors]:
    """Chromium, and who comes with it."""
    with visiting(site) as visitors:
        yield visitors
