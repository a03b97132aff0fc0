"""报告整改情况: the member says how far it has come, as often as they like while it is open (R56)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._rectification import note, reread
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.rectifications import get_rectification_for
from fenming.records.models import RectificationEvent
from fenming.rules.workflow import next_state


def report_rectification(*, actor_id: int, rectification_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the event; who set it is told. Taken after the day too.

    Raises NotFound. Refused: `forbidden` (not the one concerned), `nothing_said`, `too_long`, `wrong_state`.
    """
    today, verb = timezone.localdate(now), "report_rectification"
    row = get_rectification_for(actor_id=actor_id, verb=verb, rectification_id=rectification_id, on=today)
    words = checked_text(text, missing="还没有写整改情况。请写明做了什么。")
    with writing(branch_id=row.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        row = reread(rectification_id)
        next_state(subject="rectification", state=row.state, verb=verb)
        event = note(act, row, kind=RectificationEvent.Kind.REPORTED, text=words, by_id=actor_id)
        detail = {"in_time": today <= row.due_on}
        act.audit(subject="rectification", subject_id=row.pk, clause="R56", detail=detail)
        act.tell(
            kind="rectification_reported", subject="rectification", subject_id=row.pk, to=[row.set_by_id]
        )
    return event.pk
