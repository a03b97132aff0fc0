"""提出解除: by the document that revoked the decision; in force until another confirms."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.propose_lifting import propose_lifting
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, Veto
from fenming.rules.terms import Refused
from tests.actions.veto_scene import DOCUMENT, REVOKED, confirmed, proposed
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(veto_id: int, actor_id: int, document: str = REVOKED) -> Refused:
    before = Veto.objects.get(pk=veto_id).lift_document, AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        propose_lifting(actor_id=actor_id, veto_id=veto_id, document=document, key=key(), now=at(2026, 5, 6))
    assert (Veto.objects.get(pk=veto_id).lift_document, AuditEvent.objects.count()) == before
    return refused.value


def test_it_waits_for_a_second_person_and_a_wrong_number_is_put_right() -> None:
    people = cast()
    veto_id = confirmed(people)
    propose_lifting(
        actor_id=people.lin, veto_id=veto_id, document="校纪〔2026〕8号", key=key(), now=at(2026, 5, 6)
    )
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 7))
    veto = Veto.objects.get(pk=veto_id)
    assert (veto.state, veto.lift_document, veto.lift_proposed_by_id) == ("confirmed", REVOKED, people.lin)
    assert (veto.lift_proposed_at, veto.lifted_by_id) == (at(2026, 5, 7), None)
    assert AuditEvent.objects.filter(verb="propose_lifting", subject_id=veto_id).count() == 2
    told = Outbox.objects.filter(kind="veto_lifting_proposed").values_list("to_id", flat=True)
    assert set(told) == {people.han, people.shen}


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        ("", "document_missing", "还没有填"),
        ("号" * 121, "too_long", "120 字以内"),
        (DOCUMENT, "same_document", "这是处理决定本身的文号"),
        (REVOKED, "same_document", "已经提出解除"),
    ],
)
def test_what_is_wrong_with_the_document_is_said(document: str, code: str, words: str) -> None:
    people = cast()
    veto_id = confirmed(people)
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6))
    refused = refusal(veto_id, people.lin, document)
    assert refused.code == code
    assert words in refused.sentence


def test_who_may_not_and_when_not() -> None:
    people = cast()
    veto_id = confirmed(people)
    for actor in (people.he, people.xu, people.zhou):
        assert refusal(veto_id, actor).code == "forbidden"
    with pytest.raises(NotFound):
        propose_lifting(
            actor_id=people.deng, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6)
        )
    other = proposed(people, document="校纪〔2026〕4号")
    refused = refusal(other, people.lin)
    assert refused.code == "wrong_state"
    assert "现在是“待确认”" in refused.sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    veto_id = confirmed(people)
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=same, now=at(2026, 5, 6))
    with pytest.raises(AlreadyDone):
        propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=same, now=at(2026, 5, 6))
