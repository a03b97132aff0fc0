"""开立账号: a login and a one-time code, once for each member."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions._accounts import ALPHABET, NewAccount
from fenming.actions.create_account import create_account
from fenming.actions.give_office import give_office
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import Account, AuditEvent, Membership
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
NOW = at(2026, 1, 6)


def open_for(
    people: Cast, membership_id: int, *, login: str = "hemiao", actor: str = "lin", used: str = ""
) -> NewAccount:
    return create_account(
        actor_id=getattr(people, actor), membership_id=membership_id, login=login, key=used or key(), now=NOW
    )


@in_transaction
def test_the_code_is_good_for_two_weeks_and_kept_nowhere() -> None:
    people = cast(accounts=False)
    made = open_for(people, people.m_he)
    account = Account.objects.get(pk=made.account_id)
    assert (account.person_id, account.login, made.name) == (people.he, "hemiao", "何苗")
    assert account.must_set_password
    assert account.code_expires_on == made.expires_on == date(2026, 1, 20)
    assert account.check_password(made.code)
    assert re.fullmatch(rf"[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}", made.code)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("create_account", account.pk, people.lin)
    assert made.code not in event.detail
    assert "何苗" not in event.detail
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_codes_differ_and_have_no_sign_that_can_be_mistaken() -> None:
    people = cast(accounts=False)
    first, second = open_for(people, people.m_he), open_for(people, people.m_zhou, login="zhouyuan")
    assert first.code != second.code
    assert not set("01ilouv") & set(ALPHABET)


@in_transaction
def test_the_administrator_opens_accounts_and_a_secretary_without_that_office_does_not() -> None:
    people = cast(accounts=False)
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.zhou, role=Role.ADMINISTRATOR,
        since=date(2026, 1, 5), resolution="支委会", key=key(), now=NOW,
    )  # fmt: skip
    assert open_for(people, people.m_he, actor="zhou").login == "hemiao"
    with pytest.raises(Refused) as refused:
        create_account(actor_id=people.deng, membership_id=people.m_deng, login="deng2", key=key(), now=NOW)
    assert refused.value.code == "forbidden"
    assert "系统管理员" in refused.value.sentence
    assert not Account.objects.filter(login="deng2").exists()


@in_transaction
@pytest.mark.parametrize(
    ("login", "code", "words"),
    [
        ("林", "bad_login", "英文字母"),
        ("a b", "bad_login", "请改好后再提交"),
        ("x" * 41, "bad_login", "2 至 40 个"),
        ("", "bad_login", "登录名用"),
        ("LIN", "login_taken", "登录名“LIN”已经有人用"),
        ("deng", "login_taken", "请换一个"),
    ],
)
def test_a_login_that_will_not_do(login: str, code: str, words: str) -> None:
    people = cast(accounts=False)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        open_for(people, people.m_he, login=login)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Account.objects.filter(person_id=people.he).exists()
    assert AuditEvent.objects.count() == before


@in_transaction
def test_one_account_a_person_and_one_effect_a_key() -> None:
    people = cast(accounts=False)
    used = key()
    open_for(people, people.m_he, used=used)
    with pytest.raises(AlreadyDone):
        open_for(people, people.m_he, login="other", used=used)
    with pytest.raises(Refused) as refused:
        open_for(people, people.m_he, login="other")
    assert refused.value.code == "has_account"
    assert "已经有账号" in refused.value.sentence
    assert Account.objects.filter(person_id=people.he).count() == 1


@in_transaction
def test_who_has_left_gets_none_and_other_branches_are_unknown() -> None:
    people = cast(accounts=False)
    Membership.objects.filter(pk=people.m_he).update(until=date(2026, 1, 5))
    with pytest.raises(Refused) as refused:
        open_for(people, people.m_he)
    assert refused.value.code == "not_current"
    assert "何苗已不在本支部" in refused.value.sentence
    with pytest.raises(NotFound):
        open_for(people, people.m_deng)
    assert not Account.objects.filter(login="hemiao").exists()


def test_32_at_once_open_one_account(committed: None) -> None:
    people = cast(accounts=False)
    assert race(lambda: open_for(people, people.m_he)) == ["done"] + ["login_taken"] * (THREADS - 1)
    assert Account.objects.filter(person_id=people.he).count() == 1
    assert AuditEvent.objects.filter(verb="create_account").count() == 1
    assert first_broken_event(branch_id=people.branch_id) is None
