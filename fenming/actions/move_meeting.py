"""会议改期: another day or place for a meeting that has not begun (R35)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._meeting import reread
from fenming.actions._meeting_call import check_day, check_kind, check_place, tell_attendees
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def move_meeting(
    *, actor_id: int, meeting_id: int, held_on: date, place: str, key: str, now: datetime
) -> int:
    """Set another day or place; everyone who should attend is told. Returns the meeting's id.

    Days as for calling it. Attendance already entered is entered anew if the roster of the new day is another.
    Raises NotFound. Refused: forbidden, wrong_state, entered_afterwards, unchanged, past_day, too_early, too_far, bad_place, no_committee.
    """
    today, place = timezone.localdate(now), place.strip()
    meeting = get_meeting_for(actor_id=actor_id, verb="move_meeting", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="move_meeting", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        meeting.state = next_state(subject="meeting", state=meeting.state, verb="move_meeting")
        if meeting.entered_on is not None:
            raise Refused(
                "entered_afterwards",
                "这是补录的会，会已经开过，不能改期。日期填错了的，请取消它，再补录一次。",
            )
        if (held_on, place) == (meeting.held_on, meeting.place):
            raise Refused("unchanged", "日期和地点都没有变。请改其中一样，或者返回会议页。")
        check_day(quarter=meeting.quarter, month=meeting.month, held_on=held_on, today=today)
        check_place(place)
        check_kind(branch_id=meeting.branch_id, kind=meeting.kind, day=held_on)
        was = meeting.held_on
        meeting.held_on, meeting.place = held_on, place
        meeting.save(update_fields=["held_on", "place"])
        tell_attendees(act, meeting, kind="meeting_moved")
        detail = {"from": was.isoformat(), "held_on": held_on.isoformat()}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R35", detail=detail)
    return meeting.pk
