"""检查整改: somebody other than the one concerned checks: done, not done, or a later day with the reason (R56)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from fenming.actions._ground import checked_due
from fenming.actions._rectification import note, reread
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.rectifications import get_rectification_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

# result -> the step it is
_STEPS: Final = {
    "done": "pass_rectification",
    "not_done": "fail_rectification",
    "extended": "extend_rectification",
}


def check_rectification(
    *,
    actor_id: int,
    rectification_id: int,
    outcome: str,
    text: str,
    due_on: date | None = None,
    key: str,
    now: datetime,
) -> int:
    """The id of the event; `outcome` is done, not_done or extended, `due_on` the new day of the last.

    The member is told. Nothing else follows by itself. Raises NotFound. Refused: `forbidden` (an office is lacking,
    or it is one's own), `no_outcome`, `nothing_said`, `too_long`, `bad_due_day`, `wrong_state`.
    """
    today, verb = timezone.localdate(now), "check_rectification"
    row = get_rectification_for(actor_id=actor_id, verb=verb, rectification_id=rectification_id, on=today)
    if outcome not in _STEPS:
        raise Refused("no_outcome", "还没有选检查的结果。请从列出的里选一项。")
    words = checked_text(text, missing="还没有写检查的情况。请写明看到了什么；延长期限的，写明理由。")
    with writing(branch_id=row.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        row = reread(rectification_id)
        state = next_state(subject="rectification", state=row.state, verb=_STEPS[outcome])
        later = _later(due_on, row.due_on, today) if outcome == "extended" else None
        event = note(act, row, kind=outcome, text=words, by_id=actor_id, due_on=later)
        row.state, row.due_on = state, later or row.due_on
        row.save(update_fields=["state", "due_on"])
        detail = {"outcome": outcome, "due_on": row.due_on.isoformat()}
        act.audit(subject="rectification", subject_id=row.pk, clause="R56", detail=detail)
        to = [row.membership.person_id]
        act.tell(kind="rectification_checked", subject="rectification", subject_id=row.pk, to=to)
    return event.pk


def _later(day: date | None, before: date, today: date) -> date:
    if day is None:
        raise Refused("bad_due_day", "还没有填延长到哪一天。请填新的期限。")
    return checked_due(day, after=max(before, today))
