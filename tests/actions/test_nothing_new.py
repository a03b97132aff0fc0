"""本月无新增: once a month, unless something was declared."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.declare import declare
from fenming.actions.nothing_new import nothing_new
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, MemberMonth, Month
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def month_id(people: Cast, number: int) -> int:
    return Month.objects.get(branch_id=people.branch_id, number=number).pk


def refusal(people: Cast, number: int = 2, *, actor_id: int | None = None) -> Refused:
    before = list(MemberMonth.objects.values_list("pk", "kind")), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        nothing_new(
            actor_id=actor_id or people.zhou,
            month_id=month_id(people, number),
            key=key(),
            now=at(2026, 2, 20),
        )
    assert (list(MemberMonth.objects.values_list("pk", "kind")), AuditEvent.objects.count()) == before
    return refused.value


def declared(people: Cast) -> int:
    return declare(
        actor_id=people.zhou, month_id=month_id(people, 2), item="DT5", day=date(2026, 2, 3),
        said="布置学院读书会会场。", key=key(), now=at(2026, 2, 4),
    )  # fmt: skip


def test_it_ends_the_duty_of_the_month() -> None:
    people = cast()
    row_id = nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=key(), now=at(2026, 3, 6))
    row = MemberMonth.objects.get(pk=row_id)
    assert (row.membership_id, row.kind, row.late, row.said_at) == (
        people.m_zhou,
        "nothing_new",
        True,
        at(2026, 3, 6),
    )
    assert AuditEvent.objects.get(verb="nothing_new").subject_id == month_id(people, 2)


def test_a_second_time_is_refused() -> None:
    people = cast()
    nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=key(), now=at(2026, 2, 20))
    refused = refusal(people)
    assert refused.code == "already_said"
    assert "已经报过2月无新增" in refused.sentence


def test_after_a_declaration_it_is_refused_until_that_is_withdrawn() -> None:
    people = cast()
    matter_id = declared(people)
    refused = refusal(people)
    assert refused.code == "declared"
    assert "2月已经申报了 1 件" in refused.sentence
    withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=at(2026, 2, 20))
    nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=key(), now=at(2026, 2, 20))


def test_a_declaration_afterwards_takes_its_place() -> None:
    people = cast()
    nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=key(), now=at(2026, 2, 3))
    declared(people)
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "declared"


def test_an_assessed_month_and_one_to_come_are_refused() -> None:
    people = cast()
    Month.objects.filter(pk=month_id(people, 1)).update(assessed_at=at(2026, 2, 9))
    refused = refusal(people, 1)
    assert refused.code == "month_assessed"
    assert "请报在2月里" in refused.sentence
    assert refusal(people, 3).code == "wrong_state"


def test_only_members_of_the_branch_can_say_it() -> None:
    people = cast()
    assert refusal(people, actor_id=people.gao).code == "forbidden"
    with pytest.raises(NotFound):
        nothing_new(actor_id=people.deng, month_id=month_id(people, 2), key=key(), now=at(2026, 2, 20))


def test_the_same_tap_twice_counts_once() -> None:
    people, same = cast(), key()
    nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=same, now=at(2026, 2, 20))
    with pytest.raises(AlreadyDone):
        nothing_new(actor_id=people.zhou, month_id=month_id(people, 2), key=same, now=at(2026, 2, 20))
