"""开通日历订阅: an address that a person's own calendar asks for last days (R67)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from fenming.queries.access import NotFound
from fenming.queries.reminders import secret_digest
from fenming.records.models import Account, CalendarFeed


def open_feed(*, actor_id: int, now: datetime) -> str:
    """The secret of the new address, given out this once; an address opened before stops working.

    A setting of one's own, not an act of the branch: hence no trail that others could read, and no once-only key,
    since opening it twice leaves one address. NotFound for someone without an account.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic(durable=True):
        if not Account.objects.select_for_update().filter(person_id=actor_id).exists():
            raise NotFound(f"account of {actor_id}")
        CalendarFeed.objects.filter(person_id=actor_id, revoked_at__isnull=True).update(revoked_at=now)
        CalendarFeed.objects.create(person_id=actor_id, secret_digest=secret_digest(secret), opened_at=now)
    return secret
