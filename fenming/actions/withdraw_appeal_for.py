"""代录撤回申诉: the signed withdrawal of a member without an account is entered from paper (R40, R67)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._appeal import take_back
from fenming.actions._paper import check_paper
from fenming.actions._writing import writing
from fenming.queries.paper_withdrawal import get_on_paper


def withdraw_appeal_for(
    *, actor_id: int, appeal_id: int, signed_on: date, paper_kept: bool, key: str, now: datetime
) -> int:
    """The id of the appeal, now withdrawn; `signed_on` is the day on the paper, and who entered it is named.

    Entered by the branch or the committee above. Raises NotFound. Refused: `forbidden` (the own one too), `has_account`,
    `reported_by_you`, `paper_not_kept`, `future_day`, `signed_early` (before it was filed), `wrong_state`.
    """
    today, verb = timezone.localdate(now), "withdraw_appeal_for"
    found = get_on_paper(actor_id=actor_id, verb=verb, subject="appeal", thing_id=appeal_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        appeal = take_back(act, found.pk, signed_on=signed_on)
    return appeal.pk
