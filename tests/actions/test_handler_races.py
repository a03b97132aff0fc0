"""Naming a handler from 32 threads at once: one is named, the others read who."""

from __future__ import annotations

import pytest

from fenming.records.models import HandlerRequest, Handling
from tests.actions._objections import objected, wall
from tests.actions.handler_scene import asked, named, stuck
from tests.racing import THREADS, race

pytestmark = pytest.mark.database


def test_two_reviewers_at_once_name_one(committed: None) -> None:
    scene, _, request = stuck()
    assert race(lambda: named(scene.people, request)) == ["done"] + ["stale"] * (THREADS - 1)
    assert Handling.objects.count() == 1


def test_a_thing_is_asked_for_once(committed: None) -> None:
    scene = wall()
    pk = objected(scene)
    assert race(lambda: asked(scene.people, pk)) == ["already_asked"] * (THREADS - 1) + ["done"]
    assert HandlerRequest.objects.count() == 1
