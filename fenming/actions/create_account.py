"""开立账号: an account for a member, with a one-time code to hand over on paper (R67, invariant 5)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fenming.actions._accounts import NewAccount, code_expires, new_account, one_time_code
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.rules.terms import Refused


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
    code, expires_on = one_time_code(), code_expires(today)
    hashed = make_password(code)
    with writing(
        branch_id=membership.branch_id, actor_id=actor_id, verb="create_account", key=key, now=now
    ) as act:
        account = new_account(
            person_id=membership.person_id, login=login, hashed=hashed, code_expires_on=expires_on
        )
        detail = {"person": membership.person_id, "expires": expires_on.isoformat()}
        act.audit(subject="account", subject_id=account.pk, clause="R67", detail=detail)
    return NewAccount(account.pk, membership.person.name, account.login, code, expires_on)
