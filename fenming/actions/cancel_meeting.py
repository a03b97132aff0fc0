"""取消会议: call a meeting off before it begins (R35)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import reread
from fenming.actions._meeting_call import tell_attendees
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REASON = 100


def cancel_meeting(*, actor_id: int, meeting_id: int, reason: str, key: str, now: datetime) -> int:
    """Call it off, with the reason; everyone who should have come is told. Returns the meeting's id.

    Its matters wait for the next meeting that is called. Raises NotFound. Refused: forbidden, wrong_state (begun,
    closed, cancelled), reason_missing, too_long.
    """
    today, reason = timezone.localdate(now), reason.strip()
    meeting = get_meeting_for(actor_id=actor_id, verb="cancel_meeting", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="cancel_meeting", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        meeting.state = next_state(subject="meeting", state=meeting.state, verb="cancel_meeting")
        if not reason:
            raise Refused("reason_missing", "还没有写取消的原因。请写一句，应到会的人都会收到。")
        if len(reason) > LONGEST_REASON:
            raise Refused("too_long", f"取消的原因请写在 {LONGEST_REASON} 字以内。")
        meeting.why_cancelled = act.keep_text(reason)
        meeting.save(update_fields=["state", "why_cancelled"])
        tell_attendees(act, meeting, kind="meeting_cancelled")
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R35", detail={"kind": meeting.kind})
    return meeting.pk
