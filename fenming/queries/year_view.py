"""The year as its page shows it: the conditions of settling, or the settlement, its lines and the steps after it.

R44–R47, R60, A25, A26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import require
from fenming.queries.settlement import SettledLine, settled_lines
from fenming.queries.year import YearFacts, YearGate, gates_of, year_facts
from fenming.queries.year_signing import Signing, signing_of
from fenming.rules.excellent import ExcellentShare, share_of


@dataclass(frozen=True, slots=True)
class YearView:
    """Before settling `gates` is filled, afterwards `lines` and `share`; `signing` while it is signed."""

    facts: YearFacts
    gates: tuple[YearGate, ...]
    lines: tuple[SettledLine, ...]
    share: ExcellentShare | None
    signing: Signing | None


def year_view(*, actor_id: int, branch_id: int, number: int, today: date) -> YearView:
    """A branch's year for secretary, leading group and auditor; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="see_year", branch_id=branch_id, on=today)
    facts = year_facts(branch_id=branch_id, number=number)
    if facts.steps is None:
        return YearView(facts, gates_of(year=facts, branch_id=branch_id, today=today), (), None, None)
    lines = tuple(settled_lines(steps=facts.steps))
    signing = None
    if facts.state == "settled":
        signing = signing_of(settlement_id=facts.steps.settlement_id, branch_id=branch_id, on=today)
    return YearView(facts, (), lines, _share(facts, lines), signing)


def _share(facts: YearFacts, lines: tuple[SettledLine, ...]) -> ExcellentShare:
    """Of the grades given, and before there are any, of the suggested ones."""
    grades = [
        (line.grade if line.grade is not None else line.suggested_grade) for line in lines if line.ranked
    ]
    return share_of(standard=facts.standard, grades=grades)
