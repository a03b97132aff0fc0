"""公布: once, by the secretary, after the settlement."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.announce import announce
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.year import year_state
from fenming.records.models import AuditEvent, SettlementEvent
from fenming.rules.terms import Refused
from tests.actions._walk import all_locked, year
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2027, 1, 28)


def _settled() -> tuple[Cast, int]:
    people = cast()
    all_locked(people)
    return people, settle(actor_id=people.lin, year_id=year(people).pk, key=key(), now=at(2027, 1, 27))


def test_announcing_leaves_an_event_and_a_trail() -> None:
    people, settlement_id = _settled()
    assert announce(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=NOW) == settlement_id
    event = SettlementEvent.objects.get()
    assert (event.kind, event.by_id, event.settlement_id) == ("announced", people.lin, settlement_id)
    assert year_state(year=year(people)) == "announced"
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="announce")
    assert (trail.subject_id, trail.clause) == (settlement_id, "R47")


def test_announcing_happens_once() -> None:
    people, settlement_id = _settled()
    once = key()
    announce(actor_id=people.lin, settlement_id=settlement_id, key=once, now=NOW)
    with pytest.raises(AlreadyDone):
        announce(actor_id=people.lin, settlement_id=settlement_id, key=once, now=NOW)
    with pytest.raises(Refused) as refused:
        announce(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=NOW)
    assert refused.value.code == "wrong_state"
    assert "已公布" in refused.value.sentence
    assert SettlementEvent.objects.count() == 1


def test_only_the_secretary_announces_and_another_branch_is_not_found() -> None:
    people, settlement_id = _settled()
    with pytest.raises(Refused) as refused:
        announce(actor_id=people.han, settlement_id=settlement_id, key=key(), now=NOW)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        announce(actor_id=people.deng, settlement_id=settlement_id, key=key(), now=NOW)
    with pytest.raises(NotFound):
        announce(actor_id=people.lin, settlement_id=settlement_id + 1, key=key(), now=NOW)
    assert not SettlementEvent.objects.exists()
