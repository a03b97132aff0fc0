"""The year as its page shows it: the conditions of settling, or the settlement and its lines (R44, R46, R47, A26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fenming.queries.access import require
from fenming.queries.scores import standard_of, version_on
from fenming.queries.settlement import SettledLine, settled_lines
from fenming.queries.year import YearFacts, YearGate, gates_of, year_facts


@dataclass(frozen=True, slots=True)
class ExcellentShare:
    """How many are suggested the highest grade, out of how many with a grade, and whether that is above the warning."""

    grade: str
    count: int
    graded: int
    limit: Fraction

    @property
    def is_above(self) -> bool:
        return Fraction(self.count, self.graded) > self.limit if self.graded else False


@dataclass(frozen=True, slots=True)
class YearView:
    """Before settling `gates` is filled, afterwards `lines` and `share`."""

    facts: YearFacts
    gates: tuple[YearGate, ...]
    lines: tuple[SettledLine, ...]
    share: ExcellentShare | None


def year_view(*, actor_id: int, branch_id: int, number: int, today: date) -> YearView:
    """A branch's year for secretary, leading group and auditor; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="see_year", branch_id=branch_id, on=today)
    facts = year_facts(branch_id=branch_id, number=number)
    if facts.settlement_id is None:
        return YearView(facts, gates_of(year=facts, branch_id=branch_id, today=today), (), None)
    lines = tuple(settled_lines(settlement_id=facts.settlement_id))
    standard = standard_of(version_on(branch_id=branch_id, day=facts.end))
    best, graded = standard.bands[0].name, [one for one in lines if one.suggested_grade]
    count = sum(one.suggested_grade == best for one in graded)
    share = ExcellentShare(best, count, len(graded), Fraction(standard.settings.excellent_warn))
    return YearView(facts, (), lines, share)
