"""不同意笔误更正: the reviewer leaves the entry as it is, with a reason (R77)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.claims import tidy
from fenming.queries.corrections import get_correction_for
from fenming.records.models import Correction
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REASON = 200


def decline_correction(*, actor_id: int, correction_id: int, reason: str, key: str, now: datetime) -> int:
    """The id of the correction; the ledger stays as it is. Who proposed it may take it back this way too.

    Raises NotFound. Refused: `forbidden` (own entry too), `no_reason`, `too_long`, `wrong_state`.
    """
    today = timezone.localdate(now)
    found = get_correction_for(
        actor_id=actor_id, verb="decline_correction", correction_id=correction_id, on=today
    )
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", "还没有写理由。请写明为什么不更正。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="decline_correction", key=key, now=now
    ) as act:
        correction = Correction.objects.select_for_update().get(pk=found.pk)
        correction.state = next_state(subject="correction", state=correction.state, verb="decline_correction")
        correction.ended_by_id, correction.ended_at = actor_id, now
        correction.why_declined = act.keep_text(words)
        correction.save(update_fields=["state", "ended_by", "ended_at", "why_declined"])
        act.audit(subject="correction", subject_id=correction.pk, clause="R77", detail={})
        _tell(act, correction, found.entry.membership.person_id)
    return correction.pk


def _tell(act: Act, correction: Correction, owner_id: int) -> None:
    """Who proposed it, and who was asked to answer it."""
    told = {"correction_declined": correction.proposed_by_id}
    if correction.asks_reply:
        told["correction_dropped"] = owner_id
    for kind, person in told.items():
        if person != act.actor_id:
            act.tell(kind=kind, subject="correction", subject_id=correction.pk, to=[person])
