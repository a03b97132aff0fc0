"""向上级说明情况: secretary or committee answer what the committee above asked about an appeal (R41, A23)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import checked, reread, those_above
from fenming.actions._writing import writing
from fenming.queries.appeals import get_request_for
from fenming.records.models import RecordRequest
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def give_record(*, actor_id: int, request_id: int, answer: str, key: str, now: datetime) -> int:
    """The id of the request, now answered, once. After its last day the answer is still taken; nothing lapses.

    Raises NotFound. Refused: `forbidden` (one's own appeal too), `wrong_state`, `nothing_said`, `too_long`,
    `already_given`.
    """
    today = timezone.localdate(now)
    missing = "还没有写说明。请写明初评和评定的经过，依据了哪些材料，不写报告人。"
    words = checked(answer, what="说明", missing=missing)
    found = get_request_for(actor_id=actor_id, verb="give_record", request_id=request_id, on=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="give_record", key=key, now=now) as act:
        appeal, asked = reread(found.appeal_id), RecordRequest.objects.get(pk=found.pk)
        next_state(subject="appeal", state=appeal.state, verb="give_record")
        if asked.answer_id is not None:
            raise Refused("already_given", "支部已经作过说明，不用再写。上级还有要问的，会另外提出。")
        asked.answer, asked.answered_by_id, asked.answered_at = act.keep_text(words), actor_id, now
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        detail = {"number": appeal.number, "request": asked.pk}
        act.audit(subject="appeal", subject_id=appeal.pk, clause="R41 A23", detail=detail)
        to = those_above(appeal, on=today)
        act.tell(kind="record_given", subject="appeal", subject_id=appeal.pk, to=to)
    return asked.pk
