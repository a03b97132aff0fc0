"""撤下重新审议: what was put before the meeting is taken off before it decides; what stands stays (R77)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._reopening import take_off
from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.reopenings import get_reopening_for
from fenming.records.models import Reopening
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REASON = 200


def drop_reopening(*, actor_id: int, reopening_id: int, reason: str, key: str, now: datetime) -> int:
    """The id of the reopening; the one concerned and who proposed it are told why. A vote already taken has no effect.

    Raises NotFound. Refused: `forbidden` (own matter too), `no_reason`, `too_long`, `wrong_state`.
    """
    today = timezone.localdate(now)
    found = get_reopening_for(actor_id=actor_id, verb="drop_reopening", reopening_id=reopening_id, on=today)
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", "还没有写理由。请写明为什么撤下，本人会看到。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="drop_reopening", key=key, now=now
    ) as act:
        reopening = Reopening.objects.select_for_update().get(pk=found.pk)
        reopening.state = next_state(subject="reopening", state=reopening.state, verb="drop_reopening")
        reopening.ended_by_id, reopening.ended_at = actor_id, now
        reopening.why_dropped = act.keep_text(words)
        reopening.save(update_fields=["state", "ended_by", "ended_at", "why_dropped"])
        take_off(reopening)
        act.audit(subject="reopening", subject_id=reopening.pk, clause="R77", detail={})
        told = {found.matter.membership.person_id, reopening.proposed_by_id} - {actor_id}
        act.tell(kind="reopening_dropped", subject="reopening", subject_id=reopening.pk, to=sorted(told))
    return reopening.pk
