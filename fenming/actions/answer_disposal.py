"""对拟作处理陈述意见: the member is heard in their own words before anything is decided (R58, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._disposal import branch_handlers, reread
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.disposals import get_disposal_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def answer_disposal(*, actor_id: int, disposal_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the case. Once, as long as nothing is decided; who handles it is told.

    Raises NotFound. Refused: `forbidden` (not the one concerned), `nothing_said`, `too_long`, `wrong_state`,
    `already_answered`.
    """
    today, verb = timezone.localdate(now), "answer_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    words = checked_text(text, missing="还没有写意见。请写明情况；没有意见的，请写“没有意见”。")
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        next_state(subject="disposal", state=case.state, verb=verb)
        if case.answer_id is not None:
            raise Refused("already_answered", "您已经陈述过意见，只能提交一次。要补充的，请在听取意见时说。")
        case.answer, case.answered_at = act.keep_text(words), now
        case.save(update_fields=["answer", "answered_at"])
        act.audit(subject="disposal", subject_id=case.pk, clause="R58 R67", detail={})
        to = branch_handlers(case, on=today)
        act.tell(kind="disposal_answered", subject="disposal", subject_id=case.pk, to=to)
    return case.pk
