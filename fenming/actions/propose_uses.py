"""拟定名单: everyone on the lists of a filed year as a proposal, for people to decide on one by one (R52–R54, A28, A29)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from fenming.actions._settlement import require_latest
from fenming.actions._writing import writing
from fenming.queries.access import get_settlement_for
from fenming.queries.settlement_steps import year_state
from fenming.queries.uses import Drawn, draw_lists, standing_uses
from fenming.queries.year_signing import signers
from fenming.records.models import Settlement, UseDecision, UseList, UseProposal
from fenming.rules.terms import Refused
from fenming.rules.uses import TOP_USES, Use
from fenming.rules.workflow import next_state


def propose_uses(*, actor_id: int, settlement_id: int, key: str, now: datetime) -> int:
    """The id of the list of that settlement; nothing happens to anybody by it.

    After a correcting settlement, who stood confirmed and is on the list no more is carried over, to be decided
    anew. Raises NotFound. Refused: `forbidden`, `wrong_state` (not accepted by the superior), `corrected`,
    `drawn_already`.
    """
    today = timezone.localdate(now)
    settlement = get_settlement_for(
        actor_id=actor_id, verb="propose_uses", settlement_id=settlement_id, on=today
    )
    branch_id = settlement.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="propose_uses", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=settlement.year), verb="propose_uses")
        require_latest(settlement)
        if UseList.objects.filter(settlement=settlement).exists():
            raise Refused("drawn_already", "这一年度的名单已经拟定，不用再拟。请逐人决定。")
        drawn = draw_lists(branch_id=branch_id, year=settlement.year)
        before = standing_uses(year_id=settlement.year_id)
        use_list = UseList.objects.create(
            branch_id=branch_id,
            settlement=settlement,
            ranked=drawn.lists.ranked,
            top_places=drawn.lists.top_places,
            bottom_places=drawn.lists.bottom_places,
            by_id=actor_id,
            at=now,
        )
        UseProposal.objects.bulk_create(_proposals(use_list, settlement, drawn, before))
        counts = {
            "top": len(drawn.lists.top),
            "bottom": len(drawn.lists.bottom),
            "spared": len(drawn.lists.spared),
        }
        detail = {"year": settlement.year.number, "settlement": settlement.pk, **counts}
        act.audit(subject="uselist", subject_id=use_list.pk, clause="R52 R54", detail=detail)
        others = [one for one in signers(branch_id=branch_id, on=today) if one != actor_id]
        act.tell(kind="uses_proposed", subject="uselist", subject_id=use_list.pk, to=others)
    return use_list.pk


def _proposals(
    use_list: UseList,
    settlement: Settlement,
    drawn: Drawn,
    before: dict[tuple[int, str], tuple[UseProposal, str]],
) -> Iterator[UseProposal]:
    """A row for each name and use of the new lists, then for each that stands confirmed and is on them no more."""
    named = [(pk, use.value) for use in TOP_USES for pk in drawn.lists.top]
    named += [(pk, Use.INELIGIBLE.value) for pk in drawn.lists.bottom]
    stands = [one for one, (_, outcome) in before.items() if outcome == UseDecision.Outcome.CONFIRMED]
    carried = [one for one in stands if one not in named]
    for pk, use in named + carried:
        yield UseProposal(
            branch_id=settlement.branch_id,
            use_list=use_list,
            membership_id=pk,
            use=use,
            grade=drawn.grades.get(pk, ""),
            listed=(pk, use) in named,
            earlier=before[pk, use][0] if (pk, use) in before else None,
        )
