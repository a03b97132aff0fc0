"""公布: once, by the secretary, when the settlement is signed."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.announce import announce
from fenming.actions.sign_off import sign_off
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.records.models import AuditEvent, Office, Outbox, SettlementEvent
from fenming.rules.terms import Refused
from tests.actions._walk import year
from tests.actions._year import lead, settled, signed
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2027, 1, 28)


def _announce(people: Cast, settlement_id: int, *, actor: int | None = None, once: str | None = None) -> int:
    return announce(actor_id=actor or people.lin, settlement_id=settlement_id, key=once or key(), now=NOW)


def test_announcing_leaves_an_event_and_a_trail_and_tells_everyone() -> None:
    people = cast()
    settled(people)
    settlement_id = signed(people, now=NOW)
    assert _announce(people, settlement_id) == settlement_id
    event = SettlementEvent.objects.get()
    assert (event.kind, event.by_id, event.settlement_id) == ("announced", people.lin, settlement_id)
    assert year_state(year=year(people)) == "announced"
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="announce")
    assert (trail.subject_id, trail.clause) == (settlement_id, "R47")
    assert Outbox.objects.filter(kind="year_announced", subject_id=settlement_id).count() == 7


def test_without_the_secretary_nothing_is_announced() -> None:
    people = cast()
    lead(people, people.xu)
    settlement_id = settled(people)
    sign_off(actor_id=people.xu, settlement_id=settlement_id, key=key(), now=NOW)
    with pytest.raises(Refused) as refused:
        _announce(people, settlement_id)
    assert refused.value.code == "not_signed"
    assert refused.value.sentence == "还不能公布：支部书记还没有签署。请先签署，再公布。"
    assert not SettlementEvent.objects.exists()


def test_half_of_the_leading_group_is_not_enough() -> None:
    people = cast()
    lead(people, people.xu, people.han)
    settlement_id = settled(people)
    signed(people, people.xu, now=NOW)
    with pytest.raises(Refused) as refused:
        _announce(people, settlement_id)
    assert refused.value.code == "not_signed"
    assert "领导小组现有 2 名，签署的 1 名，还没有过半数" in refused.value.sentence
    sign_off(actor_id=people.han, settlement_id=settlement_id, key=key(), now=NOW)
    assert _announce(people, settlement_id) == settlement_id


def test_who_left_the_leading_group_counts_no_more() -> None:
    people = cast()
    lead(people, people.xu, people.han, people.shen)
    settlement_id = settled(people)
    signed(people, people.xu, people.han, now=NOW)
    office = Office.objects.filter(person_id=people.xu, role="leading_group")
    office.update(until=date(2027, 1, 27), end_resolution="支部党员大会", ended_by_id=people.lin)
    with pytest.raises(Refused) as refused:
        _announce(people, settlement_id)
    assert "领导小组现有 2 名，签署的 1 名" in refused.value.sentence


def test_announcing_happens_once() -> None:
    people = cast()
    settled(people)
    settlement_id, once = signed(people, now=NOW), key()
    _announce(people, settlement_id, once=once)
    with pytest.raises(AlreadyDone):
        _announce(people, settlement_id, once=once)
    with pytest.raises(Refused) as refused:
        _announce(people, settlement_id)
    assert refused.value.code == "wrong_state"
    assert "已公布" in refused.value.sentence
    assert SettlementEvent.objects.count() == 1


def test_only_the_secretary_announces_and_another_branch_is_not_found() -> None:
    people = cast()
    settled(people)
    settlement_id = signed(people, now=NOW)
    with pytest.raises(Refused) as refused:
        _announce(people, settlement_id, actor=people.han)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        _announce(people, settlement_id, actor=people.deng)
    with pytest.raises(NotFound):
        _announce(people, settlement_id + 1)
    assert not SettlementEvent.objects.exists()
