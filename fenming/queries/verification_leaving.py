"""Whether the statement of a member's last day is as it was frozen, and still follows from the ledger (R68, R73, A19)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from fenming.queries.leaving import frozen_of, year_of_leaving
from fenming.queries.scores import standard_of
from fenming.queries.verification_sheets import FIGURES, UNREADABLE, Broken, is_head
from fenming.records.models import AuditEvent, Departure, StandardVersion
from fenming.rules.standard import StandardError
from fenming.rules.terms import Refused


def broken_departures(branch_id: int) -> Iterator[Broken]:
    """Every departure: digest, trail, ledger head, row against statement, statement against a new scoring."""
    keys = Departure._base_manager.filter(branch_id=branch_id).order_by("pk")
    for pk in keys.values_list("pk", flat=True):
        try:
            departure = Departure.objects.select_related("membership__person").get(pk=pk)
            yield from _broken(departure, f"（名册第{departure.membership.roster_no}号）")
        except (*UNREADABLE, StandardError, Refused):
            yield Broken("离开支部", f"（内部编号 {pk}）", "已经读不出来，或者按台账重算不出来")


def _broken(departure: Departure, number: str) -> Iterator[Broken]:
    if sha256(departure.statement.encode()).hexdigest() != departure.digest:
        yield Broken("离开支部", number, "固定的积分与它的摘要对不上")
        return
    content: dict[str, Any] = json.loads(departure.statement)
    if frozen_of(departure) != content["departure"] or departure.membership.until != departure.day:
        yield Broken("离开支部", number, "日期、去向、依据或台账号数与固定时的不一样")
    if not _is_in_trail(departure):
        yield Broken("离开支部", number, "操作留痕里没有这一次")
    if not is_head(departure.branch_id, departure.ledger_seq, departure.head_hash):
        yield Broken("离开支部", number, "所记的台账末笔与台账不一样")
    digest = content["year"]["standard"]
    version = StandardVersion.objects.get(branch_id=departure.branch_id, digest=digest)
    statement = year_of_leaving(departure.membership, standard_of(version), up_to_seq=departure.ledger_seq)[2]
    (frozen,) = content["year"]["members"]
    if any(frozen[name] != getattr(statement, name) for name in FIGURES):
        yield Broken("离开支部", number, f"与台账第{departure.ledger_seq}笔为止算出的分不一样")


def _is_in_trail(departure: Departure) -> bool:
    """Whether the trail, which is a chain, says that this person froze this digest then."""
    events = AuditEvent.objects.filter(
        branch_id=departure.branch_id,
        subject="membership",
        subject_id=departure.membership_id,
        actor_id=departure.by_id,
        at=departure.at,
    )
    digests = [json.loads(detail).get("digest") for detail in events.values_list("detail", flat=True)]
    return departure.digest in digests
