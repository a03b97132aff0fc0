"""送达: what verbs left in the outbox becomes a line on each person's own page (R42, R67)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fenming.records.models import Notice, Outbox

MOST_AT_ONCE = 500


def deliver(*, now: datetime) -> int:
    """Deliver everything that waits; gives how many lines were delivered.

    The clock's act. The rows were written with the acts they follow from, which left the trail; delivering adds
    none. Run twice, late, or from two processes at once, each line is delivered once: a batch is locked, and the
    database takes one notice for each row of the outbox. Nothing is refused.
    """
    delivered = 0
    while batch := _deliver_batch(now):
        delivered += batch
    return delivered


def _deliver_batch(now: datetime) -> int:
    with transaction.atomic(durable=True):
        rows = list(
            Outbox.objects.select_for_update().filter(done_at__isnull=True).order_by("pk")[:MOST_AT_ONCE]
        )
        Notice.objects.bulk_create(
            Notice(
                branch_id=row.branch_id,
                outbox=row,
                person_id=row.to_id,
                kind=row.kind,
                subject=row.subject,
                subject_id=row.subject_id,
                at=row.at,
            )
            for row in rows
        )
        Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=now)
    return len(rows)
