"""Objections from 32 threads at once: one effect, a sentence for everyone else."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.queries.chain import first_broken_entry
from fenming.queries.counter_entries import Figures
from fenming.records.models import Finding, LedgerEntry, Objection
from tests.actions._corrections import confirmed, proposed
from tests.actions._objections import found, objected, wall
from tests.racing import THREADS, race

pytestmark = pytest.mark.database


def test_one_thing_is_objected_to_once(committed: None) -> None:
    scene = wall()
    assert race(lambda: objected(scene)) == ["already_open"] * (THREADS - 1) + ["done"]
    assert Objection.objects.count() == 1


def test_one_objection_is_answered_once(committed: None) -> None:
    scene = wall()
    pk = objected(scene)
    figures = Figures("DT2", date(2026, 2, 11), quantity=2)
    results = race(lambda: found(scene, pk, "upheld", figures=figures))
    assert results == ["done"] + ["wrong_state"] * (THREADS - 1)
    assert Finding.objects.count() == 1
    assert LedgerEntry.objects.filter(finding__isnull=False).count() == 2
    assert first_broken_entry(branch_id=scene.people.branch_id) is None


def test_one_correction_is_confirmed_once(committed: None) -> None:
    scene = wall()
    pk = proposed(scene)
    assert race(lambda: confirmed(scene, pk)) == ["done"] + ["wrong_state"] * (THREADS - 1)
    assert LedgerEntry.objects.filter(correction=pk).count() == 2
    assert first_broken_entry(branch_id=scene.people.branch_id) is None


def test_one_entry_has_one_correction_waiting(committed: None) -> None:
    scene = wall()
    assert race(lambda: proposed(scene)) == ["already_proposed"] * (THREADS - 1) + ["done"]
