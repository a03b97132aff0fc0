"""撤回异议: before the answer, by the one who objected."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.withdraw_objection import withdraw_objection
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Objection, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall, written
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = at(2026, 4, 8)


def refusal(scene: Wall, objection_id: int, actor_id: int) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        withdraw_objection(actor_id=actor_id, objection_id=objection_id, key=key(), now=NOW)
    assert written(scene.people) == before
    return refused.value


def test_a_withdrawn_objection_stays_readable_and_its_handlers_are_told() -> None:
    scene = wall()
    pk = objected(scene)
    assert withdraw_objection(actor_id=scene.people.zhou, objection_id=pk, key=key(), now=NOW) == pk
    objection = Objection.objects.get(pk=pk)
    assert (objection.state, objection.ended_at) == ("withdrawn", NOW)
    event = AuditEvent.objects.get(verb="withdraw_objection")
    assert (event.subject_id, event.clause) == (pk, "R40 R67")
    assert Outbox.objects.filter(kind="objection_withdrawn", subject_id=pk).count() == 3


def test_what_is_answered_or_withdrawn_cannot_be_withdrawn() -> None:
    scene = wall()
    answered, gone = objected(scene), objected(scene, scene.refused)
    found(scene, answered)
    refused = refusal(scene, answered, scene.people.zhou)
    assert refused.code == "wrong_state"
    assert "这件异议现在是“已答复”" in refused.sentence
    withdraw_objection(actor_id=scene.people.zhou, objection_id=gone, key=key(), now=NOW)
    assert "现在是“已撤回”" in refusal(scene, gone, scene.people.zhou).sentence


def test_nobody_withdraws_for_another() -> None:
    scene = wall()
    pk = objected(scene)
    refused = refusal(scene, pk, scene.people.lin)
    assert refused.code == "forbidden"
    assert "只能为本人" in refused.sentence
    with pytest.raises(NotFound):
        withdraw_objection(actor_id=scene.people.deng, objection_id=pk, key=key(), now=NOW)
    with pytest.raises(NotFound):
        withdraw_objection(actor_id=scene.people.zhou, objection_id=987654, key=key(), now=NOW)


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    pk = objected(scene)
    withdraw_objection(actor_id=scene.people.zhou, objection_id=pk, key=same, now=NOW)
    with pytest.raises(AlreadyDone):
        withdraw_objection(actor_id=scene.people.zhou, objection_id=pk, key=same, now=NOW)
