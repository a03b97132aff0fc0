"""What the verbs about accounts share: a password that may be used, and a login that is free."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from fenming.records.models import Account
from fenming.rules.terms import Refused

LOGIN = re.compile(r"[A-Za-z0-9_.\-]{2,40}")


def checked_password(password: str, *, login: str) -> str:
    """The password if it may be used; Refused `weak_password` saying what to change.

    The demo's password is refused outside demo mode.
    """
    if password == settings.DEMO_PASSWORD and not settings.DEMO:
        raise Refused("weak_password", "这是演示系统公开的密码，不能用在正式系统里。请换一个。")
    if password.lower() == login.lower():
        raise Refused("weak_password", "密码不能和登录名相同。请换一个。")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused("weak_password", "".join(error.messages) + "请换一个。") from error
    return password


def new_account(*, person_id: int, login: str, password: str, code_expires_on: date | None = None) -> Account:
    """An account for a person; with `code_expires_on` the password is a one-time code that must be replaced.

    Refused `bad_login`, `login_taken`, `has_account`.
    """
    login = login.strip()
    if not LOGIN.fullmatch(login):
        raise Refused("bad_login", "登录名用 2 至 40 个英文字母、数字、点、横线或下划线。请改好后再提交。")
    if Account.objects.filter(login__iexact=login).exists():
        raise Refused("login_taken", f"登录名“{login}”已经有人用。请换一个。")
    if Account.objects.filter(person_id=person_id).exists():
        raise Refused("has_account", "这名同志已经有账号，不用再开。")
    account = Account(
        person_id=person_id,
        login=login,
        must_set_password=code_expires_on is not None,
        code_expires_on=code_expires_on,
    )
    account.set_password(password)
    try:
        account.save(force_insert=True)
    except IntegrityError as error:
        # logins are unique across branches, which share no lock: another branch was faster
        raise Refused("login_taken", f"登录名“{login}”已经有人用。请换一个。") from error
    return account
