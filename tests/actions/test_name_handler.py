"""指定办理人: by the reviewer above, of those who are not tied to it; the last one named may open and handle just that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.note_hearing import note_hearing
from fenming.queries.access import NotFound
from fenming.queries.handling import naming_page
from fenming.queries.objection_page import objection_page
from fenming.queries.viewer import viewer_of
from fenming.records.models import (
    Account,
    AuditEvent,
    Finding,
    Handling,
    Membership,
    Office,
    Outbox,
)
from fenming.rules.terms import Refused
from tests.actions._objections import found, objected
from tests.actions.handler_scene import asked, named, stuck, traces
from tests.actions.test_find import reported
from tests.cast import at, key
from tests.pages.browse import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


def test_who_was_named_hears_and_answers_what_nobody_could() -> None:
    scene, pk, request = stuck()
    assert refusal(lambda: found(scene, pk, actor_id=scene.people.han)).code == "nobody_left"
    row = Handling.objects.get(pk=named(scene.people, request))
    assert (row.person_id, row.named_by_id, row.document) == (
        scene.people.deng,
        scene.people.gao,
        "院党委〔2026〕12号",
    )
    assert AuditEvent.objects.get(verb="name_handler").clause == "R41 A31"
    told = dict(Outbox.objects.filter(kind__startswith="handler_named").values_list("kind", "to"))
    assert told == {"handler_named": scene.people.deng, "handler_named_for_yours": scene.people.zhou}
    still = refusal(lambda: found(scene, pk, actor_id=scene.people.han))
    assert still.code == "decided_before"
    assert "由上级指定的办理人办理" in still.sentence
    note_hearing(
        actor_id=scene.people.deng, objection_id=pk, who="活动负责人", said="来了两次。", heard_on=date(2026, 4, 7),
        key=key(), now=at(2026, 4, 7),
    )  # fmt: skip
    found(scene, pk, actor_id=scene.people.deng)
    assert Finding.objects.get(objection=pk).by_id == scene.people.deng


def test_that_one_thing_and_no_other() -> None:
    scene, _, request = stuck()
    other = objected(scene, scene.minus, now=at(2026, 4, 3))
    named(scene.people, request)
    with pytest.raises(NotFound):
        found(scene, other, actor_id=scene.people.deng)


def test_not_the_one_concerned_nor_who_decided_nor_who_is_not_fully_a_member() -> None:
    scene, _, request = stuck()
    for who in ("zhou", "han", "jiang"):
        answer = refusal(lambda who=who: named(scene.people, request, person_id=getattr(scene.people, who)))
        assert answer.code == "not_eligible"
    named(scene.people, request, person_id=scene.people.gao)


def test_the_form_is_checked_and_only_the_reviewer_above_names() -> None:
    scene, pk, request = stuck()
    assert refusal(lambda: named(scene.people, request, document=" ")).code == "no_document"
    assert refusal(lambda: named(scene.people, request, document="一" * 121)).code == "too_long"
    assert refusal(lambda: named(scene.people, request, actor_id=scene.people.han)).code == "forbidden"
    for change in ({"actor_id": scene.people.deng}, {"request_id": 987654}):
        with pytest.raises(NotFound):
            named(scene.people, **{"request_id": request} | change)
    named(scene.people, request)
    found(scene, pk, actor_id=scene.people.deng)
    assert refusal(lambda: named(scene.people, request, seen=1)).code == "wrong_state"


def test_another_takes_the_place_and_the_first_is_shut_out() -> None:
    scene, pk, request = stuck()
    first = named(scene.people, request)
    late = refusal(lambda: named(scene.people, request, person_id=scene.people.he))
    assert late.code == "stale"
    assert "刚指定由邓可为办理" in late.sentence
    named(scene.people, request, person_id=scene.people.he, seen=first)
    with pytest.raises(NotFound):
        found(scene, pk, actor_id=scene.people.deng)
    found(scene, pk, actor_id=scene.people.he)


def test_the_one_named_leaves_and_another_is_asked_for() -> None:
    scene, pk, request = stuck()
    first = named(scene.people, request)
    Office.objects.filter(person_id=scene.people.deng).update(until=date(2026, 4, 8))
    Membership.objects.filter(person_id=scene.people.deng).update(until=date(2026, 4, 8))
    gone = at(2026, 4, 9)
    with pytest.raises(NotFound):
        found(scene, pk, actor_id=scene.people.deng, now=gone)
    assert refusal(lambda: found(scene, pk, actor_id=scene.people.han, now=gone)).code == "nobody_left"
    again = asked(scene.people, pk, now=gone)
    named(scene.people, again, person_id=scene.people.he, seen=first, now=gone)
    found(scene, pk, actor_id=scene.people.he, now=gone)


def test_a_reporter_is_on_the_list_and_hears_it_alone() -> None:
    scene, _, _ = stuck()
    pk = objected(scene, scene.minus, now=at(2026, 4, 3))
    request = asked(scene.people, pk)

    def list_above() -> object:
        return naming_page(
            actor_id=scene.people.gao,
            request_id=request,
            place=scene.people.branch_id,
            today=date(2026, 4, 7),
        )

    before = list_above()
    reported(scene, scene.people.zhou)
    assert list_above() == before
    named(scene.people, request, person_id=scene.people.zhou)
    answer = refusal(lambda: found(scene, pk, actor_id=scene.people.zhou))
    assert answer.code == "reported_by_you"
    client_of(scene.people.zhou)
    viewer = viewer_of(account=Account.objects.get(person_id=scene.people.zhou), on=date(2026, 4, 7))
    assert viewer is not None
    page = objection_page(viewer=viewer, objection_id=pk, today=date(2026, 4, 7))
    assert page.why_not == answer.sentence
    assert page.escape is not None
    assert page.escape.may_ask
    asked(scene.people, pk, actor_id=scene.people.zhou)
