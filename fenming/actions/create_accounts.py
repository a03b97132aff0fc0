"""一并开立账号: accounts for all members without one, with codes to print and hand over (R67, invariant 5)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fenming.actions._accounts import NewAccount, code_expires, new_account, one_time_code
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.queries.roster import without_account
from fenming.rules.terms import Refused


def create_accounts(*, actor_id: int, branch_id: int, key: str, now: datetime) -> tuple[NewAccount, ...]:
    """An account for each member of the roster who has none, in its order, with the login the roster suggests.

    All or nothing. Raises NotFound. Refused: `forbidden`, `nobody` (all have one), `login_taken` (another branch
    took a suggested login meanwhile).
    """
    today = timezone.localdate(now)
    branch = get_branch_for(actor_id=actor_id, verb="create_accounts", branch_id=branch_id, on=today)
    expires_on = code_expires(today)
    codes = {row.membership_id: one_time_code() for row in without_account(branch_id=branch.pk, on=today)}
    hashes = {pk: make_password(code) for pk, code in codes.items()}
    made = []
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="create_accounts", key=key, now=now) as act:
        for row in without_account(branch_id=branch.pk, on=today):
            if row.membership_id not in codes:
                continue  # put on the roster a moment ago: next time
            account = new_account(
                person_id=row.person_id, login=row.suggested, hashed=hashes[row.membership_id],
                code_expires_on=expires_on,
            )  # fmt: skip
            detail = {"person": row.person_id, "expires": expires_on.isoformat()}
            act.audit(subject="account", subject_id=account.pk, clause="R67", detail=detail)
            made.append(NewAccount(account.pk, row.name, account.login, codes[row.membership_id], expires_on))
        if not made:
            raise Refused("nobody", "名册上的党员都已经有账号，没有要开的。")
    return tuple(made)
