"""请上级指定办理人: by whoever handles the thing, by the one concerned when hardly anybody is left; why is not taken."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.ask_handler import ask_handler
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, HandlerRequest, Office, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.handler_scene import asked, named, only_han_is_left, traces
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


@pytest.fixture
def scene() -> Wall:
    return wall()


def test_the_committee_above_is_asked_and_no_reason_is_taken(scene: Wall) -> None:
    pk, once = objected(scene), key()
    row = HandlerRequest.objects.get(pk=asked(scene.people, pk, key=once))
    assert (row.objection_id, row.matter_id, row.veto_id, row.correction_id) == (pk, None, None, None)
    assert "reason" not in inspect.signature(ask_handler).parameters
    event = AuditEvent.objects.get(verb="ask_handler")
    assert (event.subject, event.subject_id, event.clause) == ("handlerrequest", row.pk, "R41 A31")
    assert [one.to_id for one in Outbox.objects.filter(kind="handler_asked")] == [scene.people.gao]
    with pytest.raises(AlreadyDone):
        asked(scene.people, pk, key=once)


def test_once_until_somebody_is_named_and_then_again_by_whoever_was(scene: Wall) -> None:
    pk = objected(scene)
    first = asked(scene.people, pk)
    assert "请等上级指定" in refusal(lambda: asked(scene.people, pk, actor_id=scene.people.lin)).sentence
    named(scene.people, first)
    assert asked(scene.people, pk, actor_id=scene.people.deng) != first


def test_the_one_concerned_only_when_hardly_anybody_is_left(scene: Wall) -> None:
    pk = objected(scene)
    answer = refusal(lambda: asked(scene.people, pk, actor_id=scene.people.zhou))
    assert answer.code == "others_left"
    assert "支部还有别人可以办理" in answer.sentence
    only_han_is_left(scene)
    asked(scene.people, pk, actor_id=scene.people.zhou)


def test_nobody_else_and_nothing_that_has_ended(scene: Wall) -> None:
    pk = objected(scene)
    for who in ("xu", "he", "gao"):
        actor = getattr(scene.people, who)
        assert refusal(lambda actor=actor: asked(scene.people, pk, actor_id=actor)).code == "forbidden"
    for change in ({"actor_id": scene.people.deng}, {"thing_id": 987654}, {"subject": "meeting"}):
        with pytest.raises(NotFound):
            asked(scene.people, pk, **change)
    found(scene, pk)
    assert refusal(lambda: asked(scene.people, pk)).code == "wrong_state"


def test_without_a_reviewer_above_it_says_whom_to_turn_to(scene: Wall) -> None:
    pk = objected(scene)
    Office.objects.filter(person_id=scene.people.gao).update(until="2026-04-02")
    answer = refusal(lambda: asked(scene.people, pk))
    assert answer.code == "no_superior"
    assert "请支部书记与上级党委联系" in answer.sentence
