"""设置密码: a password of one's own, in place of a one-time code or an older password (R67, invariant 5)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._accounts import checked_password
from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.accounts import organisation_of
from fenming.records.models import Account
from fenming.rules.terms import Refused


def set_password(*, actor_id: int, current: str, password: str, key: str, now: datetime) -> int:
    """The account's id. All other sessions of the account end, since they hang on the old password.

    `current` is the password so far; whoever has just come in with a one-time code is not asked for it again and
    gives "". Refused: `wrong_password`, `same_password`, `weak_password`. NotFound without an account or a branch.
    """
    organisation_id = organisation_of(person_id=actor_id, on=timezone.localdate(now))
    with writing(branch_id=organisation_id, actor_id=actor_id, verb="set_password", key=key, now=now) as act:
        account = Account.objects.select_for_update().filter(person_id=actor_id).first()
        if account is None:
            raise NotFound(f"account of {actor_id}")
        if not account.must_set_password and not account.check_password(current):
            raise Refused("wrong_password", "现在的密码不对，新密码没有保存。请重新输入。")
        if account.check_password(password):
            raise Refused("same_password", "新密码和原来的一样。请换一个。")
        first = account.must_set_password
        account.set_password(checked_password(password, login=account.login))
        account.must_set_password = False
        account.code_expires_on = None
        account.save(update_fields=["password", "must_set_password", "code_expires_on"])
        act.audit(subject="account", subject_id=account.pk, clause="R67", detail={"first": first})
    return account.pk
