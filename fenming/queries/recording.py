"""The recorder's desk: every item that can be recorded, the roster to tick, and what was recorded last (R29, R30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from fenming.queries.access import NotFound
from fenming.queries.item_search import matches
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.own_year import members_with_standings
from fenming.queries.scores import published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import Fact, Matter, StandardVersion, Year
from fenming.rules.authority import Relation, Role, may
from fenming.rules.people import Member
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused
from fenming.rules.workflow import STATE_NAMES

RECORDABLE = (Bucket.DUTY, Bucket.BONUS, Bucket.DEDUCTION)
LATEST_FACTS = 5


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item to record."""

    id: str
    title: str
    rule: str


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items under one legend."""

    legend: str
    choices: tuple[ItemChoice, ...]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A member to tick; `kind` is the list that holds today, `left` whether the member has left the branch."""

    id: int
    no: int
    name: str
    kind: str
    left: bool


@dataclass(frozen=True, slots=True)
class FactMatter:
    """One member's matter of a fact."""

    id: int
    name: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact recorded before; `each_centi` is what it claims for each member, signed."""

    id: int
    day: date
    title: str
    what: str
    points_centi: int
    recorded_at: datetime
    reply_by: date | None
    matters: tuple[FactMatter, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """`item` None: choose one of `groups`; else `roster` holds those whose list has it. No standard: neither."""

    groups: tuple[ItemGroup, ...]
    item: Item | None
    rule: str
    limit: str
    roster: tuple[RosterLine, ...]
    others: int  # on the roster, but not on a list that has the item
    facts: tuple[FactLine, ...]
    first_day: date | None
    last_day: date
    reply_days: int
    may_record: bool


def record_page(*, viewer: Viewer, item_id: str, search: str, today: date) -> RecordPage:
    """The desk, for one item or for choosing it; three queries. NotFound for no such item, Refused `forbidden`."""
    answer = may(verb="see_record_desk", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    year = year_with_standard(branch_id=viewer.branch_id, today=today)
    standard = published_standard(year.standard, year.digest) if year and year.standard else None
    item = _item(standard, item_id)
    roster, others = _roster(viewer.branch_id, year, standard, item, today)
    return RecordPage(
        groups=item_groups(standard=standard, search=search) if standard and item is None else (),
        item=item,
        rule=rule_in_words(item) if item else "",
        limit=limit_in_words(item, standard=standard) if item and standard else "",
        roster=roster,
        others=others,
        facts=_facts(viewer.branch_id, standard) if standard else (),
        first_day=year.start if year else None,
        last_day=today,
        reply_days=standard.settings.reply_working_days if standard else 0,
        may_record=Role.RECORDER in viewer.roles,
    )


def year_with_standard(*, branch_id: int, today: date) -> Any:
    """The year under way with the version in force today by number and digest."""
    versions = StandardVersion.objects.filter(branch=OuterRef("branch"), in_force_from__lte=today)
    latest = versions.order_by("-in_force_from")
    rows = Year.objects.filter(branch_id=branch_id, start__lte=today)
    rows = rows.annotate(
        standard=Subquery(latest.values("pk")[:1]), digest=Subquery(latest.values("digest")[:1])
    )
    return rows.order_by("-start").first()


def _item(standard: Standard | None, item_id: str) -> Item | None:
    if not item_id:
        return None
    item = standard.item(item_id) if standard else None
    if item is None or item.bucket not in RECORDABLE:
        raise NotFound(item_id)
    return item


def item_groups(
    *,
    standard: Standard,
    search: str = "",
    lists: set[str] | None = None,
    buckets: tuple[Bucket, ...] = RECORDABLE,
) -> tuple[ItemGroup, ...]:
    """What can be recorded, reported or declared from paper, of these lists if given, by a word of it.

    Deductions first: they are what a recorder records; what members declare themselves comes after.
    """
    grouped: dict[str, list[ItemChoice]] = {}
    order = (Bucket.DEDUCTION, Bucket.DUTY, Bucket.BONUS)
    found = [item for item in standard.items if item.bucket in buckets and matches(item, search=search)]
    if lists is not None:
        found = [item for item in found if not lists.isdisjoint(item.lists)]
    for item in sorted(found, key=lambda one: order.index(one.bucket)):
        name = BUCKET_NAMES[item.bucket]
        legend = f"{name}（{item.heading}）" if item.bucket is Bucket.DUTY and item.heading else name
        grouped.setdefault(legend, []).append(ItemChoice(item.id, item.title, rule_in_words(item)))
    return tuple(ItemGroup(legend, tuple(choices)) for legend, choices in grouped.items())


def _roster(
    branch_id: int, year: Any, standard: Standard | None, item: Item | None, today: date
) -> tuple[tuple[RosterLine, ...], int]:
    if item is None or standard is None:
        return (), 0
    rows = members_with_standings(branch_id=branch_id, year=year)
    lines = tuple(
        RosterLine(
            membership.pk,
            membership.roster_no,
            member.name,
            standard.lists.get(member.list_on(today), ""),
            membership.until is not None and membership.until < today,
        )
        for membership, member in rows
        if not lists_in_year(member, year, today).isdisjoint(item.lists)
    )
    return lines, len(rows) - len(lines)


def lists_in_year(member: Member, year: Any, today: date) -> set[str]:
    """Every list the member has been on this year: a fact belongs to that of its own day."""
    changes = [one.since for one in member.standings if one.since and year.start < one.since <= today]
    days = [year.start, today, *changes, *(day - timedelta(days=1) for day in changes)]
    return {member.list_on(day) for day in days}


def _facts(branch_id: int, standard: Standard) -> tuple[FactLine, ...]:
    """The last facts with their matters, newest first; one query."""
    last = Fact.objects.filter(branch_id=branch_id).order_by("-pk").values("pk")[:LATEST_FACTS]
    rows = Matter.objects.filter(fact__in=last).select_related("fact__what", "membership__person")
    by_fact: dict[int, list[Matter]] = {}
    for matter in rows.order_by("-fact", "membership__roster_no"):
        by_fact.setdefault(matter.fact_id or 0, []).append(matter)
    return tuple(_fact(same, standard) for same in by_fact.values())


def _word(matter: Matter, names: dict[str, str]) -> str:
    waits = matter.by_hand and matter.shown_on is None and matter.state == Matter.State.DECLARED
    return "待当面送达" if waits else names[matter.state]


def _fact(same: list[Matter], standard: Standard) -> FactLine:
    first = same[0]
    fact, item = first.fact, standard.item(first.item)
    assert fact is not None
    names = STATE_NAMES["matter"]
    return FactLine(
        id=fact.pk,
        day=fact.day,
        title=item.title if item else "",
        what=fact.what.text or "（这句话已依法删除）",
        points_centi=first.claimed_centi,
        recorded_at=fact.recorded_at,
        reply_by=next((one.reply_by for one in same if one.reply_by), None),
        matters=tuple(
            FactMatter(one.pk, one.membership.person.name, one.state, _word(one, names)) for one in same
        ),
    )
