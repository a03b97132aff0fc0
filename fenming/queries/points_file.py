"""积分档案 of one member: every year in the branch with what was counted for what, and how it ended (R63)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fenming.queries.access import get_membership_for
from fenming.queries.member import MemberHistory, member_history
from fenming.queries.own_year import members_with_standings
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import booked, standard_of, statement_of, version_on
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    AppraisalGrade,
    Membership,
    PostingLine,
    Settlement,
    SettlementEvent,
    SettlementLine,
    Year,
)
from fenming.rules.statement import Statement
from fenming.rules.terms import BUCKET_NAMES, Bucket

_BUCKETS = tuple(Bucket)


@dataclass(frozen=True, slots=True)
class FiledItem:
    """An item of a year: how often it was determined and what it counts, signed hundredths; of a veto not the kind."""

    bucket: str
    title: str
    times: int
    counted_centi: int


@dataclass(frozen=True, slots=True)
class FiledYear:
    """A year of the file, in hundredths; `announced` once its result was told to the members, else as determined so far.

    `grade` is what the members' meeting gave, None before it did, "" for none; `quarters` are name, total and code of
    what was posted.
    """

    number: int
    announced: bool
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    veto: bool
    suggested_grade: str
    grade: str | None
    quarters: tuple[tuple[str, int, str], ...]
    items: tuple[FiledItem, ...]


@dataclass(frozen=True, slots=True)
class PointsFile:
    """The file of a member up to a day; `history` is what the member's page tells."""

    branch: str
    today: date
    history: MemberHistory
    years: tuple[FiledYear, ...]


def points_file(*, viewer: Viewer, membership_id: int, today: date) -> PointsFile:
    """For the member, the secretary and the auditor; seven queries a year. NotFound, Refused `forbidden`."""
    membership = get_membership_for(
        actor_id=viewer.person_id, verb="see_points_file", membership_id=membership_id, on=today
    )
    last = today if membership.until is None else min(today, membership.until)
    years = Year.objects.filter(
        branch_id=membership.branch_id, start__lte=last, end__gte=membership.since
    ).order_by("number")
    return PointsFile(
        branch=membership.branch.name,
        today=today,
        history=member_history(viewer=viewer, membership_id=membership_id, on=today),
        years=tuple(_year(membership, one) for one in years),
    )


def _year(membership: Membership, year: Year) -> FiledYear:
    announced = Settlement.objects.filter(year=year, events__kind=SettlementEvent.Kind.ANNOUNCED)
    settlement = announced.order_by("-pk").first()
    fold = _fold(membership, year, settlement.ledger_seq if settlement else None)
    line = SettlementLine.objects.filter(settlement=settlement, membership=membership).first()
    shown = line if settlement and line else fold
    return FiledYear(
        number=year.number,
        announced=line is not None,
        base_centi=shown.base_centi,
        duty_centi=shown.duty_centi,
        bonus_centi=shown.bonus_centi,
        deduction_centi=shown.deduction_centi,
        total_centi=shown.total_centi,
        veto=shown.veto,
        suggested_grade=line.suggested_grade if line else "",
        grade=_grade(membership, settlement),
        quarters=tuple(_posted(membership, year)),
        items=_items(fold),
    )


def _fold(membership: Membership, year: Year, up_to_seq: int | None) -> Statement:
    standard = standard_of(version_on(branch_id=membership.branch_id, day=year.end))
    ((_, member),) = members_with_standings(
        branch_id=membership.branch_id, year=year, membership_id=membership.pk
    )
    entries = booked(
        branch_id=membership.branch_id, year=year, up_to_seq=up_to_seq, membership_id=membership.pk
    )
    return statement_of(standard=standard, member=member, year=year, entries=entries)


def _grade(membership: Membership, settlement: Settlement | None) -> str | None:
    given = AppraisalGrade.objects.filter(settlement=settlement, membership=membership)
    return given.order_by("-round").values_list("grade", flat=True).first() if settlement else None


def _posted(membership: Membership, year: Year) -> Sequence[tuple[str, int, str]]:
    rows = PostingLine.objects.filter(Q(membership=membership), posting__quarter__year=year)
    fields = ("posting__quarter__number", "total_centi", "posting__code")
    found = rows.order_by("posting__quarter__number").values_list(*fields)
    return [(quarter_name(number), total, code) for number, total, code in found]


def _items(fold: Statement) -> tuple[FiledItem, ...]:
    return tuple(
        FiledItem(
            BUCKET_NAMES[one.item.bucket],
            "按处理决定" if one.item.bucket is Bucket.VETO else one.item.title,
            one.times,
            -one.counted_centi if one.item.bucket is Bucket.DEDUCTION else one.counted_centi,
        )
        for one in sorted(fold.items, key=lambda one: _BUCKETS.index(one.item.bucket))
        if one.times
    )
