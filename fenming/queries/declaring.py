"""The three steps of declaring: what may be declared, in which month, with how much room (R31, A12, A32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from fenming.queries.access import NotFound, get_own_month_for
from fenming.queries.claims import (
    DECLARABLE,
    Claim,
    ClaimFault,
    declaration_faults,
    state_of_month,
)
from fenming.queries.figures import Figures, MatterFigures, figures_of, matters_of
from fenming.queries.item_search import matches
from fenming.queries.item_words import rule_in_words
from fenming.queries.own_year import members_with_standings
from fenming.queries.room import room_of
from fenming.queries.scores import booked, published_standard, span_of
from fenming.queries.viewer import Viewer
from fenming.queries.work_calendar import pauses_of
from fenming.records.models import Matter, MemberMonth, Membership, Month, StandardVersion
from fenming.rules.authority import Relation, may
from fenming.rules.calendar import declaration_due
from fenming.rules.people import Member
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused, format_centi

RECENT = 3


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that takes declarations; `said` is declared, nothing_new or none."""

    id: int
    number: int
    year: int
    start: date
    end: date
    due: date
    late: bool
    said: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An item to choose; `room_centi` None: no limit of its own."""

    id: str
    title: str
    rule: str
    room_centi: int | None

    @property
    def room(self) -> str:
        """还可得, in words."""
        if self.room_centi is None:
            return ""
        return f"还可得 {format_centi(self.room_centi)} 分" if self.room_centi else "本年已满"


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one legend."""

    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Step one. `month` is None while no month takes declarations; `closed` is the number of the month asked for
    in vain, when another one stands in for it."""

    month: MonthLine | None
    closed: int | None
    others: tuple[MonthLine, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class DetailPage:
    """Step two and three: one item in one month. `so_far` says what the item has brought already."""

    month: MonthLine
    item: Item
    rule: str
    so_far: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class _Own:
    """One member's year as the steps need it, read in four queries."""

    months: Sequence[Any]
    month: Any
    member: Member
    standard: Standard
    figures: Figures
    matters: Sequence[MatterFigures]


def item_page(*, viewer: Viewer, month_id: int | None, search: str, today: date) -> ItemPage:
    """What may be declared in a month, the earliest open one unless `month_id` says which; four queries.

    NotFound for a month that is not one of the branch's last ones; Refused `forbidden` for who is not a member.
    """
    _require(viewer, "declare")
    months = _months(viewer, today)
    open_months = [month for month in months if _takes(month, today)]
    asked = _chosen(months, open_months, month_id)
    month = asked if asked in open_months else next(iter(open_months), None)
    closed = asked.number if asked is not None and asked != month else None
    if month is None or month.standard is None:
        return ItemPage(None, closed, (), ())
    own = _own(viewer, months, month, today)
    line, *others = _lines([month, *(one for one in open_months if one.pk != month.pk)], today)
    return ItemPage(line, closed, tuple(others), _groups(own, search, today) if own else ())


def detail_page(*, viewer: Viewer, month_id: int, item_id: str, today: date) -> DetailPage:
    """One item of one's list in a month; four queries. NotFound for an item that is not on it."""
    _require(viewer, "declare")
    months = _months(viewer, today)
    month = _chosen(months, [], month_id)
    own = _own(viewer, months, month, today) if month is not None and month.standard is not None else None
    item = own.standard.item(item_id) if own else None
    if own is None or item is None or item not in _items(own, today):
        raise NotFound(item_id)
    room = _room(own, today).get(item.id)
    return DetailPage(
        month=_lines([month], today)[0],
        item=item,
        rule=rule_in_words(item),
        so_far=_so_far(own, item, room),
        earliest=_earliest(own, month),
        latest=min(today, month.end),
    )


def faults_before(*, viewer: Viewer, month_id: int, claim: Claim, today: date) -> list[ClaimFault]:
    """What the verb would refuse this for, so that the form can say it at its fields."""
    month, membership = get_own_month_for(
        actor_id=viewer.person_id, verb="declare", month_id=month_id, on=today
    )
    months = _months(viewer, today)
    ((_, member),) = members_with_standings(
        branch_id=month.branch_id, year=month.quarter.year, membership_id=membership.pk
    )
    of_year = [one for one in months if one.quarter.year_id == month.quarter.year_id]
    return declaration_faults(member=member, month=month, months=of_year, claim=claim, today=today)


def _require(viewer: Viewer, verb: str) -> None:
    answer = may(verb=verb, roles=viewer.roles, relation=Relation.SELF, own_matter=True)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)


def _months(viewer: Viewer, today: date) -> list[Any]:
    """The months that have begun, of this year and the one before, oldest first; one query.

    Each with what the member said for it, the member's first day, and the number and digest of the year's standard.
    """
    joined = Membership.objects.filter(pk=viewer.membership_id or 0)
    own = MemberMonth.objects.filter(month=OuterRef("pk"), membership_id=viewer.membership_id or 0)
    versions = StandardVersion.objects.filter(branch=OuterRef("branch")).order_by("-in_force_from")
    in_force = versions.filter(in_force_from__lte=OuterRef("quarter__year__end"))
    rows = Month.objects.filter(branch_id=viewer.branch_id, start__lte=today)
    rows = rows.filter(quarter__year__number__gte=today.year - 1).select_related("quarter__year")
    facts = {
        "said": Subquery(own.values("kind")[:1]),
        "since": Subquery(joined.values("since")[:1]),
        "standard": Subquery(in_force.values("pk")[:1]),
        "standard_digest": Subquery(in_force.values("digest")[:1]),
    }
    return list(rows.annotate(**facts).order_by("start"))


def _takes(month: Any, today: date) -> bool:
    """Open, and not over before the member came."""
    if month.since is not None and month.end < month.since:
        return False
    return state_of_month(month, today=today) == "open"


def _chosen(months: Sequence[Any], open_months: Sequence[Any], month_id: int | None) -> Any:
    if month_id is None:
        return open_months[0] if open_months else None
    found = next((month for month in months if month.pk == month_id), None)
    if found is None:
        raise NotFound("month")
    return found


def _lines(months: Sequence[Any], today: date) -> list[MonthLine]:
    pauses = pauses_of(branch_id=months[0].branch_id)
    lines = []
    for month in months:
        settings = published_standard(month.standard, month.standard_digest).settings
        due, said = declaration_due(month.start.year, month.number, settings.declare_day, pauses), month.said
        days = (month.start, month.end, due, today > due)
        lines.append(MonthLine(month.pk, month.number, month.start.year, *days, said or "none"))
    return lines


def _own(viewer: Viewer, months: Sequence[Any], month: Any, today: date) -> _Own | None:
    year, membership_id = month.quarter.year, viewer.membership_id
    found = members_with_standings(branch_id=viewer.branch_id, year=year, membership_id=membership_id)
    if not found or membership_id is None:
        return None
    ((_, member),) = found
    standard = published_standard(month.standard, month.standard_digest)
    matters = matters_of(membership_id=membership_id, year=year)
    ledger = booked(branch_id=viewer.branch_id, year=year, membership_id=membership_id)
    figures = figures_of(
        standard=standard, member=member, year=year, ledger=ledger, matters=matters, today=today
    )
    return _Own(months, month, member, standard, figures, matters)


def _items(own: _Own, today: date) -> tuple[Item, ...]:
    """Duty and bonus items of the lists the member is on during the month, in the order of the standard."""
    month, member = own.month, own.member
    lists = {member.list_on(day) for day in (month.start, min(today, month.end))}
    return tuple(
        item for item in own.standard.items if item.bucket in DECLARABLE and not lists.isdisjoint(item.lists)
    )


def _room(own: _Own, today: date) -> dict[str, int | None]:
    span = span_of(own.month.quarter.year)
    return room_of(
        standard=own.standard, member=own.member, year=span, figures=own.figures, today=today
    ).by_item


def _groups(own: _Own, search: str, today: date) -> tuple[Group, ...]:
    """Those declared most lately first, then by bucket and list; only what the search finds."""
    room = _room(own, today)
    choices = {
        item.id: (item, Choice(item.id, item.title, rule_in_words(item), room.get(item.id)))
        for item in _items(own, today)
        if matches(item, search=search)
    }
    lately = sorted(
        (one for one in own.matters if one.state != Matter.State.WITHDRAWN), key=lambda one: -one.id
    )
    recent = [item for item in dict.fromkeys(one.item for one in lately) if item in choices][:RECENT]
    grouped: dict[str, list[Choice]] = {"您近来报的": [choices[item][1] for item in recent]}
    for item, choice in choices.values():
        if item.id not in recent:
            grouped.setdefault(_legend(item), []).append(choice)
    return tuple(Group(legend, tuple(found)) for legend, found in grouped.items() if found)


def _legend(item: Item) -> str:
    name = BUCKET_NAMES[item.bucket]
    return f"{name}（{item.heading}）" if item.bucket is Bucket.DUTY and item.heading else name


def _earliest(own: _Own, month: Any) -> date:
    """The first day the day's field offers: months already assessed declare what was missed here (A35)."""
    year = month.quarter.year_id
    assessed = [
        one.start for one in own.months if one.quarter.year_id == year and one.assessed_at is not None
    ]
    first: date = min([month.start, *assessed])
    since: date | None = own.member.since
    return max(first, since) if since else first


def _so_far(own: _Own, item: Item, room_centi: int | None) -> str:
    """``您已评定 3 分、已初评 1 分，还可得 1 分。`` with only what there is."""
    figures = own.figures
    sums = [
        next((one.counted_centi for one in each.items if one.item.id == item.id), 0)
        for each in (figures.determined, figures.with_assessed, figures.with_all)
    ]
    steps = (("已评定", sums[0]), ("已初评", sums[1] - sums[0]), ("申报中", sums[2] - sums[1]))
    parts = [f"{word} {format_centi(points)} 分" for word, points in steps if points > 0]
    got = f"您{'、'.join(parts)}，" if parts else ""
    if room_centi is None:
        return f"{got.rstrip('，')}。" if got else ""
    if room_centi == 0:
        return f"{got}本年已满；仍可报，留作记录，不再计分。"
    return f"{got}还可得 {format_centi(room_centi)} 分。"
