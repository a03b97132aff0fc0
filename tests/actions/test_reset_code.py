"""重置一次性密码: a forgotten password is replaced openly, and its sessions end."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions._accounts import NewAccount
from fenming.actions.give_office import give_office
from fenming.actions.reset_code import reset_code
from fenming.queries.access import NotFound
from fenming.queries.accounts import last_reset
from fenming.queries.chain import first_broken_event
from fenming.records.models import Account, AuditEvent, Membership, Outbox
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.cast import PASSWORD, Cast, at, cast, key
from tests.pages.browse import client_of
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
NOW = at(2026, 1, 6)


def reset(people: Cast, member: str = "m_zhou", *, actor: str = "lin", used: str = "") -> NewAccount:
    return reset_code(
        actor_id=getattr(people, actor), membership_id=getattr(people, member), key=used or key(), now=NOW
    )


@in_transaction
def test_a_code_replaces_the_password_and_the_member_is_told_by_whom() -> None:
    people = cast(accounts=False)
    client_of(people.zhou)
    made = reset(people)
    account = Account.objects.get(person_id=people.zhou)
    assert (made.account_id, made.name, made.login) == (account.pk, "周予安", account.login)
    assert account.check_password(made.code)
    assert not account.check_password(PASSWORD)
    assert account.must_set_password
    assert account.code_expires_on == made.expires_on == date(2026, 1, 20)
    assert (account.reset_by_id, account.reset_at) == (people.lin, NOW)
    shown = last_reset(account_id=account.pk)
    assert shown is not None
    assert (shown.by, shown.at) == ("林曼青", NOW)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("reset_code", account.pk, people.lin)
    assert made.code not in event.detail
    assert Outbox.objects.get(kind="code_reset").to_id == people.zhou
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_every_session_of_the_account_ends() -> None:
    people = cast(accounts=False)
    here, elsewhere, other = client_of(people.zhou), client_of(people.zhou), client_of(people.han)
    assert here.get("/standard").status_code == 200
    reset(people)
    for client in (here, elsewhere):
        assert client.get("/standard").headers["Location"].startswith("/sign-in")
    assert other.get("/standard").status_code == 200


@in_transaction
def test_who_may_not_reset_and_what_there_is_to_reset() -> None:
    people = cast(accounts=False)
    client_of(people.zhou)
    client_of(people.han)
    before = AuditEvent.objects.count(), list(Account.objects.values_list("password", flat=True))
    Membership.objects.filter(pk=people.m_han).update(until=date(2026, 1, 5))
    for given, code, words in (
        ({"member": "m_lin"}, "forbidden", "本人的密码不能由您自己重置"),
        ({"actor": "zhou"}, "forbidden", "重置一次性密码由系统管理员办理"),
        ({"actor": "gao"}, "forbidden", "重置一次性密码由系统管理员办理"),
        ({"member": "m_he"}, "no_account", "何苗还没有账号"),
        ({"member": "m_han"}, "not_current", "韩若水已不在本支部"),
    ):
        with pytest.raises(Refused) as refused:
            reset(people, **given)
        assert refused.value.code == code
        assert words in refused.value.sentence
    with pytest.raises(NotFound):
        reset(people, "m_deng")
    after = AuditEvent.objects.count(), list(Account.objects.values_list("password", flat=True))
    assert after == before
    assert not Account.objects.filter(reset_at__isnull=False).exists()


@in_transaction
def test_a_secretary_who_is_not_the_administrator_resets_nothing() -> None:
    people = cast(accounts=False)
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.han, role=Role.SECRETARY,
        since=date(2026, 1, 5), resolution="支委会", key=key(), now=NOW,
    )  # fmt: skip
    client_of(people.zhou)
    with pytest.raises(Refused) as refused:
        reset(people, actor="han")
    assert refused.value.code == "forbidden"


@in_transaction
def test_the_same_form_twice_gives_one_code() -> None:
    people = cast(accounts=False)
    client_of(people.zhou)
    used = key()
    made = reset(people, used=used)
    with pytest.raises(AlreadyDone):
        reset(people, used=used)
    assert Account.objects.get(person_id=people.zhou).check_password(made.code)


def test_32_at_once_leave_one_code_in_force(committed: None) -> None:
    people = cast(accounts=False)
    client_of(people.zhou)
    used = key()
    assert race(lambda: reset(people, used=used)) == ["already_done"] * (THREADS - 1) + ["done"]
    assert AuditEvent.objects.filter(verb="reset_code").count() == 1
