"""积分运用: the lists of a settled year and what was decided on each name, for those who answer for it (R52–R54, A22, A28, A29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from fenming.queries.access import NotFound, tie_to
from fenming.queries.year import YearFacts, year_facts
from fenming.queries.year_appraisal import AppraisedLine, appraised_lines
from fenming.records.models import (
    BottomResolution,
    Settlement,
    SettlementLine,
    UseDecision,
    UseList,
    UseProposal,
    Year,
)
from fenming.rules.standard import Standard
from fenming.rules.step_words import STATE_NAMES
from fenming.rules.terms import Refused
from fenming.rules.uses import (
    USE_NAMES,
    BottomDecision,
    RankedMember,
    UseLists,
    bottom_is_on,
    lists_of,
    reading_of,
)

PROPOSED = "proposed"
MARKS = {"": "draft", "proposed": "waiting", "confirmed": "determined", "struck": "refused"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lists as they come out now, and the grade of everyone who is ranked, by membership."""

    lists: UseLists
    lines: tuple[AppraisedLine, ...]
    grades: dict[int, str]


@dataclass(frozen=True, slots=True)
class UseRow:
    """A name; no place among the others: that is for the member alone (R68). `id` is None before the list is drawn up.

    `state` is that of rules.workflow, subject use; `standing` what holds until a person has decided on this row.
    """

    id: int | None
    name: str
    total_centi: int
    grade: str
    listed: bool = True
    state: str = ""
    standing: str = ""

    @property
    def mark(self) -> str:
        """The key of the mark beside the word."""
        return MARKS[self.state]

    @property
    def word(self) -> str:
        """How far it has come."""
        return STATE_NAMES["use"][self.state] if self.state else "未拟定"


@dataclass(frozen=True, slots=True)
class UseSection:
    """The names of one use, in roster order."""

    use: str
    name: str
    rows: tuple[UseRow, ...]

    @property
    def undecided(self) -> int:
        """How many still wait for a person."""
        return sum(row.state == PROPOSED for row in self.rows)


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """One resolution about the bottom list."""

    is_on: bool
    day: date
    resolution: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UsesView:
    """A year; `facts` is None while no year is settled, `lists` before the grades are in.

    `drawn` is the newest list drawn up, `superseded` that its settlement has been corrected since. `spared` are
    towards the bottom and graded too well for a measure; `bottom_on` whether the year has a bottom list.
    """

    years: tuple[int, ...]
    facts: YearFacts | None
    lists: UseLists | None
    drawn: UseList | None
    superseded: bool
    sections: tuple[UseSection, ...]
    spared: tuple[UseRow, ...]
    bottom_on: bool
    resolutions: tuple[ResolutionLine, ...]
    reading: tuple[str, ...]
    may_propose: bool
    may_resolve: bool


def uses_view(*, actor_id: int, branch_id: int, number: int | None, today: date) -> UsesView:
    """The year of that number, or the latest settled one; raises NotFound, Refused `forbidden`."""
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=today)
    if not tie.may("see_uses").allowed:
        raise Refused("forbidden", tie.may("see_uses").reason)
    years, resolutions = _settled_years(branch_id), _resolutions(branch_id)
    may_resolve = tie.may("resolve_bottom_list").allowed
    if number is not None and number not in years:
        raise NotFound("year")
    if not years:
        told = _told(resolutions)
        return UsesView((), None, None, None, False, (), (), False, told, (), False, may_resolve)
    number = max(years) if number is None else number
    facts = year_facts(branch_id=branch_id, number=number)
    (drawn, sections), lists = _drawn(years[number]), _lists(facts, resolutions)
    return UsesView(
        years=tuple(years),
        facts=facts,
        lists=lists.lists if lists else None,
        drawn=drawn,
        superseded=drawn is not None
        and (facts.steps is None or drawn.settlement_id != facts.steps.settlement_id),
        sections=sections or (_preview(lists) if lists else ()),
        spared=_rows(lists, lists.lists.spared) if lists else (),
        bottom_on=_is_on(facts.standard, resolutions, facts.end),
        resolutions=_told(resolutions),
        reading=reading_of(facts.standard),
        may_propose=tie.may("propose_uses").allowed,
        may_resolve=may_resolve,
    )


@dataclass(frozen=True, slots=True)
class BottomPage:
    """The resolutions about the bottom list, the latest first. `is_on`: the last one turned it on."""

    resolutions: tuple[ResolutionLine, ...]
    is_on: bool
    may_resolve: bool


def bottom_page(*, actor_id: int, branch_id: int, today: date) -> BottomPage:
    """For those who see the lists; raises NotFound, Refused `forbidden`."""
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=today)
    if not tie.may("see_uses").allowed:
        raise Refused("forbidden", tie.may("see_uses").reason)
    told = _told(_resolutions(branch_id))
    return BottomPage(told, bool(told) and told[0].is_on, tie.may("resolve_bottom_list").allowed)


def draw_lists(*, branch_id: int, year: Year) -> Drawn:
    """The lists of an appraised year as its latest settlement, its grades and the resolutions make them; NotFound."""
    facts = year_facts(branch_id=branch_id, number=year.number)
    drawn = _lists(facts, _resolutions(branch_id))
    if drawn is None:
        raise NotFound("grades")
    return drawn


def standing_uses(*, year_id: int) -> dict[tuple[int, str], tuple[UseProposal, str]]:
    """By membership and use the newest row of the year, with what holds: the last decision, on it or on one before it."""
    rows = with_outcome(UseProposal.objects.filter(use_list__settlement__year_id=year_id))
    found: dict[tuple[int, str], tuple[UseProposal, str]] = {}
    for row in rows.order_by("use_list_id"):
        before = found.get((row.membership_id, row.use))
        standing = row.outcome or (before[1] if before else PROPOSED)
        found[row.membership_id, row.use] = (row, standing)
    return found


def with_outcome(rows: QuerySet[UseProposal]) -> QuerySet[Any]:
    """Rows with their last decision, None where there is none."""
    decisions = UseDecision.objects.filter(proposal=OuterRef("pk")).order_by("-round")
    return rows.annotate(outcome=Subquery(decisions.values("outcome")[:1]))


def _settled_years(branch_id: int) -> dict[int, int | None]:
    """The settled years, the latest first, each with its newest list."""
    settled = Settlement.objects.filter(year=OuterRef("pk"))
    newest = UseList.objects.filter(settlement__year=OuterRef("pk")).order_by("-pk")
    years = Year.objects.filter(Exists(settled), branch_id=branch_id).order_by("-number")
    return dict(years.values_list("number", Subquery(newest.values("pk")[:1])))


def _resolutions(branch_id: int) -> list[BottomResolution]:
    rows = BottomResolution.objects.filter(branch_id=branch_id).select_related("by")
    return list(rows.order_by("day", "pk"))


def _told(rows: Sequence[BottomResolution]) -> tuple[ResolutionLine, ...]:
    return tuple(
        ResolutionLine(one.is_on, one.day, one.resolution, one.by.name, one.at) for one in reversed(rows)
    )


def _is_on(standard: Standard, rows: Sequence[BottomResolution], year_end: date) -> bool:
    decisions = [BottomDecision(one.day, one.is_on) for one in rows]
    return bottom_is_on(standard=standard, decisions=decisions, year_end=year_end)


def _lists(facts: YearFacts, resolutions: Sequence[BottomResolution]) -> Drawn | None:
    if facts.steps is None or not facts.steps.round:
        return None
    lines = appraised_lines(steps=facts.steps)
    grades = {line.membership_id: line.suggested if line.grade is None else line.grade for line in lines}
    members = [
        RankedMember(line.membership_id, line.total_centi, grades[line.membership_id], line.veto)
        for line in lines
    ]
    bottom_on = _is_on(facts.standard, resolutions, facts.end)
    return Drawn(lists_of(standard=facts.standard, members=members, bottom_on=bottom_on), lines, grades)


def _rows(drawn: Drawn, ids: Sequence[int]) -> tuple[UseRow, ...]:
    return tuple(
        UseRow(None, line.name, line.total_centi, drawn.grades[line.membership_id])
        for line in drawn.lines
        if line.membership_id in ids
    )


def _preview(drawn: Drawn) -> tuple[UseSection, ...]:
    """What would be proposed, before anybody has drawn it up."""
    top, bottom = _rows(drawn, drawn.lists.top), _rows(drawn, drawn.lists.bottom)
    return tuple(
        UseSection(use, name, bottom if use == "ineligible" else top) for use, name in USE_NAMES.items()
    )


def _drawn(list_id: int | None) -> tuple[UseList | None, tuple[UseSection, ...]]:
    """A list that was drawn up and its names with what was decided; totals are those of its settlement."""
    if list_id is None:
        return None, ()
    lines = SettlementLine.objects.filter(
        settlement=OuterRef("use_list__settlement"), membership=OuterRef("membership")
    )
    earlier = UseDecision.objects.filter(proposal=OuterRef("earlier")).order_by("-round")
    found = with_outcome(UseProposal.objects.filter(use_list_id=list_id)).annotate(
        total_centi=Subquery(lines.values("total_centi")[:1]),
        before=Subquery(earlier.values("outcome")[:1]),
    )
    found = found.select_related("membership__person", "use_list__by").order_by("membership__roster_no")
    names = list(found)
    rows: dict[str, list[UseRow]] = {use: [] for use in USE_NAMES}
    for one in names:
        rows[one.use].append(_row(one))
    sections = tuple(UseSection(use, name, tuple(rows[use])) for use, name in USE_NAMES.items())
    # with nobody on it, the list itself still says who drew it up
    drawn = names[0].use_list if names else UseList.objects.select_related("by").get(pk=list_id)
    return drawn, sections


def _row(one: Any) -> UseRow:
    return UseRow(
        id=one.pk,
        name=one.membership.person.name,
        total_centi=one.total_centi or 0,
        grade=one.grade,
        listed=one.listed,
        state=one.outcome or PROPOSED,
        standing=one.before or "",
    )
