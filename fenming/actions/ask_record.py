"""请支部说明: the committee above asks the branch for its record about an appeal (R41, A23)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import checked, reread
from fenming.actions._writing import writing
from fenming.queries.appeals import RECORD_WORKING_DAYS, get_appeal_for
from fenming.queries.objections import handlers_of
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import RecordRequest
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def ask_record(*, actor_id: int, appeal_id: int, question: str, key: str, now: datetime) -> int:
    """The id of the request; the branch has five working days. Another may follow once it is answered.

    Raises NotFound. Refused: `forbidden`, `wrong_state`, `nothing_said`, `too_long`, `already_asked`.
    """
    today = timezone.localdate(now)
    words = checked(question, what="要支部说明的", missing="还没有写请支部说明什么。请写明要哪些经过和材料。")
    found = get_appeal_for(actor_id=actor_id, verb="ask_record", appeal_id=appeal_id, on=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="ask_record", key=key, now=now) as act:
        appeal = reread(found.pk)
        next_state(subject="appeal", state=appeal.state, verb="ask_record")
        waiting = RecordRequest.objects.filter(appeal=appeal, answer=None).first()
        if waiting is not None:
            last = day_name(waiting.answer_by)
            raise Refused("already_asked", f"已经请支部说明，支部{last}前答复。请等支部说明之后再问。")
        asked = RecordRequest.objects.create(
            branch_id=act.branch_id,
            appeal=appeal,
            question=act.keep_text(words),
            by_id=actor_id,
            at=now,
            answer_by=work_calendar(branch_id=act.branch_id).add_working_days(today, RECORD_WORKING_DAYS),
        )
        detail = {"number": appeal.number, "request": asked.pk}
        act.audit(subject="appeal", subject_id=appeal.pk, clause="R41 A23", detail=detail)
        here = handlers_of(branch_id=act.branch_id, on=today) - {appeal.membership.person_id}
        act.tell(kind="record_asked", subject="appeal", subject_id=appeal.pk, to=sorted(here))
    return asked.pk
