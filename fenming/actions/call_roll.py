"""登记考勤: who came, from which the recorder takes proposals; attendance never makes an entry (R30, R22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._roll_call import check_roll, keep_roll, record_taken
from fenming.actions._writing import writing
from fenming.queries.access import NotFound, get_branch_for, get_meeting_for
from fenming.queries.claims import tidy
from fenming.records.models import Matter, Meeting, RollCall
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Called:
    """The roll call, and the matters that were taken from it, in the order of the roster within each item."""

    roll_call_id: int
    matter_ids: tuple[int, ...]
    reply_by: date | None
    by_hand: tuple[int, ...]  # memberships of those who are told by a paper


def call_roll(
    *,
    actor_id: int,
    branch_id: int,
    day: date,
    what: str,
    marks: Mapping[int, str],
    taken: Collection[int],
    key: str,
    now: datetime,
    meeting_id: int | None = None,
) -> Called:
    """Keep who came to an activity (or to a meeting, whose attendance it takes over), and record what was ticked.

    `marks` by membership id: present, late, duty, private, absent; those of the roster it leaves out were not called.
    `taken` are the memberships whose proposal the recorder ticked: only for them a matter is recorded, with what
    their mark proposes in the standard; each is shown to the one concerned, who may reply first (A14). All or
    nothing. Refused: forbidden, future_day, nothing_said, too_long, bad_mark, no_marks, no_proposal,
    already_called (a meeting's roll), not_closed, and what `record` refuses. NotFound for whoever is not on the roster.
    """
    today = timezone.localdate(now)
    get_branch_for(actor_id=actor_id, verb="call_roll", branch_id=branch_id, on=today)
    if meeting_id is not None:
        meeting = get_meeting_for(actor_id=actor_id, verb="call_roll", meeting_id=meeting_id, on=today)
        _check_meeting(meeting, branch_id)
        day = meeting.held_on
    with writing(branch_id=branch_id, actor_id=actor_id, verb="call_roll", key=key, now=now) as act:
        said = tidy(what)
        check_roll(branch_id=branch_id, day=day, what=said, marks=marks, today=today)
        if meeting_id is not None and RollCall.objects.filter(meeting_id=meeting_id).exists():
            raise Refused("already_called", "这次会议的考勤已经登记过。要补记的，请在“登记”里逐项登记。")
        roll = RollCall(branch_id=branch_id, day=day, meeting_id=meeting_id, by_id=actor_id, at=now)
        keep_roll(act, roll, what=said, marks=marks)
        noted = record_taken(act, day=day, what=said, marks=marks, taken=taken, recorder_id=actor_id)
        detail = {"matters": [one.pk for one in noted]}
        act.audit(subject="rollcall", subject_id=roll.pk, clause="R30", detail=detail)
    return _called(roll, noted)


def _called(roll: RollCall, noted: Sequence[Matter]) -> Called:
    reply_by = next((one.reply_by for one in noted if one.reply_by), None)
    by_hand = tuple(one.membership_id for one in noted if one.by_hand)
    return Called(roll.pk, tuple(one.pk for one in noted), reply_by, by_hand)


def _check_meeting(meeting: Meeting, branch_id: int) -> None:
    if meeting.branch_id != branch_id:
        raise NotFound("meeting")
    if meeting.state != Meeting.State.CLOSED:
        raise Refused("not_closed", "会议还没有结束，到会情况还会变。请在会议结束以后登记考勤。")
