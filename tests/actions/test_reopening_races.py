"""A matter taken up again, from 32 windows at once: one effect, a sentence for everyone else."""

from __future__ import annotations

import pytest

from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.records.models import Determination, LedgerEntry, Reopening
from tests.actions._objections import wall
from tests.actions._reopenings import over, reopened, sitting, voted
from tests.racing import THREADS, race

pytestmark = pytest.mark.database


def test_one_matter_is_taken_up_once(committed: None) -> None:
    scene = wall()
    assert race(lambda: reopened(scene)) == ["already_reopened"] * (THREADS - 1) + ["done"]
    assert Reopening.objects.count() == 1


def test_a_meeting_closed_from_many_windows_decides_it_anew_once(committed: None) -> None:
    scene = wall()
    pk = reopened(scene)
    meeting_id = sitting(scene.people)
    voted(scene, meeting_id, "changed", quantity=2)
    assert race(lambda: over(scene.people, meeting_id)) == ["done"] + ["wrong_state"] * (THREADS - 1)
    assert Determination.objects.filter(reopening=pk).count() == 1
    assert LedgerEntry.objects.filter(determination__reopening=pk).count() == 2
    assert first_broken_entry(branch_id=scene.people.branch_id) is None
    assert first_broken_event(branch_id=scene.people.branch_id) is None
