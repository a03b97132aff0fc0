"""发送议程: let everyone who should attend know what the meeting is about, before it (R36, R67)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import draw_up_agenda, reread
from fenming.actions._meeting_call import tell_attendees
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import Meeting
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def circulate_agenda(*, actor_id: int, meeting_id: int, key: str, now: datetime) -> int:
    """Send the agenda as it is now to everyone who should attend; returns the meeting's id.

    What was assessed since the call is on it. It may be sent again only after a topic was added or taken off.
    Raises NotFound. Refused: forbidden, wrong_state, entered_afterwards, already_circulated.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="circulate_agenda", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="circulate_agenda", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        meeting.state = next_state(subject="meeting", state=meeting.state, verb="circulate_agenda")
        if meeting.entered_on is not None:
            raise Refused(
                "entered_afterwards", "这是补录的会，会已经开过，不用再发送议程。请登记到会，写好会议记录。"
            )
        if meeting.circulated_at is not None:
            raise Refused("already_circulated", "议程已经发送，之后没有增减议题，不用再发。")
        matters = draw_up_agenda(meeting) if meeting.kind == Meeting.Kind.MEMBERS else 0
        meeting.circulated_at = now
        meeting.save(update_fields=["circulated_at"])
        tell_attendees(act, meeting, kind="agenda_circulated")
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R36 R67", detail={"matters": matters})
    return meeting.pk
