"""划去人选: with a reason; a confirmation may be taken back, and what was decided before stays on record."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.propose_uses import propose_uses
from fenming.actions.strike_use import strike_use
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, UseDecision
from fenming.rules.terms import Refused
from tests.actions.uses_scene import (
    DECIDE_DAY,
    REFILED,
    accepted_again,
    confirmed,
    name_of,
    proposed,
)
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _strike(people: Cast, membership_id: int, use: str, **other: Any) -> int:
    row = name_of(membership_id, use)
    asked = {
        "actor_id": people.lin, "proposal_id": row.pk, "reason": "本年度已获同类荣誉。", "seen": row.decisions.count(),
        "key": key(), "now": DECIDE_DAY,
    }  # fmt: skip
    return strike_use(**asked | other)


def _told() -> list[int]:
    return list(Outbox.objects.filter(kind="use_struck").values_list("to_id", flat=True))


def test_who_was_never_confirmed_is_not_told_that_it_came_to_nothing() -> None:
    people = cast()
    proposed(people)
    pk = _strike(people, people.m_he, "ineligible", reason="全年请病假，情有可原。")
    decision = UseDecision.objects.get()
    assert (decision.proposal_id, decision.outcome, decision.heard) == (pk, "struck", None)
    assert AuditEvent.objects.get(verb="strike_use").clause == "R54 A28 A29"
    assert _told() == []


def test_a_confirmation_is_taken_back_and_given_again_with_every_step_kept() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    _strike(people, people.m_zhou, "honours")
    confirmed(people, people.m_zhou, "honours")
    assert list(UseDecision.objects.order_by("round").values_list("round", "outcome")) == [
        (1, "confirmed"),
        (2, "struck"),
        (3, "confirmed"),
    ]
    assert _told() == [people.zhou]


def test_refusals_leave_everything_as_it_was() -> None:
    people = cast()
    proposed(people)
    for other, code in (
        ({"reason": ""}, "no_reason"),
        ({"reason": "因" * 201}, "too_long"),
        ({"seen": 3}, "decided_meanwhile"),
        ({"actor_id": people.han}, "forbidden"),
        ({"actor_id": people.shen}, "forbidden"),
    ):
        with pytest.raises(Refused) as refused:
            _strike(people, people.m_han, "honours", **other)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        _strike(people, people.m_han, "honours", actor_id=people.deng)
    _strike(people, people.m_han, "honours")
    with pytest.raises(Refused) as refused:
        _strike(people, people.m_han, "honours")
    assert refused.value.code == "wrong_state"
    assert UseDecision.objects.count() == 1


def test_after_a_correction_a_person_takes_back_what_stood() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    settlement_id = accepted_again(people)
    propose_uses(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=REFILED)
    _strike(people, people.m_zhou, "honours", now=REFILED)
    assert _told() == [people.zhou]
    assert UseDecision.objects.count() == 2


def test_a_confirmation_may_be_taken_back_after_a_correction_but_only_on_the_newest_list() -> None:
    people = cast()
    proposed(people)
    old = confirmed(people, people.m_he, "ineligible")
    stood = confirmed(people, people.m_zhou, "honours")
    settlement_id = accepted_again(people)
    _strike(people, people.m_he, "ineligible", now=REFILED)
    with pytest.raises(Refused) as refused:
        _strike(people, people.m_han, "honours", now=REFILED)
    assert refused.value.code == "superseded"
    propose_uses(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=REFILED)
    assert name_of(people.m_he, "ineligible").pk == old
    with pytest.raises(Refused) as refused:
        _strike(people, people.m_zhou, "honours", proposal_id=stood, seen=1, now=REFILED)
    assert refused.value.code == "superseded"
    assert "请从新的名单办理" in refused.value.sentence
