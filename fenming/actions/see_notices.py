"""知道了: a person has read the lines on the own page (R67)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fenming.records.models import Notice


def see_notices(*, actor_id: int, up_to_id: int, now: datetime) -> int:
    """Mark one's own lines up to `up_to_id` as read; gives how many were new.

    Others' lines are left alone, whatever the number. Reading is no act of the branch: hence no trail and no
    once-only key, since doing it twice changes nothing. Nothing is refused.
    """
    with transaction.atomic(durable=True):
        lines = Notice.objects.filter(person_id=actor_id, pk__lte=up_to_id, seen_at__isnull=True)
        return lines.update(seen_at=now)
