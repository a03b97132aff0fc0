"""不予确认: another than the proposer declines a veto, with the reason; nothing is booked (R81)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import checked_text, reread
from fenming.actions._writing import writing
from fenming.queries.veto import get_veto_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def decline_veto(*, actor_id: int, veto_id: int, reason: str, key: str, now: datetime) -> int:
    """The id of the veto, ended without effect. Possible before the answer too: it only helps the one concerned.

    Raises NotFound. Refused: `forbidden`, `nothing_said`, `too_long`, `wrong_state`, `same_person` (the proposer).
    """
    today = timezone.localdate(now)
    veto = get_veto_for(actor_id=actor_id, verb="decline_veto", veto_id=veto_id, on=today)
    words = checked_text(reason, missing="还没有写不予确认的理由。请写明。")
    with writing(branch_id=veto.branch_id, actor_id=actor_id, verb="decline_veto", key=key, now=now) as act:
        veto = reread(veto_id)
        veto.state = next_state(subject="veto", state=veto.state, verb="decline_veto")
        if veto.proposed_by_id == actor_id:
            raise Refused(
                "same_person", "这次一票否决是您提出的，不予确认也要由另一名书记或支委办理，并写明理由。"
            )
        veto.confirmed_by_id, veto.confirmed_at, veto.why_declined = actor_id, now, act.keep_text(words)
        veto.save(update_fields=["state", "confirmed_by", "confirmed_at", "why_declined"])
        act.audit(subject="veto", subject_id=veto.pk, clause="R81", detail={"state": veto.state})
        told = [veto.membership.person_id, veto.proposed_by_id]
        act.tell(kind="veto_declined", subject="veto", subject_id=veto.pk, to=told)
    return veto.pk
