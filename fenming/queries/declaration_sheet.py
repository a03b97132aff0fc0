"""《月度申报表》: a member's month to declare on paper, and what was declared in it (R31, R67, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fenming.queries.access import NotFound, get_membership_for, one_of
from fenming.queries.claims import DECLARABLE, last_day_to_declare
from fenming.queries.item_words import rule_in_words
from fenming.queries.own_year import members_with_standings
from fenming.queries.roster import POSTS, STATUSES
from fenming.queries.scores import standard_of, version_on
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.people import Member
from fenming.rules.standard import Standard
from fenming.rules.terms import BUCKET_NAMES, Status


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item that may be declared, in the standard's order, and what it brings."""

    bucket: str
    title: str
    rule: str


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """A matter as it was declared; signed hundredths. `on_behalf`: entered by the recorder from a paper."""

    day: date
    title: str
    said: str
    quantity: int
    level: str
    claimed_centi: int
    late: bool
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class DeclarationSheet:
    """One member's month. `said` is the kind of MemberMonth; `due` the last day to declare; `lines` in the order of days."""

    branch: str
    name: str
    status: str
    post: str
    year: int
    month: int
    due: date
    said: str
    items: tuple[SheetItem, ...]
    lines: tuple[DeclaredLine, ...]

    @property
    def nothing_new(self) -> bool:
        return self.said == MemberMonth.Kind.NOTHING_NEW and not self.lines


def declaration_sheet(*, actor_id: int, membership_id: int, month_id: int, today: date) -> DeclarationSheet:
    """The sheet of a month in which the member was on the roster, for themself and for who keeps the minutes.

    Raises NotFound: no such member, another branch's month, or none in which the member was there; Refused `forbidden`.
    """
    member = get_membership_for(
        actor_id=actor_id, verb="see_declaration", membership_id=membership_id, on=today
    )
    months = Month.objects.filter(branch_id=member.branch_id, end__gte=member.since)
    month = one_of(months.select_related("quarter__year"), pk=month_id)
    if member.until is not None and member.until < month.start:
        raise NotFound("month")
    standard = standard_of(version_on(branch_id=month.branch_id, day=month.end))
    judged = _member(member, month)
    standing = judged.standing_on(month.end)
    said = MemberMonth.objects.filter(month=month, membership=member).values_list("kind", flat=True)
    return DeclarationSheet(
        branch=member.branch.name,
        name=member.person.name,
        status=STATUSES[standing.status],
        post="" if standing.status is Status.PROBATIONARY else POSTS.get(standing.type, ""),
        year=month.start.year,
        month=month.number,
        due=last_day_to_declare(month=month, standard=standard),
        said=said.first() or MemberMonth.Kind.NONE,
        items=_items(standard, judged, month),
        lines=_lines(member, month, standard),
    )


def _member(membership: Membership, month: Month) -> Member:
    found = members_with_standings(
        branch_id=month.branch_id, year=month.quarter.year, membership_id=membership.pk
    )
    if not found:
        raise NotFound("membership")
    return found[0][1]


def _items(standard: Standard, member: Member, month: Month) -> tuple[SheetItem, ...]:
    """Duty and bonus items of the lists the member is on during the month, in the order of the standard."""
    lists = {member.list_on(day) for day in (month.start, month.end)}
    return tuple(
        SheetItem(BUCKET_NAMES[one.bucket], one.title, rule_in_words(one))
        for one in standard.items
        if one.bucket in DECLARABLE and not lists.isdisjoint(one.lists)
    )


def _lines(member: Membership, month: Month, standard: Standard) -> tuple[DeclaredLine, ...]:
    """What the member declared, whoever entered it; what was recorded or reported about them is no part of it."""
    rows = Matter.objects.filter(membership=member, month=month, origin=Matter.Origin.DECLARED)
    return tuple(
        _line(row, standard)
        for row in rows.exclude(state=Matter.State.WITHDRAWN).select_related("said").order_by("day", "pk")
    )


def _line(row: Any, standard: Standard) -> DeclaredLine:
    item = standard.item(row.item)
    said = f"{row.said.text or '（这句话已依法删除）'}{f'（成果：{row.achievement}）' if row.achievement else ''}"
    return DeclaredLine(
        day=row.day,
        title=item.title if item else row.item,
        said=said,
        quantity=row.quantity,
        level=row.level,
        claimed_centi=row.claimed_centi,
        late=row.late,
        on_behalf=row.on_behalf,
    )
