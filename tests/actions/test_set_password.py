"""设置密码: once from a one-time code, later from the password so far."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.create_account import create_account
from fenming.actions.set_password import set_password
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import Account, AuditEvent
from fenming.rules.terms import Refused
from tests.cast import PASSWORD, Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
NOW = at(2026, 1, 6)
NEW = "qinglan-shan-7"


def change(person_id: int, *, current: str = PASSWORD, password: str = NEW, used: str = "") -> int:
    return set_password(actor_id=person_id, current=current, password=password, key=used or key(), now=NOW)


def newcomer(people: Cast) -> Account:
    made = create_account(actor_id=people.lin, membership_id=people.m_he, login="hemiao", key=key(), now=NOW)
    return Account.objects.get(pk=made.account_id)


@in_transaction
def test_a_code_is_replaced_without_being_asked_for_again() -> None:
    people = cast(accounts=False)
    account = newcomer(people)
    assert change(people.he, current="") == account.pk
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert not account.must_set_password
    assert account.code_expires_on is None
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.actor_id, event.detail) == ("set_password", people.he, '{"first":true}')
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_a_changed_password_changes_what_sessions_hang_on() -> None:
    people = cast(accounts=False)
    before = Account.objects.get(login="lin").get_session_auth_hash()
    change(people.lin)
    assert Account.objects.get(login="lin").get_session_auth_hash() != before


@in_transaction
@pytest.mark.parametrize(
    ("current", "password", "code", "words"),
    [
        ("something-else", NEW, "wrong_password", "新密码没有保存"),
        ("", NEW, "wrong_password", "请重新输入"),
        (PASSWORD, PASSWORD, "same_password", "和原来的一样"),
        (PASSWORD, "short", "weak_password", "请换一个"),
        (PASSWORD, "1234567890123", "weak_password", "请换一个"),
        (PASSWORD, "password1", "weak_password", "请换一个"),
        (PASSWORD, "LIN", "weak_password", "不能和登录名相同"),
        (PASSWORD, "yanshi-2026", "weak_password", "演示系统公开的密码"),
    ],
)
def test_what_will_not_do_is_refused_and_the_old_one_stays(
    current: str, password: str, code: str, words: str
) -> None:
    people = cast(accounts=False)
    with pytest.raises(Refused) as refused:
        change(people.lin, current=current, password=password)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Account.objects.get(login="lin").check_password(PASSWORD)
    assert not AuditEvent.objects.filter(verb="set_password").exists()


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast(accounts=False)
    used = key()
    change(people.lin, used=used)
    with pytest.raises(AlreadyDone):
        change(people.lin, current=NEW, password="another-one-8", used=used)
    assert Account.objects.get(login="lin").check_password(NEW)


@in_transaction
def test_whoever_has_no_account_or_no_branch_is_not_found() -> None:
    people = cast(accounts=False)
    with pytest.raises(NotFound):
        change(people.zhou)
    with pytest.raises(NotFound):
        set_password(actor_id=people.lin, current=PASSWORD, password=NEW, key=key(), now=at(2020, 1, 6))
    assert Account.objects.get(login="lin").check_password(PASSWORD)


@in_transaction
def test_an_officer_of_the_superior_keeps_the_trail_with_the_superior() -> None:
    people = cast(accounts=False)
    account = Account(person_id=people.gao, login="gaoyuan", code_expires_on=date(2026, 1, 9))
    account.set_password("k3m9x-2qfcb")
    account.save()
    change(people.gao, current="")
    assert AuditEvent.objects.get(verb="set_password").branch_id == people.superior_id


def test_32_at_once_set_one_password(committed: None) -> None:
    people = cast(accounts=False)
    newcomer(people)
    outcomes = race(lambda: change(people.he, current=""))
    assert outcomes == ["done"] + ["wrong_password"] * (THREADS - 1)
    assert AuditEvent.objects.filter(verb="set_password").count() == 1
