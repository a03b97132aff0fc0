"""撤回申诉: at any time before the decision, by the one who appealed."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.withdraw_appeal import withdraw_appeal
from fenming.queries.access import NotFound
from fenming.records.models import Appeal, AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.actions.appeal_scene import appealed, decided, traces
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


def back(actor_id: int, pk: int, once: str = "") -> int:
    return withdraw_appeal(actor_id=actor_id, appeal_id=pk, key=once or key(), now=at(2026, 4, 8))


def test_it_stays_readable_and_another_may_be_filed() -> None:
    scene, same = wall(), key()
    pk = appealed(scene)
    assert back(scene.people.zhou, pk, same) == pk
    assert Appeal.objects.get(pk=pk).state == "withdrawn"
    assert AuditEvent.objects.get(verb="withdraw_appeal").clause == "R40 R67"
    assert Outbox.objects.filter(kind="appeal_withdrawn").count() == 4
    assert refusal(lambda: back(scene.people.zhou, pk, same)).code == "already_done"
    assert "现在是“已撤回”" in refusal(lambda: back(scene.people.zhou, pk)).sentence
    assert appealed(scene) != pk


def test_neither_another_nor_after_the_decision() -> None:
    scene = wall()
    pk = appealed(scene)
    assert refusal(lambda: back(scene.people.gao, pk)).code == "forbidden"
    with pytest.raises(NotFound):
        back(scene.people.deng, pk)
    decided(scene.people, pk)
    assert refusal(lambda: back(scene.people.zhou, pk)).code == "wrong_state"
