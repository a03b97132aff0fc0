"""Appeals from 32 threads at once: one effect, a sentence for everyone else."""

from __future__ import annotations

import pytest

from fenming.queries.chain import first_broken_entry
from fenming.records.models import Appeal, LedgerEntry
from tests.actions._objections import wall
from tests.actions.appeal_scene import TWICE, appealed, decided
from tests.racing import THREADS, race

pytestmark = pytest.mark.database


def test_one_thing_is_appealed_once_and_decided_once(committed: None) -> None:
    scene = wall()
    assert race(lambda: appealed(scene)) == ["already_open"] * (THREADS - 1) + ["done"]
    pk = Appeal.objects.get().pk
    results = race(lambda: decided(scene.people, pk, "upheld", figures=TWICE))
    assert results == ["done"] + ["wrong_state"] * (THREADS - 1)
    assert LedgerEntry.objects.filter(finding__isnull=False).count() == 2
    assert first_broken_entry(branch_id=scene.people.branch_id) is None
