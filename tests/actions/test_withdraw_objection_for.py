"""代录撤回异议: the signed withdrawal of a member without an account, entered by recorder or secretary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.withdraw_objection_for import withdraw_objection_for
from fenming.queries.access import NotFound
from fenming.records.models import Account, AuditEvent, Objection, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall, written
from tests.cast import at, key
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@once
def filed() -> tuple[Wall, int]:
    """周予安 objected on 2 April and has no account any more."""
    scene = wall()
    pk = objected(scene)
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    return scene, pk


def back(scene: Wall, pk: int, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": scene.people.xu, "objection_id": pk, "signed_on": date(2026, 4, 7), "paper_kept": True,
        "key": key(), "now": at(2026, 4, 8),
    }  # fmt: skip
    return withdraw_objection_for(**given | change)


def refusal(scene: Wall, pk: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        back(scene, pk, **change)
    assert written(scene.people) == before
    return refused.value


def test_it_is_withdrawn_with_the_day_on_the_paper_and_who_entered_it() -> None:
    scene, pk = filed()
    assert back(scene, pk) == pk
    one = Objection.objects.get(pk=pk)
    assert (one.state, one.withdrawn_by_id, one.withdrawal_signed_on) == (
        "withdrawn",
        scene.people.xu,
        date(2026, 4, 7),
    )
    event = AuditEvent.objects.get(verb="withdraw_objection_for")
    assert (event.subject_id, event.detail) == (pk, '{"number":1,"signed_on":"2026-04-07"}')
    assert Outbox.objects.filter(kind="objection_withdrawn", subject_id=pk).count() == 3
    assert refusal(scene, pk).code == "wrong_state"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"signed_on": date(2026, 4, 1)}, "signed_early", "2026年4月2日才提出"),
        ({"signed_on": date(2026, 4, 9)}, "future_day", "2026年4月9日还没有到"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
    ],
)
def test_what_does_not_fit_the_paper_is_said(change: dict[str, Any], code: str, words: str) -> None:
    scene, pk = filed()
    refused = refusal(scene, pk, **change)
    assert refused.code == code
    assert words in refused.sentence


def test_not_after_the_answer_nor_for_who_has_an_account_nor_by_others() -> None:
    scene, pk = filed()
    people, same = scene.people, key()
    theirs = objected(scene, scene.minus)
    assert "何苗本人有账号" in refusal(scene, theirs).sentence
    for actor in (people.han, people.zhou):
        assert refusal(scene, pk, actor_id=actor).code == "forbidden"
    for change in ({"actor_id": people.deng}, {"objection_id": 987654}):
        with pytest.raises(NotFound):
            back(scene, pk, **change)
    found(scene, pk)
    assert refusal(scene, pk).code == "wrong_state"
    Account.objects.filter(person_id=people.he).update(is_active=False)
    back(scene, theirs, actor_id=people.lin, key=same)
    with pytest.raises(AlreadyDone):
        back(scene, theirs, key=same)


def test_the_database_lets_nobody_enter_the_own_withdrawal() -> None:
    scene, pk = filed()
    ended = {"state": "withdrawn", "ended_at": at(2026, 4, 8), "withdrawal_signed_on": date(2026, 4, 7)}
    for change in (ended, ended | {"withdrawn_by": scene.people.zhou}, {"withdrawn_by": scene.people.xu}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Objection.objects.filter(pk=pk).update(**change)
