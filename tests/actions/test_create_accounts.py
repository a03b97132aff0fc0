"""一并开立账号: everyone without an account gets one, with a code of their own."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.create_account import create_account
from fenming.actions.create_accounts import create_accounts
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import Account, AuditEvent, Membership
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
NOW = at(2026, 1, 6)


def open_all(people: Cast, *, actor: str = "lin", used: str = "") -> list[str]:
    made = create_accounts(
        actor_id=getattr(people, actor), branch_id=people.branch_id, key=used or key(), now=NOW
    )
    for one in made:
        account = Account.objects.get(pk=one.account_id)
        assert account.check_password(one.code)
        assert account.must_set_password
        assert account.code_expires_on == one.expires_on == date(2026, 1, 20)
    return [f"{one.name} {one.login}" for one in made]


@in_transaction
def test_whoever_has_none_gets_one_in_the_order_of_the_roster() -> None:
    people = cast(accounts=False)
    create_account(actor_id=people.lin, membership_id=people.m_xu, login="hemiao", key=key(), now=NOW)
    Membership.objects.filter(pk=people.m_han).update(until=date(2026, 1, 5))
    assert open_all(people) == [
        "沈知行 shenzhixing", "周予安 zhouyuan", "何苗 hemiao2", "蒋雨桐 jiangyutong",
    ]  # fmt: skip
    assert Account.objects.filter(person__memberships__branch_id=people.branch_id).count() == 6
    events = AuditEvent.objects.filter(verb="create_accounts")
    assert {event.actor_id for event in events} == {people.lin}
    assert events.count() == 4
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_codes_differ_and_nobody_is_given_a_second_account() -> None:
    people = cast(accounts=False)
    used = key()
    assert len(open_all(people, used=used)) == 6
    assert len(set(Account.objects.values_list("password", flat=True))) == 8
    with pytest.raises(AlreadyDone):
        open_all(people, used=used)
    with pytest.raises(Refused) as refused:
        open_all(people)
    assert refused.value.code == "nobody"
    assert "都已经有账号" in refused.value.sentence


@in_transaction
def test_only_the_administrator_of_the_branch() -> None:
    people = cast(accounts=False)
    with pytest.raises(Refused) as refused:
        open_all(people, actor="zhou")
    assert refused.value.code == "forbidden"
    assert "系统管理员" in refused.value.sentence
    with pytest.raises(NotFound):
        open_all(people, actor="deng")
    assert Account.objects.count() == 2


def test_32_at_once_open_each_account_once(committed: None) -> None:
    people = cast(accounts=False)
    assert race(lambda: open_all(people)) == ["done"] + ["nobody"] * (THREADS - 1)
    assert Account.objects.filter(person__memberships__branch_id=people.branch_id).count() == 7
