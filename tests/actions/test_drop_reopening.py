"""撤下重新审议: taken off before a meeting decides; a vote already taken has no effect (see test_decide_anew)."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.records.models import AuditEvent, Outbox, Reopening
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, wall, written
from tests.actions._reopenings import decided_anew, dropped, reopened
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, pk: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        dropped(scene, pk, **change)
    assert written(scene.people) == before
    return refused.value


def test_the_one_concerned_and_who_proposed_it_are_told_why() -> None:
    scene = wall()
    pk = reopened(scene)
    dropped(scene, pk)
    reopening = Reopening.objects.get(pk=pk)
    assert reopening.why_dropped is not None
    assert (reopening.state, reopening.why_dropped.text) == ("dropped", "材料还没有收齐。")
    assert AuditEvent.objects.get(verb="drop_reopening").subject_id == pk
    told = set(Outbox.objects.filter(kind="reopening_dropped").values_list("to_id", flat=True))
    assert told == {scene.people.zhou, scene.people.han}


def test_each_refusal_leaves_everything_as_it_was() -> None:
    scene = wall()
    pk = reopened(scene)
    assert refusal(scene, pk, reason=" ").code == "no_reason"
    assert refusal(scene, pk, reason="一" * 201).code == "too_long"
    assert refusal(scene, pk, actor_id=scene.people.zhou).code == "forbidden"
    decided_anew(scene, quantity=2)
    assert refusal(scene, pk).code == "wrong_state"


def test_the_same_form_twice_counts_once() -> None:
    scene = wall()
    once, pk = key(), reopened(scene)
    dropped(scene, pk, key=once)
    with pytest.raises(AlreadyDone):
        dropped(scene, pk, key=once)
