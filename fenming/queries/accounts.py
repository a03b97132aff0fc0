"""Accounts as pages need them: the demo's cast, whom to ask for a new code, how long a code holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from fenming.queries.access import NotFound, current_on, get_membership_for
from fenming.records.models import Account, Membership, Office
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who can be tried in the demo; `offices` in words, 党员 for those without one.

    `branch` is named only where there are several.
    """

    name: str
    branch: str
    offices: str
    login: str


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Every account of a demo system, office holders first; nothing outside demo mode."""
    if not settings.DEMO:
        return ()
    offices = _offices_by_person()
    rows = (
        Account.objects.filter(is_active=True)
        .order_by("pk")
        .values_list("person_id", "person__name", "login")
    )
    branches = dict(Membership.objects.order_by("pk").values_list("person_id", "branch__name"))
    several = len(set(branches.values())) > 1
    accounts = [
        DemoAccount(
            name=name,
            branch=branches.get(person_id, "") if several else "",
            offices="、".join(offices.get(person_id, [])) or ROLE_NAMES[Role.MEMBER],
            login=login,
        )
        for person_id, name, login in rows
    ]
    return tuple(sorted(accounts, key=lambda one: one.offices == ROLE_NAMES[Role.MEMBER]))


def _offices_by_person() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for person_id, role in (
        Office.objects.filter(until__isnull=True).order_by("pk").values_list("person_id", "role")
    ):
        found.setdefault(person_id, []).append(ROLE_NAMES[Role(role)])
    return found


def has_account(*, person_id: int) -> bool:
    """Whether this person can sign in and act for themselves."""
    return Account.objects.filter(person_id=person_id, is_active=True).exists()


def members_without_account(membership_ids: Collection[int]) -> frozenset[int]:
    """Those of these memberships whose person cannot sign in; one query."""
    rows = Membership.objects.filter(pk__in=membership_ids)
    return frozenset(rows.exclude(person__account__is_active=True).values_list("pk", flat=True))


def expired_code(*, account_id: int, on: date) -> str:
    """The sentence for a one-time code that no longer holds, naming whom to ask; "" while it may be used."""
    account = Account.objects.get(pk=account_id)
    expires = account.code_expires_on
    if not account.must_set_password or expires is None or expires >= on:
        return ""
    ask = "、".join(administrators_of(person_id=account.person_id, on=on)) or "系统管理员"
    day = f"{expires.year}年{expires.month}月{expires.day}日"
    return f"这个一次性密码到{day}为止，已经过期。请找{ask}重新办理。"


def administrators_of(*, person_id: int, on: date) -> list[str]:
    """Names of those who keep the accounts of a person's branch, with their office."""
    branches = Membership.objects.filter(current_on(on), person_id=person_id).values("branch_id")
    names = Office.objects.filter(
        current_on(on), organisation_id__in=branches, role=Role.ADMINISTRATOR
    ).values_list("person__name", flat=True)
    return [f"{ROLE_NAMES[Role.ADMINISTRATOR]}{name}" for name in names]


def organisation_of(*, person_id: int, on: date) -> int:
    """The organisation a person's own acts are kept with: the branch, else where an office is held; NotFound."""
    branch = Membership.objects.filter(current_on(on), person_id=person_id).values_list(
        "branch_id", flat=True
    )
    office = Office.objects.filter(current_on(on), person_id=person_id).order_by("pk")
    found = branch.first() or office.values_list("organisation_id", flat=True).first()
    if found is None:
        raise NotFound(f"organisation of {person_id}")
    return found


def account_to_reset(*, actor_id: int, membership_id: int, on: date) -> tuple[Membership, Account]:
    """A member and the account whose password may be replaced by a one-time code.

    Raises NotFound. Refused: `forbidden`, `not_current`, `no_account`.
    """
    membership = get_membership_for(actor_id=actor_id, verb="reset_code", membership_id=membership_id, on=on)
    name = membership.person.name
    if membership.until is not None and membership.until < on:
        raise Refused("not_current", f"{name}已不在本支部，不能重置密码。请核对名册。")
    account = Account.objects.filter(person_id=membership.person_id).first()
    if account is None:
        raise Refused("no_account", f"{name}还没有账号，不用重置。请在名册里开账号。")
    return membership, account


@dataclass(frozen=True, slots=True)
class LastReset:
    """Who last gave out a one-time code in place of a forgotten password, and when."""

    by: str
    at: datetime


def last_reset(*, account_id: int) -> LastReset | None:
    """What the owner of an account is shown of its last reset; None if there was none."""
    account = Account.objects.select_related("reset_by").get(pk=account_id)
    if account.reset_by is None or account.reset_at is None:
        return None
    return LastReset(account.reset_by.name, account.reset_at)
