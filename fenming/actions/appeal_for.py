"""代录书面申诉: the signed appeal of a member without an account is entered from paper (R40, R67, A23)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fenming.actions._appeal import checked_words, file_appeal, refuse_late
from fenming.actions._paper import check_paper
from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.appealing import Ground, Which, ground_of, refuse_appealed
from fenming.queries.paper import get_member_on_paper, refuse_reported


def appeal_for(
    *,
    actor_id: int,
    membership_id: int,
    which: Which,
    text: str,
    signed_on: date,
    paper_kept: bool,
    late_reason: str = "",
    key: str,
    now: datetime,
) -> int:
    """The id of the appeal; the words are the member's, `signed_on` the day on the paper, and who entered it is named.

    Entered by whom the member gave it to, the branch or the committee above. In time or not by the day it was signed;
    the days to decide count from today. Raises NotFound, also for what is not this member's. Refused: `forbidden` (own
    points too), `has_account`, `reported_by_you`, `paper_not_kept`, `future_day`, and what `appeal` refuses.
    """
    today, verb = timezone.localdate(now), "appeal_for"
    member = get_member_on_paper(actor_id=actor_id, verb=verb, membership_id=membership_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    words, why_late = checked_words(text, "申诉"), checked_words(late_reason, "迟交的理由", needed=False)
    asks: dict[str, Any] = {"actor_id": actor_id, "branch_id": member.branch_id, "which": which, "on": today}
    asks |= {"verb": verb, "person_id": member.person_id}
    _of_member(ground_of(**asks), membership_id)
    with writing(branch_id=member.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        found = ground_of(**asks)
        refuse_reported(found.matter, actor_id=actor_id)
        refuse_appealed(found)
        refuse_late(found, on=signed_on, why_late=why_late)
        filed = file_appeal(
            act, found, words=words, why_late=why_late, entered_by_id=actor_id, signed_on=signed_on
        )
    return filed.pk


def _of_member(ground: Ground, membership_id: int) -> None:
    if ground.membership.pk != membership_id:
        raise NotFound("membership")
