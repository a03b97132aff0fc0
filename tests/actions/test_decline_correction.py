"""不同意笔误更正: the entry stays, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Correction, LedgerEntry, Outbox
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, declined, lowering, proposed
from tests.actions._objections import Wall, wall, written
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, correction_id: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        declined(scene, correction_id, **change)
    assert written(scene.people) == before
    return refused.value


def test_the_ledger_stays_and_the_proposer_is_told() -> None:
    scene = wall()
    pk, entries = proposed(scene), LedgerEntry.objects.count()
    declined(scene, pk)
    correction = Correction.objects.get(pk=pk)
    assert (correction.state, correction.ended_by_id) == ("declined", scene.people.shen)
    assert correction.why_declined is not None
    assert correction.why_declined.text == "签到表确是一次。"
    assert LedgerEntry.objects.count() == entries
    assert AuditEvent.objects.get(verb="decline_correction").subject_id == pk
    assert Outbox.objects.get(kind="correction_declined").to_id == scene.people.xu
    assert proposed(scene) != pk


def test_who_was_shown_it_is_told_too_and_the_secretary_may_take_back_an_own_proposal() -> None:
    scene = wall()
    declined(scene, lowering(scene))
    told = Outbox.objects.filter(kind__in=("correction_declined", "correction_dropped")).order_by("kind")
    assert list(told.values_list("kind", "to_id")) == [
        ("correction_declined", scene.people.xu),
        ("correction_dropped", scene.people.he),
    ]
    own = proposed(scene, actor_id=scene.people.lin)
    declined(scene, own, actor_id=scene.people.lin)
    assert Correction.objects.get(pk=own).state == "declined"


def test_with_a_reason_while_it_waits_by_who_may_confirm() -> None:
    scene = wall()
    pk = proposed(scene)
    assert refusal(scene, pk, reason=" ").code == "no_reason"
    assert "现在是 201 字" in refusal(scene, pk, reason="一" * 201).sentence
    assert refusal(scene, pk, actor_id=scene.people.zhou).code == "forbidden"
    with pytest.raises(NotFound):
        declined(scene, pk, actor_id=scene.people.deng)
    confirmed(scene, pk)
    assert "现在是“已更正”" in refusal(scene, pk).sentence


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    pk = proposed(scene)
    declined(scene, pk, key=same)
    with pytest.raises(AlreadyDone):
        declined(scene, pk, key=same)
