"""What the database itself refuses about archives that were received: attacks by raw SQL (R45, R84)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import Field, Model

from fenming.actions.accept_received import accept_received
from fenming.queries.verification import verify
from fenming.queries.verification_received import broken_received
from fenming.records.models import PersonalText, Received, ReceivedEvent
from tests.actions.received_scene import RECEIVED_DAY, archived, taken
from tests.cast import cast, key
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused
from tests.invariants.test_verification import changed, others
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


def columns() -> list[tuple[type[Model], str]]:
    """Everything but the keys; what points astray, `verify` finds for all tables alike."""
    fields = [
        (model, field.name) for model in (Received, ReceivedEvent) for field in model._meta.concrete_fields
    ]
    return [(model, name) for model, name in fields if name not in ("id", "branch", "received")]


def test_one_changed_column_is_found(scene: None) -> None:
    committee = Received.objects.get().branch_id
    assert list(broken_received(committee)) == []
    faults = verify(step=lambda _done, _of: None).faults
    assert [fault for fault in faults if fault.broken.table.startswith("收档")] == []
    for model, name in columns():
        row, field = model._base_manager.get(), model._meta.get_field(name)
        assert isinstance(field, Field)
        other = others(getattr(row, field.attname))[0]
        if (
            name == "remarks"
        ):  # somebody else's words; that the row is there at all is asked for all tables alike
            other = PersonalText.objects.values_list("pk", flat=True)[0]
        try:
            with changed(row, field, other):
                assert list(broken_received(committee)), name
        except IntegrityError:  # PostgreSQL holds its check constraints even against its superuser
            assert connection.vendor == "postgresql", name
