"""设置邮件提醒: where a person wants to be written to before a last day, or that they do not (R67)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from fenming.queries.access import NotFound
from fenming.records.models import Account, MailReminder
from fenming.rules.terms import Refused

LONGEST_ADDRESS = 120


def set_mail(*, actor_id: int, address: str, now: datetime) -> None:
    """Write to `address` from now on; "" for no more mails, and the address is wiped.

    One's own setting: no trail, no key; setting it twice changes nothing. Refused: `bad_address`. NotFound for someone
    without an account.
    """
    given = address.strip()
    try:
        if given:
            validate_email(given)
    except ValidationError:
        raise Refused("bad_address", "邮箱地址不对。请照“名字@单位.cn”的样子写。") from None
    if len(given) > LONGEST_ADDRESS:
        raise Refused("bad_address", f"邮箱地址请写在 {LONGEST_ADDRESS} 个字符以内。")
    with transaction.atomic(durable=True):
        if not Account.objects.select_for_update().filter(person_id=actor_id).exists():
            raise NotFound(f"account of {actor_id}")
        there = MailReminder.objects.filter(person_id=actor_id)
        if not there.update(address=given, since=now) and given:
            MailReminder.objects.create(person_id=actor_id, address=given, since=now)
