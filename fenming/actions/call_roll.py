"""登记考勤: who came, from which the recorder takes proposals; attendance never makes an entry (R30, R22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._recording import note
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_branch_for, get_meeting_for
from fenming.queries.claims import Claim, tidy
from fenming.queries.roll_call import LONGEST_WHAT, proposals_of, roll_of, said_of
from fenming.records.models import Attendance, Matter, Meeting, RollCall, RollCallMark
from fenming.rules.reasons import full_day_name
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
        said = _checked(branch_id, day, tidy(what), marks, today)
        if meeting_id is not None and RollCall.objects.filter(meeting_id=meeting_id).exists():
            raise Refused("already_called", "这次会议的考勤已经登记过。要补记的，请在“登记”里逐项登记。")
        roll = RollCall(branch_id=branch_id, day=day, meeting_id=meeting_id, by_id=actor_id, at=now)
        _keep(act, roll, what=said, marks=marks)
        noted = _record(act, day=day, what=said, marks=marks, taken=taken, recorder_id=actor_id)
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


def _checked(branch_id: int, day: date, what: str, marks: Mapping[int, str], today: date) -> str:
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到。请填已经过去的日期。")
    if not what:
        raise Refused("nothing_said", "还没有写是什么活动。请写一句，如“七月主题党日”。")
    if len(what) > LONGEST_WHAT:
        raise Refused("too_long", f"活动写了 {len(what)} 字，至多 {LONGEST_WHAT} 字。请写短一些。")
    if not marks:
        raise Refused("no_marks", "还没有登记任何人的到会情况。")
    if not set(marks.values()) <= set(Attendance.Mark.values):
        raise Refused("bad_mark", "到会情况请从列出的几种里选。")
    if not marks.keys() <= {one.pk for one in roll_of(branch_id=branch_id, day=day)}:
        raise NotFound("membership")
    return what


def _keep(act: Act, roll: RollCall, *, what: str, marks: Mapping[int, str]) -> None:
    roll.what = act.keep_text(what)
    roll.save(force_insert=True)
    RollCallMark.objects.bulk_create(
        RollCallMark(branch_id=act.branch_id, roll_call=roll, membership_id=pk, mark=mark)
        for pk, mark in sorted(marks.items())
    )


def _record(
    act: Act, *, day: date, what: str, marks: Mapping[int, str], taken: Collection[int], recorder_id: int
) -> list[Matter]:
    proposals = {
        one.membership_id: one for one in proposals_of(branch_id=act.branch_id, day=day, marks=marks)
    }
    if not set(taken) <= proposals.keys():
        raise Refused("no_proposal", "勾选的人里有的没有可登记的事项。请回到上一步核对到会情况。")
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk in sorted(set(taken)):
        grouped[proposals[pk].item, proposals[pk].mark].append(pk)
    noted: list[Matter] = []
    for (item, mark), members in sorted(grouped.items()):
        claim = Claim(item, day, said_of(what, mark))
        _, matters = note(act, claim=claim, membership_ids=members, recorder_id=recorder_id)
        noted += matters
    return noted
