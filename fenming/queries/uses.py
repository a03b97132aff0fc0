"""积分运用: the lists of a settled year, for those who answer for it (R52–R54, A22, A28, A29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from fenming.queries.access import NotFound, require
from fenming.queries.year import YearFacts, year_facts
from fenming.queries.year_appraisal import AppraisedLine, appraised_lines
from fenming.records.models import Settlement, Year
from fenming.rules.uses import RankedMember, UseLists, lists_of, reading_of


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A name on a list; no place among the others: that is for the member alone (R68)."""

    name: str
    total_centi: int
    grade: str


@dataclass(frozen=True, slots=True)
class UsesView:
    """The lists of a year in roster order; `facts` is None while no year is settled, `lists` before the grades are in.

    `years` are the settled ones, the latest first; `reading` says how the standard makes the lists.
    """

    years: tuple[int, ...]
    facts: YearFacts | None
    lists: UseLists | None
    top: tuple[ListedLine, ...]
    bottom: tuple[ListedLine, ...]
    spared: tuple[ListedLine, ...]
    reading: tuple[str, ...]


def uses_view(*, actor_id: int, branch_id: int, number: int | None, today: date) -> UsesView:
    """The year of that number, or the latest settled one; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="see_uses", branch_id=branch_id, on=today)
    years = _settled_years(branch_id)
    if number is None and not years:
        return UsesView((), None, None, (), (), (), ())
    if number is not None and number not in years:
        raise NotFound("year")
    facts = year_facts(branch_id=branch_id, number=years[0] if number is None else number)
    if facts.steps is None or not facts.steps.round:
        return UsesView(years, facts, None, (), (), (), reading_of(facts.standard))
    lines = appraised_lines(steps=facts.steps)
    lists = lists_of(standard=facts.standard, members=ranked_members(lines), bottom_on=False)
    return UsesView(
        years=years,
        facts=facts,
        lists=lists,
        top=_named(lines, lists.top),
        bottom=_named(lines, lists.bottom),
        spared=_named(lines, lists.spared),
        reading=reading_of(facts.standard),
    )


def ranked_members(lines: tuple[AppraisedLine, ...]) -> list[RankedMember]:
    """Those who take part, as the rule of the lists reads them; the grade that was given, or the suggested one."""
    return [
        RankedMember(
            id=line.membership_id,
            total_centi=line.total_centi,
            grade=line.suggested if line.grade is None else line.grade,
            veto=line.veto,
        )
        for line in lines
    ]


def _settled_years(branch_id: int) -> tuple[int, ...]:
    settled = Settlement.objects.filter(year=OuterRef("pk"))
    years = Year.objects.filter(Exists(settled), branch_id=branch_id).order_by("-number")
    return tuple(years.values_list("number", flat=True))


def _named(lines: tuple[AppraisedLine, ...], ids: tuple[int, ...]) -> tuple[ListedLine, ...]:
    return tuple(
        ListedLine(line.name, line.total_centi, line.grade or "")
        for line in lines
        if line.membership_id in ids
    )
