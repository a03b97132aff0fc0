"""听取意见: noted by whoever may answer the objection."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.note_hearing import note_hearing
from fenming.records.models import AuditEvent, Hearing
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import traces
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


def hear(scene: Wall, pk: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.people.shen, "who": "活动负责人", "said": "来了两次。", "heard_on": date(2026, 4, 3), "key": key(),
    }  # fmt: skip
    return note_hearing(objection_id=pk, now=at(2026, 4, 7), **plain | change)


def test_who_was_heard_and_when() -> None:
    scene = wall()
    pk = objected(scene)
    row = Hearing.objects.get(pk=hear(scene, pk))
    assert (row.objection_id, row.appeal, row.who.text) == (pk, None, "活动负责人")
    assert AuditEvent.objects.get(verb="note_hearing").clause == "R41"


def test_not_by_who_assessed_it_nor_after_the_answer() -> None:
    scene = wall()
    pk = objected(scene)
    assert refusal(lambda: hear(scene, pk, actor_id=scene.people.han)).code == "decided_before"
    assert refusal(lambda: hear(scene, pk, actor_id=scene.people.zhou)).code == "forbidden"
    found(scene, pk)
    assert refusal(lambda: hear(scene, pk)).code == "wrong_state"
