"""听取处理意见: somebody of the branch notes when the member was heard and what was said (R58)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._disposal import reread
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.disposals import get_disposal_for
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def hear_disposal(
    *, actor_id: int, disposal_id: int, heard_on: date, said: str, key: str, now: datetime
) -> int:
    """The id of the case; the member reads the note. Once, before anything is decided.

    Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own), `nothing_said`, `too_long`,
    `wrong_state`, `already_heard`, `bad_day` (to come, or before it was proposed).
    """
    today, verb = timezone.localdate(now), "hear_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    words = checked_text(said, missing="还没有写本人说了什么。请写明；本人不愿意说的，照实写明。")
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        next_state(subject="disposal", state=case.state, verb=verb)
        if case.heard_id is not None:
            raise Refused("already_heard", "已经登记过听取意见，请看那一次。本人另有话说的，可以书面陈述。")
        proposed_on = timezone.localdate(case.proposed_at)
        if not proposed_on <= heard_on <= today:
            days = f"{full_day_name(proposed_on)}和{full_day_name(today)}之间"
            raise Refused("bad_day", f"听取意见在提出以后、登记以前，请填{days}的日期。")
        case.heard, case.heard_on, case.heard_by_id = act.keep_text(words), heard_on, actor_id
        case.save(update_fields=["heard", "heard_on", "heard_by"])
        detail = {"heard_on": heard_on.isoformat()}
        act.audit(subject="disposal", subject_id=case.pk, clause="R58", detail=detail)
        to = [case.membership.person_id]
        act.tell(kind="disposal_heard", subject="disposal", subject_id=case.pk, to=to)
    return case.pk
