"""What a member may object to now, listed: own matters and entries of posted quarters, and what the opening took over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import NotFound
from fenming.queries.claims import DECLARABLE
from fenming.queries.paper import get_member_on_paper
from fenming.queries.posting_term import running
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import member_with, published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Appeal,
    LedgerEntry,
    Matter,
    Membership,
    Objection,
    Posting,
    StandardVersion,
    Standing,
)
from fenming.rules.authority import Relation, may
from fenming.rules.standard import Item
from fenming.rules.terms import Refused

ERASED = "（这句话已依法删除）"
_DECIDED = (Matter.State.DETERMINED, Matter.State.REFUSED)


@dataclass(frozen=True, slots=True)
class ObjectableLine:
    """One matter or entry; `points_centi` as determined. `objection_id`: it was objected to already, `answered` or not."""

    matter_id: int | None
    entry_id: int | None
    title: str
    day: date
    said: str
    word: str
    points_centi: int
    objection_id: int | None
    answered: bool
    appeal_id: int | None  # the committee above has it, or has decided it


@dataclass(frozen=True, slots=True)
class ObjectableGroup:
    """A posted quarter, or the opening: until when in time, and the viewer's lines in it by day."""

    name: str
    until: date
    late: bool
    lines: tuple[ObjectableLine, ...]


@dataclass(frozen=True, slots=True)
class Objectable:
    """The latest quarter first; `items` are what an omission may be about."""

    groups: tuple[ObjectableGroup, ...]
    items: tuple[Item, ...]

    @property
    def posted(self) -> bool:
        return bool(self.groups)

    def line(
        self, *, matter_id: int | None, entry_id: int | None
    ) -> tuple[ObjectableGroup, ObjectableLine] | None:
        """The group and line asked for, if they are listed."""
        for group in self.groups:
            for line in group.lines:
                if (matter_id and line.matter_id == matter_id) or (entry_id and line.entry_id == entry_id):
                    return group, line
        return None


def objectable(*, viewer: Viewer, today: date, above: bool = False) -> Objectable:
    """What the viewer may object to, or with `above` appeal about: there a settled year is no bar (A23), and this year
    and the last are listed. Four queries. Refused `forbidden` for who is on no roster, NotFound without a standard."""
    answer = may(verb="object_to", roles=viewer.roles, relation=Relation.SELF, own_matter=True)
    if viewer.membership_id is None or not answer.allowed:
        raise Refused("forbidden", answer.reason)
    postings = list(_postings(viewer.branch_id, today if above else None))
    items = items_listed(branch_id=viewer.branch_id, membership_id=viewer.membership_id, today=today)
    return Objectable(_groups(postings, viewer.membership_id, today), items)


def objectable_of(*, viewer: Viewer, membership_id: int, today: date) -> tuple[str, Objectable]:
    """The name of a member without an account, and what an objection on paper may be about; six queries.

    NotFound, Refused `forbidden`, `has_account`.
    """
    member = get_member_on_paper(
        actor_id=viewer.person_id, verb="object_for", membership_id=membership_id, on=today
    )
    return member.person.name, listed_for(member, today=today)


def listed_for(member: Membership, *, today: date, above: bool = False) -> Objectable:
    """The same for a member whose door was passed; with `above` what an appeal may be about."""
    items = items_listed(branch_id=member.branch_id, membership_id=member.pk, today=today)
    postings = list(_postings(member.branch_id, today if above else None))
    return Objectable(_groups(postings, member.pk, today), items)


def _groups(postings: Sequence[Any], membership_id: int, today: date) -> tuple[ObjectableGroup, ...]:
    quarters = [posting.quarter_id for posting in postings]
    matters = list(_matters(membership_id, quarters))
    entries = list(_entries(membership_id, quarters))
    groups = [
        ObjectableGroup(
            f"{posting.quarter.year.number}年{quarter_name(posting.quarter.number)}",
            posting.until,
            today > posting.until,
            _lines(
                [one for one in matters if one.quarter_id == posting.quarter_id],
                [one for one in entries if one.kind != "opening" and one.quarter_id == posting.quarter_id],
            ),
        )
        for posting in postings
    ]
    if opening := [one for one in entries if one.opening is not None]:
        until = opening[0].opening.objection_until
        groups.append(ObjectableGroup("期初转入", until, today > until, _lines([], opening)))
    return tuple(groups)


def _postings(branch_id: int, above_on: date | None) -> QuerySet[Any]:
    rows = Posting.objects.filter(branch_id=branch_id)
    if above_on is None:
        rows = rows.filter(quarter__year__settlements__isnull=True)
    else:
        rows = rows.filter(quarter__year__number__gte=above_on.year - 1)
    rows = rows.select_related("quarter__year").annotate(until=running("objection_until"))
    return rows.order_by("-quarter__start")


def _matters(membership_id: int, quarters: Sequence[int]) -> QuerySet[Any]:
    """Own matters that were decided; a determined one without an entry of its own has been taken back whole."""
    same: dict[str, Any] = {"matter": OuterRef("pk")}
    booked = LedgerEntry.objects.filter(determination__matter=OuterRef("pk"), kind="determination")
    booked = booked.exclude(reversed_by__determination__isnull=False).order_by("-seq")
    rows = Matter.objects.filter(membership_id=membership_id, quarter__in=quarters, state__in=_DECIDED)
    rows = rows.select_related("version", "said").annotate(
        points=Subquery(booked.values("points_centi")[:1], output_field=IntegerField()),
        **_earlier(same),
    )
    return rows.defer("version__text").order_by("day", "pk")


def _entries(membership_id: int, quarters: Sequence[int]) -> QuerySet[Any]:
    """Own entries without a matter behind them that still stand."""
    same: dict[str, Any] = {"entry": OuterRef("pk")}
    reversed_by = LedgerEntry.objects.filter(reverses=OuterRef("pk"))
    kinds = Q(kind="opening") | Q(kind="correction", quarter__in=quarters, finding__isnull=True)
    rows = LedgerEntry.objects.filter(kinds, membership_id=membership_id).exclude(Exists(reversed_by))
    rows = rows.select_related("version", "opening", "text").annotate(**_earlier(same))
    return rows.defer("version__text").order_by("day", "seq")


def _earlier(same: dict[str, Any]) -> dict[str, Subquery]:
    objected = Objection.objects.exclude(state=Objection.State.WITHDRAWN).filter(**same).order_by("-number")
    appealed = Appeal.objects.exclude(state=Appeal.State.WITHDRAWN).filter(**same).order_by("-number")
    return {
        "objection_pk": Subquery(objected.values("pk")[:1]),
        "objection_state": Subquery(objected.values("state")[:1]),
        "appeal_pk": Subquery(appealed.values("pk")[:1]),
    }


def _lines(matters: Sequence[Any], entries: Sequence[Any]) -> tuple[ObjectableLine, ...]:
    lines = [
        _line(one, one.pk, None, one.said.text, one.get_state_display(), one.points or 0) for one in matters
    ]
    lines += [
        _line(one, None, one.pk, one.text.text, one.get_kind_display(), one.points_centi) for one in entries
    ]
    return tuple(sorted(lines, key=lambda line: line.day))


def _line(
    one: Any, matter_id: int | None, entry_id: int | None, said: str, word: str, points_centi: int
) -> ObjectableLine:
    return ObjectableLine(
        matter_id=matter_id,
        entry_id=entry_id,
        title=published_standard(one.version_id, one.version.digest).by_id[one.item].title,
        day=one.day,
        said=said or ERASED,
        word=word,
        points_centi=points_centi,
        objection_id=one.objection_pk,
        answered=one.objection_state == Objection.State.FOUND,
        appeal_id=one.appeal_pk,
    )


def items_listed(*, branch_id: int, membership_id: int | None, today: date) -> tuple[Item, ...]:
    """What may be declared on the member's list today; one query, NotFound without a membership or a standard."""
    versions = StandardVersion.objects.filter(branch_id=branch_id, in_force_from__lte=today)
    in_force = versions.order_by("-in_force_from")
    rows: list[Any] = list(
        Standing.objects.filter(membership_id=membership_id or 0)
        .select_related("membership__person")
        .annotate(version=Subquery(in_force.values("pk")[:1]), digest=Subquery(in_force.values("digest")[:1]))
    )
    if not rows or rows[0].version is None:
        raise NotFound("standard")
    standard = published_standard(rows[0].version, rows[0].digest)
    member = member_with(rows[0].membership, rows)
    return tuple(item for item in standard.items_for(member.list_on(today)) if item.bucket in DECLARABLE)
