"""What the database itself refuses about archives that were received: attacks by raw SQL (R45, R84)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fenming.actions.accept_received import accept_received
from tests.actions.received_scene import RECEIVED_DAY, archived, taken
from tests.cast import cast, key
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused
from tests.queries.year_scene import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


ROW = (
    'branch_id, sender, addressee, year, round, "table", filing_digest, archive_digest, differences, names_id, '
    "received_by_id, received_at"
)


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """One archive, accepted."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("received")):
        people = cast()
        pk = taken(people, content_of(people, archived(people))).id
        accept_received(actor_id=people.gao, received_id=pk, number="", key=key(), now=RECEIVED_DAY)
        yield


@pytest.mark.parametrize("change", ["sender = 'x'", "round = 9", "differences = '{}'", "follows_id = id"])
def test_what_was_received_stays(scene: None, change: str) -> None:
    refused(f"UPDATE records_received SET {change}", "append-only")


def test_an_answer_stays_and_is_one(scene: None) -> None:
    refused("UPDATE records_receivedevent SET number = 'x'", "append-only")
    refused(copy_row("records_receivedevent", "kind = 'accepted'", number="'x'"), "unique")
    refused(f"INSERT INTO records_received ({ROW}) SELECT {ROW} FROM records_received", "unique")
    refused(
        copy_row("records_receivedevent", "kind = 'accepted'", number="''", received_id="received_id + 1"),
        "received_event_fits",
    )
