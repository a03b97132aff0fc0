"""Each module of journeys has a server on an empty database of its own, and one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import Site, Visitors, serving, visiting


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running, empty system whose day can be moved."""
    with serving(tmp_path_factory.mktemp("trial")) as site:
        yield site


@pytest.fixture(scope="module")
def visitors(site: Site) -> Iterator[Visitors]:
    """Chromium, and who comes with it."""
    with visiting(site) as visitors:
        yield visitors
