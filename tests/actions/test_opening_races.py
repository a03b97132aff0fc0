"""32 at once take over one paper book: one does, 31 are told."""

from __future__ import annotations

import pytest

from fenming.queries.chain import first_broken_entry
from fenming.records.models import LedgerEntry, Opening
from tests.actions.opening_scene import entered, lines_of
from tests.cast import cast
from tests.racing import race

pytestmark = [pytest.mark.database]


def test_taking_over_the_book(committed: None) -> None:
    people = cast()
    lines = lines_of(people)
    assert race(lambda: entered(people, lines=lines)) == ["already_entered"] * 31 + ["done"]
    assert (Opening.objects.count(), LedgerEntry.objects.count()) == (1, 5)
    assert first_broken_entry(branch_id=people.branch_id) is None
