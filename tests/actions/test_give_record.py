"""向上级说明情况: by secretary or committee, once, also late."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.ask_record import ask_record
from fenming.actions.give_record import give_record
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


def asked(scene: Wall) -> tuple[int, int]:
    pk = appealed(scene)
    now = at(2026, 4, 8)
    return pk, ask_record(actor_id=scene.people.gao, appeal_id=pk, question="请说明。", key=key(), now=now)


def give(scene: Wall, request_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {"actor_id": scene.people.han, "answer": "初评按签到表。", "key": key()}
    return give_record(request_id=request_id, now=at(2026, 4, 17), **plain | change)


def test_it_is_answered_once_also_after_its_day() -> None:
    scene = wall()
    _, request = asked(scene)
    row = RecordRequest.objects.get(pk=give(scene, request))
    assert (row.answered_by_id, row.answer is not None) == (scene.people.han, True)
    assert AuditEvent.objects.get(verb="give_record").clause == "R41 A23"
    assert Outbox.objects.get(kind="record_given").to_id == scene.people.gao
    assert refusal(lambda: give(scene, request)).code == "already_given"


def test_only_by_those_who_handle_it_in_words_and_while_it_runs() -> None:
    scene = wall()
    pk, request = asked(scene)
    assert refusal(lambda: give(scene, request, actor_id=scene.people.zhou)).code == "forbidden"
    assert refusal(lambda: give(scene, request, answer="")).code == "nothing_said"
    with pytest.raises(NotFound):
        give(scene, request, actor_id=scene.people.deng)
    decided(scene.people, pk)
    assert refusal(lambda: give(scene, request)).code == "wrong_state"
