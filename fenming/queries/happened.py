"""What members have from a day on, decided or not: what a change of their list must not contradict (R18, A20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fenming.queries.scores import standard_of
from fenming.records.models import LedgerEntry, Matter
from fenming.rules.people import Member
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.standard import Item

_NAMED = 3
"""So many matters are named in a sentence."""
_OVER = (Matter.State.WITHDRAWN, Matter.State.REFUSED)


@dataclass(frozen=True, slots=True)
class Happened:
    """A matter or entry of a member: its day, and the item it counts under."""

    day: date
    item: Item


def happened_to(
    membership_ids: Iterable[int], *, first: date, last: date | None = None
) -> dict[int, list[Happened]]:
    """What each of them has from `first` to `last`, by day: matters, and entries without one; two queries."""
    days = Q(membership__in=list(membership_ids), day__gte=first) & (
        Q() if last is None else Q(day__lte=last)
    )
    matters = Matter.objects.filter(days).exclude(state__in=_OVER).select_related("version")
    kinds = (LedgerEntry.Kind.VETO, LedgerEntry.Kind.OPENING)
    entries = LedgerEntry.objects.filter(days, kind__in=kinds, reversed_by__isnull=True)
    rows: list[Matter | LedgerEntry] = [*matters, *entries.select_related("version")]
    found: dict[int, list[Happened]] = {}
    for one in sorted(rows, key=lambda one: one.day):
        happened = Happened(one.day, standard_of(one.version).by_id[one.item])
        found.setdefault(one.membership_id, []).append(happened)
    return found


def named(found: list[Happened]) -> str:
    """The first few of them: ``3月2日“志愿服务”、…等 5 件``."""
    more = f"等 {len(found)} 件" if len(found) > _NAMED else ""
    return "、".join(f"{day_name(one.day)}“{one.item.title}”" for one in found[:_NAMED]) + more


def off_list(found: Iterable[Happened], *, after: Member, day: date) -> str:
    """Why a member, as they would be `after` a change on `day`, cannot have what happened; "" when they can."""
    off = [one for one in found if one.day >= day and after.list_on(one.day) not in one.item.lists]
    if not off:
        return ""
    return (
        f"{full_day_name(day)}起用另一份项目清单，可是{named(off)}不在那份清单上。"
        "请核对日期，或先把这几件退回、撤回。"
    )
