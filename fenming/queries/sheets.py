"""Declarations from paper: who has handed in a sheet for a month, and one sheet as it is being entered (R31, R67)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from fenming.queries.access import NotFound, get_membership_for, get_month_for, one_of
from fenming.queries.accounts import members_without_account
from fenming.queries.claims import DECLARABLE, state_of_month
from fenming.queries.item_words import rule_in_words
from fenming.queries.own_year import members_with_standings
from fenming.queries.recording import ItemGroup, item_groups, lists_in_year
from fenming.queries.scores import standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.standard import Item, Standard
from fenming.rules.workflow import STATE_NAMES

SAID: dict[str | None, str] = {
    MemberMonth.Kind.NONE: "还没有申报",
    MemberMonth.Kind.DECLARED: "本人已申报",
    MemberMonth.Kind.NOTHING_NEW: "本月无新增",
    MemberMonth.Kind.ON_BEHALF: "已按纸质表代报",
}


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """A month that takes declarations."""

    id: int
    number: int
    year: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A member, and what has been said for the month; `own` is the viewer's row."""

    membership_id: int
    no: int
    name: str
    said: str
    is_silent: bool
    own: bool
    on_paper: bool  # without an account: what they sign is entered by others


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """A month and everyone in it, in roster order; `month` None while none takes declarations."""

    month: MonthChoice | None
    others: tuple[MonthChoice, ...]
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands on a member's sheet already; points claimed, in hundredths."""

    matter_id: int
    day: date
    title: str
    said: str
    claimed_centi: int
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One member's month: choose an item (`item` None), or fill it in."""

    membership_id: int
    name: str
    month: MonthChoice
    first_day: date
    last_day: date
    groups: tuple[ItemGroup, ...]
    item: Item | None
    rule: str
    entered: tuple[Entered, ...]
    is_silent: bool


def sheets_page(*, viewer: Viewer, month_id: int | None, today: date) -> SheetsPage:
    """The open months and the members of one of them; five queries. NotFound, Refused `forbidden`."""
    rows = Month.objects.filter(branch_id=viewer.branch_id, start__lte=today).order_by("start")
    open_months = [one for one in rows if state_of_month(one, today=today) == "open"]
    month = _chosen(viewer, open_months, month_id, today)
    others = tuple(_choice(one) for one in open_months if month is None or one.pk != month.pk)
    return SheetsPage(_choice(month) if month else None, others, _lines(viewer, month) if month else ())


def _chosen(viewer: Viewer, open_months: list[Month], month_id: int | None, today: date) -> Month | None:
    if not open_months and month_id is None:
        return None
    wanted = open_months[0].pk if month_id is None else month_id
    return get_month_for(actor_id=viewer.person_id, verb="see_sheets", month_id=wanted, on=today)


def _lines(viewer: Viewer, month: Month) -> tuple[SheetLine, ...]:
    said = dict(MemberMonth.objects.filter(month=month).values_list("membership_id", "kind"))
    rows = Membership.objects.filter(branch_id=month.branch_id, since__lte=month.end).select_related("person")
    there = [one for one in rows.order_by("roster_no") if one.until is None or one.until >= month.start]
    on_paper = members_without_account([one.pk for one in there])
    return tuple(
        SheetLine(
            one.pk,
            one.roster_no,
            one.person.name,
            SAID.get(said.get(one.pk), "还没有申报"),
            said.get(one.pk) in (None, MemberMonth.Kind.NONE),
            one.pk == viewer.membership_id,
            one.pk in on_paper,
        )
        for one in there
    )


def sheet_page(
    *, viewer: Viewer, membership_id: int, month_id: int, item_id: str, search: str, today: date
) -> SheetPage:
    """One sheet, for choosing an item or for one item. NotFound for no such item or month, Refused `forbidden`."""
    membership = get_membership_for(
        actor_id=viewer.person_id, verb="declare_for", membership_id=membership_id, on=today
    )
    said = MemberMonth.objects.filter(month=OuterRef("pk"), membership=membership)
    months = Month.objects.filter(branch_id=membership.branch_id).select_related("quarter__year")
    month: Any = one_of(months.annotate(spoke=Exists(said.exclude(kind=MemberMonth.Kind.NONE))), pk=month_id)
    standard = standard_of(version_on(branch_id=month.branch_id, day=month.end))
    year = month.quarter.year
    found = members_with_standings(branch_id=month.branch_id, year=year, membership_id=membership.pk)
    if not found:
        raise NotFound("membership")
    lists = lists_in_year(found[0][1], year, min(today, month.end))
    item = _item(standard, item_id, lists)
    entered = _entered(membership, month, standard)
    return SheetPage(
        membership_id=membership.pk,
        name=membership.person.name,
        month=_choice(month),
        first_day=month.quarter.year.start,
        last_day=min(today, month.end),
        groups=() if item else item_groups(standard=standard, search=search, lists=lists, buckets=DECLARABLE),
        item=item,
        rule=rule_in_words(item) if item else "",
        entered=entered,
        is_silent=not month.spoke,
    )


def _item(standard: Standard, item_id: str, lists: set[str]) -> Item | None:
    if not item_id:
        return None
    item = standard.item(item_id)
    if item is None or item.bucket not in DECLARABLE or lists.isdisjoint(item.lists):
        raise NotFound(item_id)
    return item


def _entered(membership: Membership, month: Month, standard: Standard) -> tuple[Entered, ...]:
    rows = Matter.objects.filter(membership=membership, month=month, origin=Matter.Origin.DECLARED)
    return tuple(
        Entered(
            row.pk,
            row.day,
            standard.by_id[row.item].title if row.item in standard.by_id else "",
            row.said.text or "（这句话已依法删除）",
            row.claimed_centi,
            row.state,
            STATE_NAMES["matter"][row.state],
        )
        for row in rows.exclude(state=Matter.State.WITHDRAWN).select_related("said").order_by("day", "pk")
    )


def _choice(month: Any) -> MonthChoice:
    return MonthChoice(month.pk, month.number, month.start.year)
