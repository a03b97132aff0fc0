"""请支部说明: one question at a time, with five working days for the branch."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.ask_record import ask_record
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, RecordRequest
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


def ask(scene: Wall, pk: int, **change: Any) -> int:
    plain: dict[str, Any] = {"actor_id": scene.people.gao, "question": "请说明评定的经过。", "key": key()}
    return ask_record(appeal_id=pk, now=at(2026, 4, 8), **plain | change)


def test_the_branch_is_asked_once_at_a_time() -> None:
    scene = wall()
    pk = appealed(scene)
    row = RecordRequest.objects.get(pk=ask(scene, pk))
    assert row.answer_by.isoformat() == "2026-04-15"
    assert AuditEvent.objects.get(verb="ask_record").clause == "R41 A23"
    assert Outbox.objects.filter(kind="record_asked").count() == 3
    again = refusal(lambda: ask(scene, pk))
    assert again.code == "already_asked"
    assert "支部4月15日前答复" in again.sentence


def test_only_by_the_committee_above_in_words_and_while_it_runs() -> None:
    scene = wall()
    pk = appealed(scene)
    assert refusal(lambda: ask(scene, pk, actor_id=scene.people.lin)).code == "forbidden"
    assert refusal(lambda: ask(scene, pk, question=" ")).code == "nothing_said"
    assert refusal(lambda: ask(scene, pk, question="一" * 1001)).code == "too_long"
    with pytest.raises(NotFound):
        ask(scene, pk, actor_id=scene.people.deng)
    decided(scene.people, pk)
    assert refusal(lambda: ask(scene, pk)).code == "wrong_state"
