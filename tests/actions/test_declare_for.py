"""代为申报: from the paper sheet of a member without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.declare_for import declare_for
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Matter, MemberMonth, Month, Outbox
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

NOW = at(2026, 2, 4)


def month_of(branch_id: int, number: int = 1) -> int:
    return Month.objects.get(branch_id=branch_id, number=number, start__year=2026).pk


def entered(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.xu, "membership_id": people.m_zhou, "month_id": month_of(people.branch_id), "item": "DT5",
        "day": date(2026, 1, 20), "said": "布置学院读书会会场。", "key": key(), "now": NOW,
    }  # fmt: skip
    return declare_for(**(given | change))


@pytest.mark.django_db
def test_what_the_sheet_says_is_declared_and_marked_and_the_member_is_told() -> None:
    people = cast()
    matter = Matter.objects.get(pk=entered(people))
    assert (matter.origin, matter.on_behalf, matter.declared_by_id) == ("declared", True, people.xu)
    assert (matter.membership_id, matter.claimed_centi, matter.state) == (people.m_zhou, 100, "declared")
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "on_behalf"
    assert Outbox.objects.get(kind="declared_for").to_id == people.zhou
    assert AuditEvent.objects.get(verb="declare_for").actor_id == people.xu


@pytest.mark.django_db
def test_the_member_may_withdraw_what_was_entered_for_them() -> None:
    people = cast()
    matter_id = entered(people)
    withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=NOW)
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "none"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"item": "DA5"}, "bad_item", "只用于行政教辅"),
        ({"item": "K03"}, "not_declarable", "申报"),
        ({"day": date(2026, 2, 5)}, "future_day", ""),
        ({"said": " "}, "nothing_said", "还没有写"),
        ({"quantity": 0}, "bad_quantity", ""),
    ],
)
def test_it_is_judged_like_the_members_own_declaration(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        entered(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Matter.objects.exists()
    assert not Outbox.objects.filter(kind="declared_for").exists()


@pytest.mark.django_db
def test_a_repeat_names_the_member() -> None:
    people = cast()
    entered(people)
    with pytest.raises(Refused, match="这件事周予安已经报过，事项号 2026-01-001"):
        entered(people)


@pytest.mark.django_db
def test_nobody_enters_the_own_sheet_and_only_recorder_and_secretary_enter_any() -> None:
    people = cast()
    with pytest.raises(Refused, match="您本人的请在“申报”里自己报"):
        entered(people, membership_id=people.m_xu, item="DA5")
    for actor in (people.he, people.han):
        with pytest.raises(Refused, match="支部书记、积分记录员"):
            entered(people, actor_id=actor)
    assert Matter.objects.get(pk=entered(people, actor_id=people.lin)).on_behalf


@pytest.mark.django_db
def test_a_month_and_a_member_of_another_branch_are_not_found() -> None:
    people = cast()
    with pytest.raises(NotFound):
        entered(people, month_id=month_of(people.other_branch_id))
    with pytest.raises(NotFound):
        entered(people, membership_id=people.m_deng)


@pytest.mark.django_db
def test_the_same_form_twice() -> None:
    people, once = cast(), key()
    entered(people, key=once)
    with pytest.raises(AlreadyDone):
        entered(people, key=once)


def test_two_recorders_at_once_enter_a_line_once(committed: None) -> None:
    people = cast()
    assert race(lambda: entered(people)) == ["done"] + ["repeat"] * 31
    assert Matter.objects.count() == 1
