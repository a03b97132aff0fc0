"""停用日历订阅: the address answers nobody any more (R67)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fenming.records.models import CalendarFeed


def revoke_feed(*, actor_id: int, now: datetime) -> bool:
    """Whether there was an address to stop. One's own setting: no trail, no key; doing it twice changes nothing."""
    with transaction.atomic(durable=True):
        open_ones = CalendarFeed.objects.filter(person_id=actor_id, revoked_at__isnull=True)
        return bool(open_ones.update(revoked_at=now))
