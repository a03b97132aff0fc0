"""What enters the hash of a ledger entry and of an audit row, and the check that all of it still stands (R61, R73)."""

from __future__ import annotations

import json

from fenming.records.models import AuditEvent, LedgerEntry, Posting
from fenming.rules.ledger import Json, Link, verify_chain


def entry_content(entry: LedgerEntry) -> dict[str, Json]:
    """Canonical content of a ledger entry: everything but ids a restore could change, text only by its digest."""
    return {
        "branch": entry.branch_id,
        "seq": entry.seq,
        "membership": entry.membership_id,
        "item": entry.item,
        "standard": entry.version.digest,
        "day": entry.day.isoformat(),
        "quarter": f"{entry.quarter.year.number}Q{entry.quarter.number}",
        "quantity": entry.quantity,
        "level": entry.level,
        "achievement": entry.achievement,
        "each_centi": entry.each_centi,
        "points_centi": entry.points_centi,
        "kind": entry.kind,
        "determination": entry.determination_id,
        "correction": entry.correction_id,
        "finding": entry.finding_id,
        "veto": entry.veto_id,
        "opening": entry.opening_id,
        "reverses": entry.reverses.seq if entry.reverses else None,
        "reason_code": entry.reason_code,
        "text": entry.text.digest,
        "recorded_at": entry.recorded_at.isoformat(),
    }


def event_content(event: AuditEvent) -> dict[str, Json]:
    """Canonical content of an audit row."""
    return {
        "branch": event.branch_id,
        "seq": event.seq,
        "actor": event.actor_id,
        "verb": event.verb,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "clause": event.clause,
        "detail": json.loads(event.detail),
        "at": event.at.isoformat(),
    }


def first_broken_entry(*, branch_id: int) -> int | None:
    """The number of the first ledger entry that is not as it was written, or None; posted heads are held against it."""
    entries = LedgerEntry.objects.filter(branch_id=branch_id).order_by("seq")
    entries = entries.select_related("version", "quarter__year", "reverses", "text")
    heads = dict(
        Posting.objects.filter(branch_id=branch_id, ledger_seq__gt=0).values_list("ledger_seq", "head_hash")
    )
    links = (
        Link(entry.seq, entry.prev_hash, entry.hash, entry_content(entry)) for entry in entries.iterator(2000)
    )
    return verify_chain(links, heads=heads)


def first_broken_event(*, branch_id: int) -> int | None:
    """The number of the first audit row that is not as it was written, or None."""
    events = AuditEvent.objects.filter(branch_id=branch_id).order_by("seq")
    links = (
        Link(event.seq, event.prev_hash, event.hash, event_content(event)) for event in events.iterator(2000)
    )
    return verify_chain(links)
