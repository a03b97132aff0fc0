"""确认一票否决: another than the proposer confirms it, after the one concerned was heard (R24, R81, A9, A10)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import book, require_unsettled, reread
from fenming.actions._writing import writing
from fenming.queries.appealing import appeal_term
from fenming.queries.handling import able_to_handle
from fenming.queries.veto import get_veto_for, shut_reason
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def confirm_veto(*, actor_id: int, veto_id: int, key: str, now: datetime) -> int:
    """The id of the veto, now in the ledger: the year counts at most what the veto leaves, the figures under it stay.

    Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own), `wrong_state`, `same_person`
    (the proposer; told to ask the committee above when nobody else is left), `not_heard`, `year_settled`.
    """
    today = timezone.localdate(now)
    veto = get_veto_for(actor_id=actor_id, verb="confirm_veto", veto_id=veto_id, on=today)
    with writing(branch_id=veto.branch_id, actor_id=actor_id, verb="confirm_veto", key=key, now=now) as act:
        veto = reread(veto_id)
        state = next_state(subject="veto", state=veto.state, verb="confirm_veto")
        member = veto.membership.person_id
        left = bool(able_to_handle(veto, on=today))
        if shut := shut_reason(veto, actor_id=actor_id, others_left=left, on=today):
            raise Refused(*shut)
        require_unsettled(veto.year)
        veto.state, veto.confirmed_by_id, veto.confirmed_at = state, actor_id, now
        veto.appeal_by = appeal_term(veto.branch_id, today)
        veto.save(update_fields=["state", "confirmed_by", "confirmed_at", "appeal_by"])
        entry = book(act, veto)
        detail = {"entry": entry.seq, "answered": veto.answer_id is not None}
        act.audit(subject="veto", subject_id=veto.pk, clause="R24 R81 A9", detail=detail)
        act.tell(kind="veto_confirmed", subject="veto", subject_id=veto.pk, to=[member])
    return veto.pk
