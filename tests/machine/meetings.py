"""What the model says of a quarter: its meetings, its posting, the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.machine import days
from tests.machine.doors import door
from tests.machine.matters import faults
from tests.machine.model import Model
from tests.machine.things import (
    OBJECT_IN,
    OPEN_STATES,
    POSTED_FOR,
    Claim,
    Line,
    Matter,
    Meeting,
    Member,
    Posting,
    Quarter,
)


def call_meeting(model: Model, *, actor: str, quarter: Quarter, held_on: date) -> str:
    if refused := door(model, actor, "call_meeting"):
        return refused
    if quarter.state not in ("open", "determined"):
        return "wrong_state"
    if held_on < model.today:
        return "past_day"
    if held_on < quarter.last_month:
        return "too_early"
    if held_on - model.today > timedelta(days=60):
        return "too_far"
    if any(one.quarter is quarter and one.state in ("called", "open") for one in model.meetings):
        return "already_called"
    meeting = Meeting(quarter, held_on)
    _draw_up(model, meeting)
    model.meetings.append(meeting)
    return ""


def _draw_up(model: Model, meeting: Meeting) -> None:
    for one in model.matters:
        if one.quarter is meeting.quarter and one.state in OPEN_STATES:
            looked_at = one.state != "assessed" or one.rounds[-1].outcome == "changed" or one.claim.points < 0
            meeting.agenda.setdefault(one, Line(one, looked_at)).singled = looked_at


def mark_attendance(model: Model, *, actor: str, meeting: Meeting, present: Sequence[Member]) -> str:
    if refused := door(model, actor, "mark_attendance"):
        return refused
    if meeting.state not in ("called", "open"):
        return "wrong_state"
    day = meeting.held_on if meeting.opened_at else max(meeting.held_on, model.today)
    roster = model.roster(day)
    if not set(present) <= set(roster):
        return "not_found"
    for one in [*roster, *meeting.sheet]:
        meeting.sheet[one] = (one in roster and one.votes(day), one in present)
    return ""


def open_meeting(model: Model, *, actor: str, meeting: Meeting) -> str:
    if refused := door(model, actor, "open_meeting"):
        return refused
    if meeting.state != "called":
        return "wrong_state"
    if model.today < meeting.held_on:
        return "not_the_day"
    if not meeting.sheet:
        return "no_attendance"
    roster = model.roster(model.today)
    voting = {one for one, (votes, _) in meeting.sheet.items() if votes}
    if not set(roster) <= meeting.sheet.keys() or voting != {one for one in roster if one.votes(model.today)}:
        return "roster_changed"
    if 2 * sum(meeting.sheet[one][1] for one in voting) <= len(voting):
        return "no_quorum"
    meeting.state, meeting.held_on, meeting.opened_at = "open", model.today, model.now
    _draw_up(model, meeting)
    return ""


def cancel_meeting(model: Model, *, actor: str, meeting: Meeting, reason: str) -> str:
    if refused := door(model, actor, "cancel_meeting"):
        return refused
    if meeting.state != "called":
        return "wrong_state"
    if not reason:
        return "reason_missing"
    meeting.state = "cancelled"
    return ""


def _line(meeting: Meeting, matter: Matter) -> tuple[str, Line | None]:
    line = meeting.agenda.get(matter)
    if line is None:
        return "not_found", None
    return ("" if matter.state in OPEN_STATES else "off_agenda"), line


def single_out(model: Model, *, actor: str, meeting: Meeting, matter: Matter) -> str:
    if refused := door(model, actor, "decide"):
        return refused
    if meeting.state != "open":
        return "wrong_state"
    refused, line = _line(meeting, matter)
    if refused or line is None:
        return refused
    if line.singled:
        return "already_singled_out"
    line.singled, line.outcome, line.claim, line.points = True, "", None, 0
    return ""


def _counted(meeting: Meeting, hands: tuple[int, int, int] | None, owner: Member | None) -> tuple[str, bool]:
    """Whether the vote can be recorded, and whether it adopts. `hands` None: nobody spoke against it."""
    voting = {one: there for one, (votes, there) in meeting.sheet.items() if votes}
    should = len(voting) - (owner in voting)
    there = sum(came for one, came in voting.items() if one is not owner)
    if should == 0:
        return "nobody_can_vote", False
    ayes, nays, abstained = hands or (there, 0, 0)
    if ayes + nays + abstained != there:
        return "votes", False
    return "", 2 * ayes > should


def en_bloc(meeting: Meeting) -> list[Line]:
    """What one vote would decide now."""
    lines = [one for one in meeting.lines if not one.singled and not one.outcome]
    return [one for one in lines if one.matter.state == "assessed"]


def decide_en_bloc(
    model: Model, *, actor: str, meeting: Meeting, hands: tuple[int, int, int] | None, seen: Sequence[Matter]
) -> str:
    if refused := door(model, actor, "decide"):
        return refused
    if meeting.state != "open":
        return "wrong_state"
    lines = en_bloc(meeting)
    if {one.matter for one in lines} != set(seen):
        return "stale"
    if not lines:
        return "nothing_to_decide"
    refused, adopted = _counted(meeting, hands, None)
    if refused:
        return refused
    meeting.votes += 1
    for line in lines if adopted else ():
        last = line.matter.rounds[-1]
        line.outcome, line.claim, line.points, line.at = "accepted", last.claim, last.points, model.now
    return ""


def decide_single(
    model: Model, *, actor: str, meeting: Meeting, matter: Matter, outcome: str, claim: Claim, reason: str,
    hands: tuple[int, int, int] | None,
) -> str:  # fmt: skip
    """`claim` has the figures of a change."""
    if refused := door(model, actor, "decide"):
        return refused
    if meeting.state != "open":
        return "wrong_state"
    refused, line = _line(meeting, matter)
    if refused or line is None:
        return refused
    if outcome not in ("accepted", "changed", "refused", "deferred"):
        return "bad_outcome"
    if matter.state == "declared" and outcome != "deferred":
        return "not_assessed"
    if not line.singled:
        return "not_singled_out"
    if outcome != "accepted" and not reason:
        return "reason_missing"
    last = matter.rounds[-1] if matter.state == "assessed" else None
    figures, points = (last.claim, last.points) if last and outcome == "accepted" else (matter.stands, 0)
    if last and outcome == "changed":
        figures, points = claim, claim.points
        if faults(matter.member, matter.quarter.year, claim, reason):
            return "bad_points"
        if points < min(0, matter.claim.points):
            return "not_heard"
        if points == last.points:
            return "unchanged"
    refused, adopted = _counted(meeting, hands, matter.member)
    if refused:
        return refused
    line.votes += 1
    if adopted:
        line.outcome, line.claim, line.points, line.at = outcome, figures, points, model.now
    return ""


def report_back(model: Model, *, actor: str, meeting: Meeting, findings: Sequence[object]) -> str:
    """`findings` are objections that were answered and appeals that were decided."""
    if refused := door(model, actor, "report_back"):
        return refused
    if meeting.state != "open":
        return "wrong_state"
    if not findings:
        return "nothing_chosen"
    if any(one.reported for one in findings):  # type: ignore[attr-defined]
        return "already_reported"
    for one in findings:
        one.reported = True  # type: ignore[attr-defined]
    return ""


def close_meeting(model: Model, *, actor: str, meeting: Meeting, minutes: str) -> str:
    if refused := door(model, actor, "close_meeting"):
        return refused
    if meeting.state != "open":
        return "wrong_state"
    if not minutes:
        return "minutes_missing"
    if meeting.quarter.state not in ("open", "determined"):
        return "wrong_state"
    if any(_undecided(line) for line in meeting.lines):
        return "undecided"
    both = [*model.objections, *model.appeals]
    answered = (one.found_at for one in both if one.found_at and not one.reported)
    if meeting.opened_at and any(at < meeting.opened_at for at in answered):
        return "unreported"
    meeting.state = "closed"
    for line in meeting.lines:
        _bind(model, meeting, line)
    meeting.quarter.determined = True
    return ""


def _undecided(line: Line) -> bool:
    rounds = line.matter.rounds
    later = bool(rounds) and line.at is not None and rounds[-1].at > line.at
    return not line.outcome or (later and line.outcome != "deferred")


def _bind(model: Model, meeting: Meeting, line: Line) -> None:
    matter, claim = line.matter, line.claim or line.matter.claim
    matter.determined.append((line.outcome, line.points))
    if line.outcome == "deferred":
        later = [
            one for one in model.quarters_in(meeting.quarter.year) if one.number > meeting.quarter.number
        ]
        matter.quarter = next((one for one in later if one.posting is None), meeting.quarter)
    elif line.outcome == "refused":
        matter.state = "refused"
    else:
        matter.state = "determined"
        booked = replace(claim, achievement=matter.claim.achievement)
        model.append(
            member=matter.member, claim=booked, points=line.points, kind="determination",
            quarter=meeting.quarter, matter=matter,
        )  # fmt: skip


def post(model: Model, *, actor: str, quarter: Quarter, with_year: bool) -> str:
    if refused := door(model, actor, "post"):
        return refused
    if quarter.state != "determined":
        return "not_determined" if quarter.state == "open" else "wrong_state"
    if with_year and quarter.number != 4:
        return "year_not_over"
    if any(one.quarter is quarter and one.state in ("called", "open") for one in model.meetings):
        return "meeting_to_come"
    if any(one.quarter is quarter and one.state in OPEN_STATES for one in model.matters):
        return "matters_open"
    first = model.today if days.works(model.today) else days.after(model.today, 1)
    last = days.after(first - timedelta(days=1), POSTED_FOR)
    year = quarter.year.number
    here = [one for one in model.members if one.since <= quarter.end]
    here = [one for one in here if one.until is None or one.until.year >= year]
    lines = {one.id: model.total(one, year) for one in here}
    quarter.posting = Posting(last, days.after(last, OBJECT_IN), lines)
    month = model.open_month(quarter.year)
    to = model.quarter_for(month) if month is not None else None
    for one in model.matters:
        if month is not None and to is not None and one.quarter is quarter and one.state == "returned":
            one.month, one.quarter = month, to
    return ""


def tick(model: Model) -> None:
    """What the clock does by itself today."""
    for quarter in model.quarters:
        posting = quarter.posting
        if posting is None:
            continue
        posting.ended = posting.ended or posting.last_day < model.today
        open_ones = any(one.quarter is quarter and one.state == "open" for one in model.objections)
        posting.locked = posting.locked or (posting.until < model.today and not open_ones)
