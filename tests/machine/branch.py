"""The branch the machine begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fenming.actions.give_office import give_office
from fenming.rules.authority import Role
from tests.cast import SINCE, Cast, at, cast, key
from tests.conftest import on_a_copy


@contextmanager
def prepared(blocker: Any, folder: Path) -> Iterator[Cast]:
    """The cast with a leading group, on a database of its own. A test runs on it and is rolled back."""
    with on_a_copy(blocker, folder):
        people = cast()
        for person in (people.xu, people.zhou):
            give_office(
                actor_id=people.lin, branch_id=people.branch_id, person_id=person, role=Role.LEADING_GROUP,
                since=SINCE, resolution="支部党员大会 2026年1月5日", key=key(), now=at(2026, 1, 5),
            )  # fmt: skip
        yield people
