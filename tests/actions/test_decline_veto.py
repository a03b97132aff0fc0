"""不予确认: by another, with the reason; nothing counts."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.decline_veto import decline_veto
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, LedgerEntry, Outbox, Veto
from fenming.rules.terms import Refused
from tests.actions.veto_scene import confirmed, proposed
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(veto_id: int, actor_id: int, reason: str = "文件未生效。") -> Refused:
    before = Veto.objects.get(pk=veto_id).state, AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        decline_veto(actor_id=actor_id, veto_id=veto_id, reason=reason, key=key(), now=at(2026, 3, 10))
    assert (Veto.objects.get(pk=veto_id).state, AuditEvent.objects.count()) == before
    return refused.value


def test_it_ends_with_the_reason_and_books_nothing() -> None:
    people = cast()
    veto_id = proposed(people)
    decline_veto(
        actor_id=people.shen, veto_id=veto_id, reason="决定还在复议。", key=key(), now=at(2026, 3, 10)
    )
    veto = Veto.objects.select_related("why_declined").get(pk=veto_id)
    assert veto.why_declined is not None
    assert (veto.state, veto.confirmed_by_id, veto.why_declined.text) == (
        "declined",
        people.shen,
        "决定还在复议。",
    )
    assert not LedgerEntry.objects.exists()
    assert AuditEvent.objects.get(verb="decline_veto").subject_id == veto_id
    told = Outbox.objects.filter(kind="veto_declined").values_list("to_id", flat=True)
    assert set(told) == {people.he, people.han}


def test_who_may_not_and_when_not() -> None:
    people = cast()
    veto_id = proposed(people)
    assert refusal(veto_id, people.shen, " ").code == "nothing_said"
    assert refusal(veto_id, people.shen, "长" * 501).code == "too_long"
    own = refusal(veto_id, people.han)
    assert own.code == "same_person"
    assert "另一名书记或支委" in own.sentence
    assert refusal(veto_id, people.he).code == "forbidden"
    with pytest.raises(NotFound):
        decline_veto(actor_id=people.deng, veto_id=veto_id, reason="一", key=key(), now=at(2026, 3, 10))
    other = confirmed(people, document="校纪〔2026〕4号")
    assert "请凭撤销的文件提出解除" in refusal(other, people.lin).sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    veto_id = proposed(people)
    decline_veto(actor_id=people.shen, veto_id=veto_id, reason="未生效。", key=same, now=at(2026, 3, 10))
    with pytest.raises(AlreadyDone):
        decline_veto(actor_id=people.shen, veto_id=veto_id, reason="未生效。", key=same, now=at(2026, 3, 10))
