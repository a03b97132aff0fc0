"""What somebody sensible would do next about a quarter's meeting and its posting."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from tests.machine.choose_matters import Choice, Words, changed
from tests.machine.meetings import en_bloc
from tests.machine.model import Model
from tests.machine.things import OPEN_STATES, Claim, Line, Meeting, Member


def call_meeting(model: Model, luck: Random, _: Words) -> Choice:
    for quarter in model.quarters:
        early = model.today < quarter.end - timedelta(days=5) and not _grades_wait(model)
        if quarter.posting is not None or quarter.last_month > model.today + timedelta(days=5):
            continue
        if early and luck.random() < 0.9:
            continue
        running = any(one.quarter is quarter and one.state in ("called", "open") for one in model.meetings)
        left = any(one.quarter is quarter and one.state in OPEN_STATES for one in model.matters)
        if running or (quarter.determined and not left):
            continue
        held_on = max(model.today, quarter.last_month) + timedelta(days=luck.choice((0, 0, 1, 3)))
        return {"actor": "lin", "quarter": quarter, "held_on": held_on}
    return None


def _grades_wait(model: Model) -> bool:
    """Whether a meeting is awaited that gives the grades of a year."""
    return any(one.state == "announced" for one in model.years)


def _running(model: Model, state: str) -> Meeting | None:
    return next((one for one in model.meetings if one.state == state), None)


def mark_attendance(model: Model, luck: Random, _: Words) -> Choice:
    meeting = _running(model, "called")
    if meeting is None or meeting.held_on > model.today:
        return None
    roster = model.roster(model.today)
    if _complete(model, meeting) and luck.random() < 0.95:
        return None
    present = [one for one in roster if luck.random() < 0.92]
    return {"actor": luck.choice(("lin", "xu")), "meeting": meeting, "present": present}


def _complete(model: Model, meeting: Meeting) -> bool:
    """Whether the sheet is of today's roster, and enough are there."""
    voting = {one for one, (votes, _) in meeting.sheet.items() if votes}
    now = {one for one in model.roster(model.today) if one.votes(model.today)}
    there = sum(meeting.sheet[one][1] for one in voting)
    return (
        set(model.roster(model.today)) <= meeting.sheet.keys() and voting == now and 2 * there > len(voting)
    )


def open_meeting(model: Model, luck: Random, _: Words) -> Choice:
    meeting = _running(model, "called")
    if (
        meeting is None
        or meeting.held_on > model.today
        or not (_complete(model, meeting) or luck.random() < 0.04)
    ):
        return None
    return {"actor": "lin", "meeting": meeting}


def cancel_meeting(model: Model, luck: Random, words: Words) -> Choice:
    meeting = _running(model, "called")
    return {"actor": "lin", "meeting": meeting, "reason": words.new("因为第")} if meeting else None


def single_out(model: Model, luck: Random, _: Words) -> Choice:
    meeting = _running(model, "open")
    lines = [one for one in meeting.lines if not one.singled] if meeting else []
    return {"actor": "xu", "meeting": meeting, "matter": luck.choice(lines).matter} if lines else None


def decide_en_bloc(model: Model, luck: Random, _: Words) -> Choice:
    meeting = _running(model, "open")
    lines = en_bloc(meeting) if meeting else []
    if not meeting or not lines:
        return None
    seen = [one.matter for one in lines]
    return {"actor": "lin", "meeting": meeting, "hands": _hands(luck, meeting, None), "seen": seen}


def _hands(luck: Random, meeting: Meeting, owner: Member | None) -> tuple[int, int, int] | None:
    """Nobody against it, or a show of hands that adds up."""
    if luck.random() < 0.7:
        return None
    there = sum(votes and came for one, (votes, came) in meeting.sheet.items() if one is not owner)
    nays = luck.randint(0, min(there, 1) if luck.random() < 0.85 else there)
    return there - nays, nays, 0


def _line_claim(luck: Random, line: Line) -> Claim:
    stands = line.matter.rounds[-1].claim if line.matter.rounds else line.matter.claim
    return changed(luck, stands)


def decide_single(model: Model, luck: Random, words: Words) -> Choice:
    meeting = _running(model, "open")
    lines = [one for one in meeting.lines if one.singled and not one.outcome] if meeting else []
    if not meeting or not lines:
        return None
    line = luck.choice(lines)
    outcome = luck.choices(("accepted", "changed", "refused", "deferred"), (72, 12, 10, 6))[0]
    outcome = "deferred" if line.matter.state == "declared" else outcome
    claim = _line_claim(luck, line)
    if outcome == "changed" and claim.points == line.matter.rounds[-1].points:
        outcome = "accepted"
    return {
        "actor": luck.choice(("lin", "xu")), "meeting": meeting, "matter": line.matter, "outcome": outcome,
        "claim": claim, "reason": "" if outcome == "accepted" else words.new("大会认为第"),
        "hands": _hands(luck, meeting, line.matter.member),
    }  # fmt: skip


def unreported(model: Model) -> list[Any]:
    """Objections and appeals whose outcome no members' meeting has heard yet."""
    return [one for one in [*model.objections, *model.appeals] if one.outcome and not one.reported]


def report_back(model: Model, luck: Random, _: Words) -> Choice:
    meeting = _running(model, "open")
    findings = unreported(model)
    return {"actor": "xu", "meeting": meeting, "findings": findings} if meeting and findings else None


def close_meeting(model: Model, luck: Random, words: Words) -> Choice:
    meeting = _running(model, "open")
    if meeting is None or any(not one.outcome for one in meeting.lines):
        return None
    if meeting.quarter.posting is not None and luck.random() < 0.95:
        return None
    if unreported(model) and luck.random() < 0.9:
        return None
    return {"actor": "lin", "meeting": meeting, "minutes": words.new("评定了第")}


def post(model: Model, luck: Random, _: Words) -> Choice:
    for quarter in model.quarters:
        left = any(one.quarter is quarter and one.state in OPEN_STATES for one in model.matters)
        if quarter.state == "determined" and not left:
            return {
                "actor": "lin",
                "quarter": quarter,
                "with_year": quarter.number == 4 and luck.random() < 0.5,
            }
    return None
