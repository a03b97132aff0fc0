"""An appeal in short steps: filed by 周予安, asked about, heard and decided by 高远 of the college committee."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.appeal import appeal
from fenming.actions.decide_appeal import decide_appeal
from fenming.queries.appealing import Which
from fenming.queries.counter_entries import Figures
from fenming.records import models as m
from tests.actions._objections import ON_THE_WALL, Wall
from tests.cast import Cast, at, key

TWICE = Figures("DT2", date(2026, 2, 11), quantity=2)
DECIDED_ON = at(2026, 4, 20)


def appealed(scene: Wall, which: Which | None = None, **change: Any) -> int:
    """周予安 appeals about the plus matter straight away, unless told otherwise."""
    plain: dict[str, Any] = {
        "actor_id": scene.people.zhou,
        "branch_id": scene.people.branch_id,
        "which": which or Which(matter_id=scene.plus.pk),
        "text": "当天做了两次，只记了一次。",
        "key": key(),
        "now": ON_THE_WALL,
    }
    return appeal(**plain | change)


def decided(people: Cast, appeal_id: int, outcome: str = "kept", **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.gao,
        "appeal_id": appeal_id,
        "outcome": outcome,
        "reason": "签到表上有两次签名。",
        "inquiry": "看了支部的说明和签到表。",
        "key": key(),
        "now": DECIDED_ON,
    }
    return decide_appeal(**plain | change)


def traces() -> tuple[int, ...]:
    """How much there is of everything these verbs write."""
    tables: tuple[Any, ...] = (
        m.Appeal, m.RecordRequest, m.Hearing, m.Acknowledgement, m.Finding, m.LedgerEntry, m.AuditEvent,
        m.PersonalText, m.Outbox, m.IdempotencyKey,
    )  # fmt: skip
    return tuple(table.objects.count() for table in tables)
