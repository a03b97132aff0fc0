"""What was decided about oneself after a year's points: candidate, incentive, eligibility; for the one concerned alone (R52–R54, R68)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import require
from fenming.queries.use_page import DecisionLine, GivenLine, decisions_of, given_for
from fenming.queries.viewer import Viewer
from fenming.records.models import UseDecision, UseProposal
from fenming.rules.uses import USE_NAMES


@dataclass(frozen=True, slots=True)
class OwnUse:
    """One use in one year. `stands`: the last decision confirms it. `again`: a person is to decide anew, since the
    settlement behind it has been corrected; until then what was decided stands."""

    year: int
    name: str
    stands: bool
    again: bool
    decisions: tuple[DecisionLine, ...]
    given: tuple[GivenLine, ...]


def own_uses(*, viewer: Viewer, on: date) -> tuple[OwnUse, ...]:
    """The viewer's own in their present branch, the latest year first. Three queries.

    A name that was listed and never confirmed came to nothing and is not told. Raises NotFound, Refused `forbidden`.
    """
    me = viewer.person_id
    require(actor_id=me, verb="see_own_uses", branch_id=viewer.branch_id, on=on, owner_id=me)
    rows = UseProposal.objects.filter(branch_id=viewer.branch_id, membership__person_id=me)
    rows = rows.select_related("use_list__settlement__year", "use_list__settlement__corrected_by")
    chains: dict[tuple[int, str], list[UseProposal]] = {}
    for row in rows.order_by("use_list_id"):
        chains.setdefault((row.use_list.settlement.year.number, row.use), []).append(row)
    ids = [row.pk for chain in chains.values() for row in chain]
    decisions, given = decisions_of(ids), given_for(ids)
    found = []
    for (year, use), chain in sorted(
        chains.items(), key=lambda one: (-one[0][0], [*USE_NAMES].index(one[0][1]))
    ):
        steps = tuple(step for row in chain for step in decisions.get(row.pk, ()))
        if any(step.outcome == UseDecision.Outcome.CONFIRMED for step in steps):
            newest = chain[-1]
            stands = steps[-1].outcome == UseDecision.Outcome.CONFIRMED
            presents = tuple(one for row in chain for one in given.get(row.pk, ()))
            again = stands and (newest.pk not in decisions or _corrected(newest))
            found.append(OwnUse(year, USE_NAMES[use], stands, again, steps, presents))
    return tuple(found)


def _corrected(row: UseProposal) -> bool:
    return hasattr(row.use_list.settlement, "corrected_by")
