"""重置一次性密码: a new one-time code in place of a forgotten password, openly (R67, invariant 5)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fenming.actions._accounts import NewAccount, code_expires, one_time_code
from fenming.actions._writing import writing
from fenming.queries.accounts import account_to_reset
from fenming.records.models import Account


def reset_code(*, actor_id: int, membership_id: int, key: str, now: datetime) -> NewAccount:
    """The account with its new one-time code; the old password and every session of the account end with it.

    The member is shown who did it and when. Raises NotFound. Refused: `forbidden` (also for one's own account),
    `not_current` (no longer in the branch), `no_account`.
    """
    today = timezone.localdate(now)
    membership, found = account_to_reset(actor_id=actor_id, membership_id=membership_id, on=today)
    code, expires_on = one_time_code(), code_expires(today)
    hashed = make_password(code)
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="reset_code", key=key, now=now) as act:
        account = Account.objects.select_for_update().get(pk=found.pk)
        account.password, account.must_set_password, account.code_expires_on = hashed, True, expires_on
        account.reset_by_id, account.reset_at = actor_id, now
        fields = ["password", "must_set_password", "code_expires_on", "reset_by", "reset_at"]
        account.save(update_fields=fields)
        detail = {"person": account.person_id, "expires": expires_on.isoformat()}
        act.audit(subject="account", subject_id=account.pk, clause="R67", detail=detail)
        act.tell(kind="code_reset", subject="account", subject_id=account.pk, to=[account.person_id])
    return NewAccount(account.pk, membership.person.name, account.login, code, expires_on)
