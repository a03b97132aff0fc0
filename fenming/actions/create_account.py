"""开立账号: an account for a member, with a one-time code to hand over on paper (R67, invariant 5)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fenming.actions._accounts import new_account
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.rules.terms import Refused

# no sign that can be taken for another: 0 o, 1 l i, u v
ALPHABET = "23456789abcdefghjkmnpqrstwxyz"
CODE_DAYS = 14


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`code` exists nowhere but here: shown once, kept only as a hash. It may be used up to `expires_on`."""

    account_id: int
    name: str
    login: str
    code: str
    expires_on: date


def create_account(*, actor_id: int, membership_id: int, login: str, key: str, now: datetime) -> NewAccount:
    """An account whose one-time code leads to setting a password and to nothing else.

    Refused: `forbidden`, `not_current` (no longer in the branch), `bad_login`, `login_taken`, `has_account`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="create_account", membership_id=membership_id, on=today
    )
    if membership.until is not None and membership.until < today:
        raise Refused("not_current", f"{membership.person.name}已不在本支部，不用开账号。请核对名册。")
    code = _one_time_code()
    expires_on = today + timedelta(days=CODE_DAYS)
    with writing(
        branch_id=membership.branch_id, actor_id=actor_id, verb="create_account", key=key, now=now
    ) as act:
        account = new_account(
            person_id=membership.person_id, login=login, password=code, code_expires_on=expires_on
        )
        detail = {"person": membership.person_id, "expires": expires_on.isoformat()}
        act.audit(subject="account", subject_id=account.pk, clause="R67", detail=detail)
    return NewAccount(account.pk, membership.person.name, account.login, code, expires_on)


def _one_time_code() -> str:
    """Ten signs in two groups, some 48 bits: ``k3m9x-2qfcb``."""
    signs = [secrets.choice(ALPHABET) for _ in range(10)]
    return f"{''.join(signs[:5])}-{''.join(signs[5:])}"
