"""What the verbs about accounts share: a password that may be used, a one-time code, a login that is free."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from fenming.records.models import Account
from fenming.rules.terms import Refused

# no sign that can be taken for another: 0 o, 1 l i, u v
ALPHABET = "23456789abcdefghjkmnpqrstwxyz"
CODE_DAYS = 14
LOGIN = re.compile(r"[A-Za-z0-9_.\-]{2,40}")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`code` exists nowhere but here: shown once, kept only as a hash. It may be used up to `expires_on`."""

    account_id: int
    name: str
    login: str
    code: str
    expires_on: date


def one_time_code() -> str:
    """Ten signs in two groups, some 48 bits: ``k3m9x-2qfcb``."""
    signs = [secrets.choice(ALPHABET) for _ in range(10)]
    return f"{''.join(signs[:5])}-{''.join(signs[5:])}"


def code_expires(today: date) -> date:
    """The last day a code given out today may be used."""
    return today + timedelta(days=CODE_DAYS)


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


def new_account(*, person_id: int, login: str, hashed: str, code_expires_on: date | None = None) -> Account:
    """An account for a person; with `code_expires_on` the password is a one-time code that must be replaced.

    `hashed` is the password's hash, made before the branch was locked: hashing is slow on purpose. Refused `bad_login`, `login_taken`, `has_account`.
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
        password=hashed,
    )
    try:
        account.save(force_insert=True)
    except IntegrityError as error:
        # logins are unique across branches, which share no lock: another branch was faster
        raise Refused("login_taken", f"登录名“{login}”已经有人用。请换一个。") from error
    return account
