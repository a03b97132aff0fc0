"""签收谈话记录: the one it was held with has read the record, and may add their own words (R55)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.talks import get_talk_for, state_of
from fenming.records.models import Talk
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def acknowledge_talk(*, actor_id: int, talk_id: int, remarks: str = "", key: str, now: datetime) -> int:
    """The id of the talk; it means read, not agreed. Once, with remarks or without; no term waits for it.

    Raises NotFound, also for everyone but the two of the talk. Refused: `forbidden` (the one who held it),
    `too_long`, `already_acknowledged`.
    """
    today, verb = timezone.localdate(now), "acknowledge_talk"
    talk = get_talk_for(actor_id=actor_id, verb=verb, talk_id=talk_id, on=today)
    words = checked_text(remarks, missing="") if remarks.strip() else ""
    with writing(branch_id=talk.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk_id)
        if talk.acknowledged_at is not None:
            raise Refused(
                "already_acknowledged", "您已经签收过，不用再办。还有话要说的，请直接与支部书记谈。"
            )
        next_state(subject="talk", state=state_of(talk), verb=verb)
        talk.acknowledged_at = now
        talk.remarks = act.keep_text(words) if words else None
        talk.save(update_fields=["acknowledged_at", "remarks"])
        act.audit(subject="talk", subject_id=talk.pk, clause="R55", detail={"remarks": bool(words)})
        act.tell(kind="talk_acknowledged", subject="talk", subject_id=talk.pk, to=[talk.held_by_id])
    return talk.pk
