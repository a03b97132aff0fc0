"""A report of 何苗's about 周予安 that 韩若水 did not accept, referred by 沈知行 and judged by 高远."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.assess import assess
from fenming.actions.judge_report import judge_report
from fenming.actions.read_judgement import read_judgement
from fenming.actions.refer_report import refer_report
from fenming.records import models as m
from tests.actions._reports import reported
from tests.cast import Cast, at, cast, key
from tests.once import once

REFUSED_ON, REFERRED_ON, JUDGED_ON, READ_ON = at(2026, 3, 2), at(2026, 3, 3), at(2026, 3, 9), at(2026, 3, 10)
WHY, FOUND, HEARD = (
    "签到表上周予安到得最早。",
    "当天的录像里没有迟到，报告人也承认没有到场。",
    "承认当天没有到场。",
)


@once
def turned_down() -> tuple[Cast, int]:
    """The people, and the matter that was reported and not accepted."""
    people = cast()
    matter_id = reported(people)
    turned_down_too(people, matter_id)
    return people, matter_id


def turned_down_too(people: Cast, matter_id: int) -> None:
    """韩若水 does not accept it."""
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="refused", seen_round=0, reason="没有核实到。", key=key(),
        now=REFUSED_ON,
    )  # fmt: skip


def referred(people: Cast, matter_id: int, who: str = "shen", **change: Any) -> int:
    """The inquiry."""
    plain: dict[str, Any] = {"actor_id": getattr(people, who), "matter_id": matter_id, "reason": WHY}
    return refer_report(**plain | {"key": key(), "now": REFERRED_ON} | change)


def judged(people: Cast, inquiry_id: int, who: str = "gao", **change: Any) -> int:
    """The finding: deliberately false, after 何苗 was heard."""
    plain: dict[str, Any] = {
        "actor_id": getattr(people, who), "inquiry_id": inquiry_id, "outcome": "false", "reason": FOUND,
        "heard_on": date(2026, 3, 6), "heard": HEARD, "key": key(), "now": JUDGED_ON,
    }  # fmt: skip
    return judge_report(**plain | change)


def read(people: Cast, matter_id: int, who: str = "he", **change: Any) -> int:
    """何苗 has read it."""
    plain: dict[str, Any] = {"actor_id": getattr(people, who), "matter_id": matter_id}
    return read_judgement(**plain | {"key": key(), "now": READ_ON} | change)


def inquiry_traces() -> tuple[int, ...]:
    """How much there is of everything these verbs write."""
    tables = (
        m.ReportInquiry,
        m.Judgement,
        m.AccessEvent,
        m.AuditEvent,
        m.Outbox,
        m.IdempotencyKey,
        m.PersonalText,
    )
    return (*(table.objects.count() for table in tables), m.Judgement.objects.exclude(read_at=None).count())
