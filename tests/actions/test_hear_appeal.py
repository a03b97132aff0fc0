"""听取申诉意见: noted by whoever may decide it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.hear_appeal import hear_appeal
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Hearing
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, wall
from tests.actions.appeal_scene import appealed, decided, traces
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
        "actor_id": scene.people.gao, "who": "周予安", "said": "两次都到了。", "heard_on": date(2026, 4, 7), "key": key(),
    }  # fmt: skip
    return hear_appeal(appeal_id=pk, now=at(2026, 4, 8), **plain | change)


def test_who_was_heard_and_when() -> None:
    scene = wall()
    row = Hearing.objects.get(pk=hear(scene, appealed(scene)))
    assert (row.who.text, row.said.text, row.by_id) == ("周予安", "两次都到了。", scene.people.gao)
    assert "周予安" not in AuditEvent.objects.get(verb="hear_appeal").detail


def test_what_is_no_hearing() -> None:
    scene = wall()
    pk = appealed(scene)
    assert refusal(lambda: hear(scene, pk, who="")).code == "nobody_named"
    assert refusal(lambda: hear(scene, pk, said=" ")).code == "nothing_said"
    assert refusal(lambda: hear(scene, pk, who="一" * 61)).code == "too_long"
    for day in (date(2026, 4, 1), date(2026, 4, 9)):
        assert refusal(lambda when=day: hear(scene, pk, heard_on=when)).code == "bad_day"
    assert refusal(lambda: hear(scene, pk, actor_id=scene.people.lin)).code == "forbidden"
    with pytest.raises(NotFound):
        hear(scene, pk, actor_id=scene.people.deng)
    decided(scene.people, pk)
    assert refusal(lambda: hear(scene, pk)).code == "wrong_state"
