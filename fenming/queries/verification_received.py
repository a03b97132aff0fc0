"""Whether archives that were received, and the answers to them, are as they were kept (R45, R84)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from fenming.queries.verification_sheets import UNREADABLE, Broken
from fenming.records.models import AuditEvent, Received, ReceivedEvent
from fenming.rules.ledger import Json, canonical_bytes


def received_detail(row: Received) -> dict[str, Json]:
    """What the trail says of an archive when it is received: everything of it that is no text about people."""
    found = json.loads(row.differences)
    return {
        "year": row.year, "round": row.round, "to": row.addressee, "digest": row.filing_digest,
        "archive": row.archive_digest, "differences": len(found["lines"]) + len(found["foot"]),
        "found": sha256(row.differences.encode()).hexdigest(), "names": row.names.digest, "follows": row.follows_id,
    }  # fmt: skip


def answer_detail(event: ReceivedEvent) -> dict[str, Json]:
    """What the trail says of the answer: the number, or the digest of the remarks."""
    said = event.remarks.digest if event.remarks else event.number
    return {"round": event.received.round, "digest": event.received.filing_digest, "kind": event.kind, "said": said}  # fmt: skip


def broken_received(branch_id: int) -> Iterator[Broken]:
    """Every archive of a committee: its table against the digest and the row, and both rows against the trail."""
    keys = Received._base_manager.filter(branch_id=branch_id).order_by("pk")
    for pk in keys.values_list("pk", flat=True):
        number = f"（内部编号 {pk}）"
        try:
            row = Received.objects.select_related("names", "event__remarks").get(pk=pk)
            yield from _broken(row, number)
        except UNREADABLE:
            yield Broken("收档", number, "已经读不出来")


def _broken(row: Received, number: str) -> Iterator[Broken]:
    if sha256(row.table.encode()).hexdigest() != row.filing_digest:
        yield Broken("收档", number, "内容与它的摘要对不上")
        return
    table = json.loads(row.table)
    if (row.sender, row.year, row.round) != (table["branch"], table["year"], table["round"]):
        yield Broken("收档", number, "支部、年度或报送次数与收到的内容不一样")
    if not _in_trail(row, "receive_year", received_detail(row), row.received_by_id, row.received_at):
        yield Broken("收档", number, "与操作留痕里记的不一样")
    event = getattr(row, "event", None)
    if event is not None:
        verb = "accept_received" if event.kind == ReceivedEvent.Kind.ACCEPTED else "return_received"
        if not _in_trail(row, verb, answer_detail(event), event.by_id, event.at):
            yield Broken("收档经过", number, "与操作留痕里记的不一样")


def _in_trail(row: Received, verb: str, detail: Mapping[str, Json], actor_id: int, at: datetime) -> bool:
    return AuditEvent.objects.filter(
        branch_id=row.branch_id, verb=verb, subject="received", subject_id=row.pk, actor_id=actor_id, at=at,
        detail=canonical_bytes(detail).decode(),
    ).exists()  # fmt: skip
