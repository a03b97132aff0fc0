"""What the demo's script has to look up between two acts: ids, as its people would see them on their pages."""

from __future__ import annotations

from dataclasses import dataclass

from fenming.queries.scores import standard_of
from fenming.records.models import AgendaItem, Matter, MemberMonth, Membership, Month, Quarter
from fenming.rules.terms import Bucket


@dataclass(frozen=True, slots=True)
class Periods:
    """Ids of a branch's months and quarters of one year, by number."""

    months: dict[int, int]
    quarters: dict[int, int]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter on its way, with what decides who handles it and how."""

    matter_id: int
    membership_id: int
    minus: bool
    ranged: bool
    bucket: Bucket
    state: str
    each_centi: int | None
    level: str
    quantity: int


def periods_of(*, branch_id: int, year: int) -> Periods:
    """The year's periods; empty when the year is not opened."""
    months = Month.objects.filter(branch_id=branch_id, quarter__year__number=year)
    quarters = Quarter.objects.filter(branch_id=branch_id, year__number=year)
    return Periods(dict(months.values_list("number", "pk")), dict(quarters.values_list("number", "pk")))


def roster_ids(*, branch_id: int) -> list[tuple[int, int]]:
    """(membership id, person id) in roster order."""
    rows = Membership.objects.filter(branch_id=branch_id).order_by("roster_no")
    return list(rows.values_list("pk", "person_id"))


def unmarked_members(*, month_id: int) -> list[int]:
    """Membership ids of the roster not yet marked as assessed in a month, those with something waiting left out."""
    month = Month.objects.get(pk=month_id)
    marked = MemberMonth.objects.filter(month=month, assessed_at__isnull=False)
    waiting = Matter.objects.filter(month=month, state=Matter.State.DECLARED)
    rows = Membership.objects.filter(branch_id=month.branch_id).order_by("roster_no")
    rows = rows.exclude(pk__in=marked.values("membership_id")).exclude(pk__in=waiting.values("membership_id"))
    return list(rows.values_list("pk", flat=True))


def open_matters(*, month_id: int | None = None, quarter_id: int | None = None) -> list[OpenMatter]:
    """Matters declared or assessed in a month or a quarter, in order of number."""
    rows = Matter.objects.filter(state__in=["declared", "assessed"])
    if month_id is not None:
        rows = rows.filter(month_id=month_id)
    if quarter_id is not None:
        rows = rows.filter(quarter_id=quarter_id)
    return [_open(matter) for matter in rows.select_related("version").order_by("month__start", "number")]


def _open(matter: Matter) -> OpenMatter:
    item = standard_of(matter.version).by_id[matter.item]
    return OpenMatter(
        matter_id=matter.pk,
        membership_id=matter.membership_id,
        minus=matter.claimed_centi < 0,
        ranged=item.shape == "range",
        bucket=item.bucket,
        state=matter.state,
        each_centi=matter.each_centi,
        level=matter.level,
        quantity=matter.quantity,
    )


@dataclass(frozen=True, slots=True)
class Agenda:
    """Matter ids of a meeting: those on the list en bloc, those singled out, and those that can only be deferred."""

    en_bloc: tuple[int, ...]
    singled_out: tuple[int, ...]
    not_assessed: tuple[int, ...]


def agenda_ids(*, meeting_id: int) -> Agenda:
    """What an open meeting has not decided yet."""
    rows = AgendaItem.objects.filter(meeting_id=meeting_id, outcome="").order_by("pk")
    states = list(rows.values_list("matter_id", "singled_out", "matter__state"))
    return Agenda(
        en_bloc=tuple(pk for pk, singled, state in states if state == "assessed" and not singled),
        singled_out=tuple(pk for pk, singled, state in states if state == "assessed" and singled),
        not_assessed=tuple(pk for pk, _, state in states if state == "declared"),
    )
