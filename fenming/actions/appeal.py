"""提出申诉: a member goes to the committee above, straight or after the branch's answer (R40, A23)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import checked_words, file_appeal, refuse_late
from fenming.actions._writing import writing
from fenming.queries.appealing import Which, ground_of, refuse_appealed


def appeal(
    *, actor_id: int, branch_id: int, which: Which, text: str, late_reason: str = "", key: str, now: datetime
) -> int:
    """The id of the appeal, about the one thing `which` names; the branch learns that it runs, not what it says.

    `late_reason` counts only after the last day. Raises NotFound. Refused: `nothing_said`, `too_long`, `late` (after
    the term, without a reason), `already_open`, `decided_above`, and whatever `ground_of` says.
    """
    today = timezone.localdate(now)
    words, why_late = checked_words(text, "申诉"), checked_words(late_reason, "迟交的理由", needed=False)
    branch = ground_of(actor_id=actor_id, branch_id=branch_id, which=which, on=today).membership.branch_id
    with writing(branch_id=branch, actor_id=actor_id, verb="appeal", key=key, now=now) as act:
        found = ground_of(actor_id=actor_id, branch_id=branch, which=which, on=today)
        refuse_appealed(found)
        refuse_late(found, on=today, why_late=why_late)
        filed = file_appeal(act, found, words=words, why_late=why_late)
    return filed.pk
