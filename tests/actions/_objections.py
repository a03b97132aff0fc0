"""A first quarter on the wall with something to object to of every kind, and the steps of an objection in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fenming.actions.assess import assess
from fenming.actions.find import find
from fenming.actions.object_to import object_to
from fenming.records.models import LedgerEntry, Matter, Posting
from tests.actions._matters import declared
from tests.actions._walk import assessed, determine, posted
from tests.cast import Cast, at, cast, key
from tests.once import once

ON_THE_WALL = at(2026, 4, 2)  # posted on 1 April; to the 8th; objections to the 15th


@dataclass(frozen=True, slots=True)
class Wall:
    """周予安's plus, changed and refused matters, 何苗's minus; all assessed by 韩若水."""

    people: Cast
    plus: Matter
    changed: Matter
    refused: Matter
    minus: Matter
    posting: Posting


@once
def decided() -> tuple[Cast, Matter, Matter, Matter, Matter]:
    """The same before it is posted."""
    people = cast()
    plus = assessed(people, people.m_zhou, "DT2", date(2026, 2, 11))
    assessed(
        people, people.m_zhou, "DT4", date(2026, 2, 20)
    )  # once a quarter: a second one would count nothing
    changed = declared(people, said="指导 6 名师范生试讲并点评。", day=date(2026, 2, 12), quantity=2)
    refused = declared(people, said="布置学院读书会会场。", item="DT5", day=date(2026, 2, 13))
    judge(people, changed, "changed", quantity=1)
    judge(people, refused, "refused")
    minus = assessed(people, people.m_he, "K03", date(2026, 2, 9))
    determine(people)
    of = Matter.objects.select_related("membership", "month")
    return people, plus, of.get(pk=changed), of.get(pk=refused), minus


@once
def wall() -> Wall:
    people, *matters = decided()
    return Wall(people, *matters, posted(people))


def judge(people: Cast, matter_id: int, outcome: str, **more: Any) -> None:
    assess(
        actor_id=people.han, matter_id=matter_id, outcome=outcome, seen_round=0, reason="与同类事项核对。",
        key=key(), now=at(2026, 3, 10), **more,
    )  # fmt: skip


def objected(scene: Wall, matter: Matter | None = None, **change: Any) -> int:
    """周予安 objects to the plus matter, unless `matter` or `change` says otherwise."""
    matter = matter or scene.plus
    owner = scene.people.he if matter.membership_id == scene.people.m_he else scene.people.zhou
    plain: dict[str, Any] = {
        "actor_id": owner,
        "branch_id": scene.people.branch_id,
        "matter_id": matter.pk,
        "text": "当天做了两次，签到表上有两次签名。",
        "key": key(),
        "now": ON_THE_WALL,
    }
    return object_to(**plain | change)


def found(scene: Wall, objection_id: int, outcome: str = "kept", **change: Any) -> int:
    """沈知行, who assessed none of it, answers."""
    plain: dict[str, Any] = {
        "actor_id": scene.people.shen,
        "objection_id": objection_id,
        "outcome": outcome,
        "reason": "签到表上有两次签名。",
        "inquiry": "查了签到表，问了活动负责人。",
        "key": key(),
        "now": at(2026, 4, 7),
    }
    return find(**plain | change)


def entry_of(matter: Matter) -> LedgerEntry:
    """The entry a meeting booked for it."""
    return LedgerEntry.objects.get(determination__matter=matter)


def written(people: Cast) -> tuple[int, ...]:
    """How much there is of everything these verbs write."""
    from fenming.records import models as m

    tables = (m.Objection, m.Finding, m.LedgerEntry, m.AuditEvent, m.PersonalText, m.Outbox, m.ReportBack)
    return tuple(table.objects.count() for table in (*tables, m.Correction, m.IdempotencyKey))


def moment(day: date) -> datetime:
    return at(day.year, day.month, day.day)
