"""陈述意见: the one concerned is heard before a veto is confirmed (R24, R81)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import checked_text, handlers, reread
from fenming.actions._writing import writing
from fenming.queries.veto import get_veto_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def answer_veto(*, actor_id: int, veto_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the veto. Once; taken also after the term, as long as nobody has decided.

    Raises NotFound. Refused: `forbidden` (not the one concerned), `nothing_said`, `too_long`, `wrong_state`,
    `already_answered`.
    """
    today = timezone.localdate(now)
    veto = get_veto_for(actor_id=actor_id, verb="answer_veto", veto_id=veto_id, on=today)
    words = checked_text(text, missing="还没有写意见。请写明情况；没有意见的，请写“没有意见”。")
    with writing(branch_id=veto.branch_id, actor_id=actor_id, verb="answer_veto", key=key, now=now) as act:
        veto = reread(veto_id)
        veto.state = next_state(subject="veto", state=veto.state, verb="answer_veto")
        if veto.answer_id is not None:
            raise Refused(
                "already_answered", "您已经陈述过意见，只能提交一次。要补充的，请直接告诉支部书记。"
            )
        veto.answer, veto.answered_at = act.keep_text(words), now
        veto.save(update_fields=["state", "answer", "answered_at"])
        detail = {"in_time": veto.reply_by is None or today <= veto.reply_by}
        act.audit(subject="veto", subject_id=veto.pk, clause="R24 R81", detail=detail)
        others = handlers(branch_id=act.branch_id, on=today, without={actor_id})
        act.tell(kind="veto_answered", subject="veto", subject_id=veto.pk, to=others)
    return veto.pk
