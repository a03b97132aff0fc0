"""What the verbs about a handling case share: its row under the lock, and who handles it in the branch (R58, R59)."""

from __future__ import annotations

from datetime import date

from fenming.actions._veto import handlers
from fenming.records.models import Disposal, DisposalDecision, DisposalFiling
from fenming.rules.terms import Refused


def reread(disposal_id: int) -> Disposal:
    """As it stands under the lock."""
    rows = Disposal.objects.select_for_update(of=("self",))
    return rows.select_related("membership", "settlement__year", "branch").get(pk=disposal_id)


def last_decision(disposal: Disposal) -> DisposalDecision | None:
    """The decision that stands."""
    rows = DisposalDecision.objects.filter(disposal=disposal).select_related("text")
    return rows.order_by("-round").first()


def waiting_filing(disposal: Disposal, *, actor_id: int) -> DisposalFiling:
    """The filing that waits for an answer, there is one while the case is submitted; Refused `same_person`."""
    filing = DisposalFiling.objects.get(decision__disposal=disposal, event__isnull=True)
    if filing.filed_by_id == actor_id:
        raise Refused("same_person", "这一份是您报送的，请由另一名上级审核人办理。")
    return filing


def branch_handlers(disposal: Disposal, *, on: date) -> list[int]:
    """Secretary and committee in office, the one concerned left out; for telling them."""
    return handlers(branch_id=disposal.branch_id, on=on, without={disposal.membership.person_id})
