"""What the verbs of a meeting share: the agenda, who should be there, and a vote that is counted (A15)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fenming.actions._reopening import put_on_agenda
from fenming.actions._writing import Act
from fenming.queries.access import NotFound
from fenming.queries.meeting_agenda import ON_AGENDA, STILL_ON_AGENDA
from fenming.queries.meeting_roll import called_to
from fenming.records.models import (
    AgendaItem,
    Assessment,
    Attendance,
    Matter,
    Meeting,
    Reopening,
    Resolution,
    Topic,
)
from fenming.rules.meeting import Result, Votes, adoption, without_objection
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands as entered; without objection all who are there and may vote count as ayes."""

    ayes: int
    nays: int
    abstained: int
    without_objection: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution as recorded; `sentence` says the count and whether it was adopted."""

    resolution_id: int
    number: int
    adopted: bool
    sentence: str


def reread(meeting: Meeting) -> Meeting:
    """The meeting as it is now, under the branch's lock."""
    return Meeting.objects.select_related("quarter__year", "month").get(pk=meeting.pk)


def under_way(meeting: Meeting) -> Meeting:
    """The meeting as it is now, if it may decide; Refused `wrong_state` before it begins and after it closed."""
    meeting = reread(meeting)
    next_state(subject="meeting", state=meeting.state, verb="decide")
    return meeting


def should_attend(meeting: Meeting, *, day: date) -> dict[int, bool]:
    """Membership id → right to vote, for everyone who should attend that day: probationary members have none (A15)."""
    called = called_to(branch_id=meeting.branch_id, kind=meeting.kind, day=day)
    return {one.membership_id: one.voting for one in called}


def attendance_of(meeting: Meeting) -> dict[int, Attendance]:
    """The attendance sheet by membership."""
    return {row.membership_id: row for row in Attendance.objects.filter(meeting=meeting)}


def latest_assessments(matter_ids: Iterable[int]) -> dict[int, Assessment]:
    """The last round of each matter."""
    rows = Assessment.objects.filter(matter_id__in=list(matter_ids)).order_by("matter_id", "round")
    return {row.matter_id: row for row in rows}


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """What the meeting has to decide, in roster order, then by day."""
    rows = AgendaItem.objects.filter(STILL_ON_AGENDA, meeting=meeting)
    rows = rows.select_related(
        "matter__membership__person", "matter__version", "matter__said", "resolution", "reopening",
        "reason", "meeting__quarter__year",
    )  # fmt: skip
    return list(rows.order_by("matter__membership__roster_no", "matter__day", "matter_id"))


def draw_up_agenda(meeting: Meeting) -> int:
    """Put every matter of the quarter that may be decided on the agenda, and single out anew; returns how many.

    With them what is to be taken up again, of whatever quarter.
    Called when the meeting is called and again when it begins, so that the agenda has what was assessed since.
    Nobody can have asked for a matter before the meeting began, so singling out starts afresh each time.
    """
    matters = list(Matter.objects.filter(quarter=meeting.quarter, state__in=ON_AGENDA))
    assessments = latest_assessments(matter.pk for matter in matters)
    there = {row.matter_id: row for row in AgendaItem.objects.filter(meeting=meeting)}
    new, old = [], []
    for matter in matters:
        row = there.get(matter.pk)
        if row is None:
            row = AgendaItem(branch_id=meeting.branch_id, meeting=meeting, matter=matter)
            new.append(row)
        else:
            old.append(row)
        row.singled_out = _singled_out_by_default(matter, assessments.get(matter.pk))
    AgendaItem.objects.bulk_create(new)
    AgendaItem.objects.bulk_update(old, ["singled_out"])
    waiting = Reopening.objects.filter(branch_id=meeting.branch_id, state=Reopening.State.PROPOSED)
    reopened = list(waiting.order_by("pk"))
    put_on_agenda(meeting, reopened)
    return len(matters) + len(reopened)


def _singled_out_by_default(matter: Matter, assessment: Assessment | None) -> bool:
    """What the meeting should look at one by one: not yet assessed, changed by the assessors, or minus points."""
    if matter.state != Matter.State.ASSESSED or assessment is None:
        return True
    return assessment.outcome == Assessment.Outcome.CHANGED or matter.claimed_centi < 0


def put_to_vote(
    act: Act, meeting: Meeting, *, proposal: str, hands: Hands, seen_votes: int, matter: Matter | None = None
) -> tuple[Resolution, Decided]:
    """Record a counted vote as the meeting's next resolution, adopted or not (A15).

    `matter`: the singled-out one; its owner does not vote and is left out of every count. `seen_votes`: how many
    votes on it the page showed. Refused: `stale` when another vote came between, `votes` or `attendance` when the
    figures do not add up.
    """
    held = Resolution.objects.filter(meeting=meeting)
    if held.filter(matter=matter).count() != seen_votes:
        raise Refused(
            "stale", "刚才已有一次表决记下来了，您这次没有保存。请看新的结果；要再表决的，从新的页面办。"
        )
    result, resolution = _counted(meeting, hands, matter)
    resolution.number = held.count() + 1
    resolution.proposal = proposal
    resolution.entered_by_id = act.actor_id or 0
    resolution.at = act.now
    resolution.save(force_insert=True)
    return resolution, Decided(resolution.pk, resolution.number, result.ok, result.sentence)


def _counted(meeting: Meeting, hands: Hands, matter: Matter | None) -> tuple[Result, Resolution]:
    there = {row.membership_id: row.present for row in attendance_of(meeting).values() if row.voting}
    owner = there.get(matter.membership_id) if matter else None
    should, present = len(there), sum(there.values())
    excluded, owner_present = owner is not None, bool(owner)
    if hands.without_objection:
        if hands.nays or hands.abstained:
            raise Refused("votes", "“无异议”就没有反对和弃权。请去掉“无异议”，或者把反对、弃权填成 0。")
        result = without_objection(
            should_attend_voting=should,
            present_voting=present,
            owner_excluded=excluded,
            owner_present=owner_present,
        )
        hands = Hands(ayes=present - owner_present, nays=0, abstained=0, without_objection=True)
    else:
        result = adoption(
            should_attend_voting=should,
            present_voting=present,
            votes=Votes(ayes=hands.ayes, nays=hands.nays, abstentions=hands.abstained),
            owner_excluded=excluded,
            owner_present=owner_present,
        )
    resolution = Resolution(
        branch_id=meeting.branch_id,
        meeting=meeting,
        kind=Resolution.Kind.SINGLE if matter else Resolution.Kind.EN_BLOC,
        matter=matter,
        should_attend=should - excluded,
        present=present - owner_present,
        those_present=json.dumps(sorted(pk for pk, came in there.items() if came), separators=(",", ":")),
        without_objection=hands.without_objection,
        ayes=hands.ayes,
        nays=hands.nays,
        abstained=hands.abstained,
        adopted=result.ok,
    )
    return result, resolution


def agenda_item(meeting: Meeting, matter_id: int) -> AgendaItem:
    """One matter of the agenda; raises NotFound, or Refused `off_agenda` when it has left the agenda since."""
    rows = AgendaItem.objects.filter(meeting=meeting, matter_id=matter_id)
    row = rows.select_related(
        "matter__membership__person", "matter__version", "matter__quarter__year", "reopening", "meeting"
    ).first()
    if row is None:
        raise NotFound("agenda")
    gone = row.matter.state not in ON_AGENDA
    if row.reopening is not None:
        gone = row.reopening.state != Reopening.State.PROPOSED
    if gone:
        raise Refused("off_agenda", "这件事已经撤回、退回或撤下，不在这次大会的议程里了。请看新的名单。")
    return row


def topic_there(topic: Topic) -> Topic:
    """The topic as it is now; Refused `topic_gone` when it has been taken off the agenda."""
    topic = Topic.objects.get(pk=topic.pk)
    if topic.dropped_at is not None:
        raise Refused("topic_gone", f"“{topic.title}”已经从议程里撤下了。请看新的议程。")
    return topic


def agenda_changed(meeting: Meeting) -> None:
    """What was sent out is no longer the agenda: it may be sent again. Once the meeting runs, that is past."""
    if meeting.state == Meeting.State.CALLED and meeting.circulated_at is not None:
        meeting.circulated_at = None
        meeting.save(update_fields=["circulated_at"])
