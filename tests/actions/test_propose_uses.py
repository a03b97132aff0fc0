"""拟定名单: once for a filed year, everyone by the standard, nothing happens to anybody by it."""

from __future__ import annotations

import json

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.propose_uses import propose_uses
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Notice, Outbox, UseList, UseProposal
from fenming.rules.terms import Refused
from tests.actions._year import appraised, filed
from tests.actions.uses_scene import (
    DRAW_DAY,
    REFILED,
    accepted,
    accepted_again,
    confirmed,
    name_of,
    proposed,
    resolved,
    settled_again,
)
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _refused(people: Cast, settlement_id: int, *, actor: int | None = None) -> Refused:
    before = UseList.objects.count()
    with pytest.raises(Refused) as refused:
        propose_uses(actor_id=actor or people.lin, settlement_id=settlement_id, key=key(), now=DRAW_DAY)
    assert UseList.objects.count() == before
    return refused.value


def _names() -> set[tuple[int, str, str, bool]]:
    newest = UseList.objects.latest("pk")
    return set(newest.proposals.values_list("membership_id", "use", "grade", "listed"))


def test_every_name_is_a_proposal_and_nobody_but_the_leaders_is_told() -> None:
    people = cast()
    pk = proposed(people)
    assert _names() == {
        (people.m_zhou, "honours", "基本合格", True),
        (people.m_zhou, "incentive", "基本合格", True),
        (people.m_han, "honours", "基本合格", True),
        (people.m_han, "incentive", "基本合格", True),
        (people.m_he, "ineligible", "不合格", True),
    }
    drawn = UseList.objects.get(pk=pk)
    assert (drawn.ranked, drawn.top_places, drawn.bottom_places, drawn.by_id) == (7, 2, 1, people.lin)
    trail = AuditEvent.objects.get(verb="propose_uses")
    assert (json.loads(trail.detail)["top"], json.loads(trail.detail)["bottom"]) == (2, 1)
    assert set(Outbox.objects.filter(kind="uses_proposed").values_list("to_id", flat=True)) == {
        people.han,
        people.xu,
    }
    assert not Notice.objects.filter(kind__startswith="use").exists()


def test_without_a_resolution_there_is_no_bottom_list() -> None:
    people = cast()
    settlement_id = accepted(people)
    resolved(people, is_on=False, day=at(2027, 4, 1).date())
    propose_uses(actor_id=people.xu, settlement_id=settlement_id, key=key(), now=DRAW_DAY)
    assert UseList.objects.get().bottom_places == 0
    assert not UseProposal.objects.filter(use="ineligible").exists()


def test_not_before_the_superior_has_accepted_the_year_and_once() -> None:
    people = cast()
    pk = appraised(people)
    refused = _refused(people, pk)
    assert refused.code == "wrong_state"
    assert "这个年度现在是“已评议”，不能拟定名单。接下来请报上级党委审核备案。" in refused.sentence
    filed(people)
    assert "已报送" in _refused(people, pk).sentence


def test_it_is_drawn_up_once_by_the_leaders_of_the_branch() -> None:
    people = cast()
    pk = accepted(people)
    assert _refused(people, pk, actor=people.zhou).code == "forbidden"
    assert _refused(people, pk, actor=people.shen).code == "forbidden"
    with pytest.raises(NotFound):
        propose_uses(actor_id=people.deng, settlement_id=pk, key=key(), now=DRAW_DAY)
    once = key()
    propose_uses(actor_id=people.han, settlement_id=pk, key=once, now=DRAW_DAY)
    assert _refused(people, pk).code == "drawn_already"
    with pytest.raises(AlreadyDone):
        propose_uses(actor_id=people.han, settlement_id=pk, key=once, now=DRAW_DAY)


def test_after_a_correction_everyone_confirmed_is_put_before_a_person_again() -> None:
    people = cast()
    proposed(people)
    for member, use in ((people.m_zhou, "honours"), (people.m_he, "ineligible")):
        confirmed(people, member, use)
    old = UseList.objects.get()
    assert _refused(people, settled_again_id := settled_again(people)).code == "wrong_state"
    assert _refused(people, old.settlement_id).code == "wrong_state"
    assert settled_again_id != old.settlement_id
    # nothing has changed by itself
    assert UseProposal.objects.count() == 5


def test_who_is_on_the_list_no_more_is_carried_over_and_keeps_what_was_decided() -> None:
    people = cast()
    proposed(people)
    for member, use in ((people.m_zhou, "honours"), (people.m_he, "ineligible")):
        confirmed(people, member, use)
    settlement_id = accepted_again(people)
    propose_uses(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=REFILED)
    # 周予安 is last now, with a veto: 61, 60 × 5, 58, 0
    names = {(pk, use, listed) for pk, use, _, listed in _names()}
    assert (people.m_zhou, "honours", False) in names
    assert (people.m_he, "ineligible", False) in names
    assert (people.m_zhou, "ineligible", True) in names
    assert (people.m_han, "honours", True) in names
    # 周予安 was never confirmed for an incentive: nothing to decide anew
    assert not any(pk == people.m_zhou and use == "incentive" for pk, use, _ in names)
    row = name_of(people.m_zhou, "honours")
    assert row.earlier is not None
    assert row.earlier.decisions.get().outcome == "confirmed"
    assert not row.decisions.exists()
