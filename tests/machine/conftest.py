"""A prepared branch for each file of seeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.machine.branch import Runs, prepared


@pytest.fixture(scope="module")
def runs(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runs]:
    """The runs of a file, each on a copy of one prepared database."""
    folder = tmp_path_factory.mktemp("machine")
    with prepared(django_db_blocker, folder) as people:
        yield Runs(people, django_db_blocker, folder)
