"""What the database itself refuses about tables that are taken in: attacks by raw SQL (R64)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fenming.records.models import Import
from tests.actions.import_scene import accepted, handed_in
from tests.cast import cast
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """One table taken in, one waiting."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("imports")):
        people = cast()
        accepted(people, handed_in(people))
        handed_in(people)
        yield


@pytest.mark.parametrize("change", ["state = 'open', ended_at = NULL", "state = 'dropped'", "columns = '[]'"])
def test_what_was_taken_in_stays_so(scene: None, change: str) -> None:
    assert Import.objects.filter(state="accepted").exists()
    refused(f"UPDATE records_import SET {change} WHERE state = 'accepted'", "import has ended")


@pytest.mark.parametrize(
    "change", ["kind = 'opening'", "digest = 'x'", "by_id = by_id + 1", "stored_as = 'x'", "headings = 'x'"]
)
def test_what_was_handed_in_stays_as_it_was(scene: None, change: str) -> None:
    refused(f"UPDATE records_import SET {change} WHERE state = 'open'", "stays as it was")


def test_a_state_has_its_day_and_its_columns(scene: None) -> None:
    refused("UPDATE records_import SET state = 'accepted' WHERE state = 'open'", "import_")
    refused("UPDATE records_import SET state = 'gone' WHERE state = 'open'", "import_state_known")
    refused(
        copy_row("records_import", "state = 'open'", kind="'votes'", stored_as="'x'"), "import_kind_known"
    )
    refused(copy_row("records_import", "state = 'open'"), "unique")
