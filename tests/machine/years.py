"""What the model says of the roster and of a year's end: comings, goings, settlement, grades, filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.things import FORMAL, OPEN_STATES, PROBATIONARY, Meeting, Member, Year

BANDS = (("优秀", 8000), ("合格", 7000), ("基本合格", 6000), ("不合格", 0))


@dataclass(eq=False)
class Settlement:
    """`lines`: membership id -> (total, suggested grade, takes part). A grade is never computed, only suggested."""

    year: Year
    seq: int
    lines: dict[int, tuple[int, str, bool]]
    corrects: Settlement | None
    signed: set[str] = field(default_factory=set)
    announced_at: datetime | None = None
    rounds: list[Meeting] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    id: int = 0
    frozen: Any = None


@dataclass(eq=False)
class Filing:
    settlement: Settlement
    answer: str = ""
    id: int = 0


def _settled(model: Model, day: date) -> bool:
    return any(one.settlements and one.end >= day for one in model.years)


def transfer_in(model: Model, *, actor: str, day: date, post: str, name: str, status: str) -> str:
    if refused := door(model, actor, "transfer_in"):
        return refused
    if day > model.today:
        return "future_day"
    if _settled(model, day):
        return "year_settled"
    model.members.append(Member(name, len(model.members) + 1, day, [(day, status, post)]))
    return ""


def transfer_out(model: Model, *, actor: str, membership: Member, day: date, destination: str) -> str:
    if refused := door(model, actor, "transfer_out", membership.name):
        return refused
    if membership.until is not None:
        return "left_already"
    if refused := _day(model, membership, day):
        return refused
    if not destination:
        return "incomplete"
    if any(when > day for when, _ in _happened(model, membership)):
        return "happened_later"
    attended = (one for one in model.meetings if one.state != "cancelled" and one.held_on > day)
    if any(one.sheet.get(membership, (False, False))[1] for one in attended):
        return "attended_later"
    waiting = (one for one in model.matters if one.member is membership and one.state == "declared")
    if any(one.reply_by and one.reply_by >= model.today and not one.replied for one in waiting):
        return "unheard"
    if "secretary" in membership.offices:
        return "no_successor"
    membership.until = day
    return ""


def _day(model: Model, membership: Member, day: date) -> str:
    if day > model.today:
        return "future_day"
    if day < membership.since:
        return "before_joining"
    return "year_settled" if _settled(model, day) else ""


def _happened(model: Model, membership: Member) -> list[tuple[date, str]]:
    """Day and item of whatever the member has, decided or not."""
    own = [
        one.claim
        for one in model.matters
        if one.member is membership and one.state not in ("withdrawn", "refused")
    ]
    own += [
        one.claim
        for one in model.entries
        if one.member is membership and one.kind == "veto" and one.reversed_by is None
    ]
    return [(one.day, one.item) for one in own]


def turn_formal(model: Model, *, actor: str, membership: Member, day: date, resolution: str) -> str:
    if refused := door(model, actor, "turn_formal", membership.name):
        return refused
    if not resolution:
        return "incomplete"
    if membership.until is not None:
        return "left_already"
    since, status, post = membership.standings[-1]
    if status != PROBATIONARY:
        return "not_probationary"
    if refused := _day(model, membership, day):
        return refused
    if since >= day:
        return "standing_later"
    later = [item for when, item in _happened(model, membership) if when >= day]
    if any(item[0] == "D" and item[1] != post for item in later):
        return "off_list"
    membership.standings.append((day, FORMAL, post))
    return ""


def ready(model: Model, year: Year) -> bool:
    """Whether nothing stands in the way of settling."""
    quarters = model.quarters_in(year)
    open_matters = any(one.quarter in quarters and one.state in OPEN_STATES for one in model.matters)
    objections = any(one.quarter in quarters and one.state == "open" for one in model.objections)
    vetoes = any(one.year is year and one.state == "proposed" for one in model.vetoes)
    locked = all(one.state == "locked" for one in quarters)
    return locked and not (open_matters or objections or vetoes) and model.today > year.end


def _moved(model: Model, settlement: Settlement) -> bool:
    later = model.entries[settlement.seq :]
    return any(one.claim.day.year == settlement.year.number for one in later)


def settle(model: Model, *, actor: str, year: Year) -> str:
    if refused := door(model, actor, "settle"):
        return refused
    if year.state != "open":
        return "wrong_state"
    if not ready(model, year):
        return "not_ready"
    _freeze(model, year, None)
    return ""


def settle_again(model: Model, *, actor: str, year: Year) -> str:
    if refused := door(model, actor, "settle_again"):
        return refused
    if year.state in ("open", "filed"):
        return "wrong_state"
    if not _moved(model, year.settlements[-1]):
        return "nothing_moved"
    if not ready(model, year):
        return "not_ready"
    _freeze(model, year, year.settlements[-1])
    return ""


def _freeze(model: Model, year: Year, corrects: Settlement | None) -> None:
    lines = {}
    for one in model.members:
        if one.since <= year.end and (one.until is None or one.until >= date(year.number, 1, 1)):
            total = model.total(one, year.number)
            lines[one.id] = (total, _suggested(model, one, year, total), one.here(year.end))
    year.settlements.append(Settlement(year, len(model.entries), lines, corrects))


def _suggested(model: Model, member: Member, year: Year, total: int) -> str:
    graded = member.here(year.end) and member.votes(year.end) and member.since <= date(year.number, 7, 1)
    if not graded:
        return ""
    if any(one.kind == "veto" for one in model.live(member, year.number)):
        return BANDS[-1][0]
    return next(name for name, start in BANDS if total >= start)


def sign_off(model: Model, *, actor: str, settlement: Settlement) -> str:
    if refused := door(model, actor, "sign_off"):
        return refused
    if settlement.year.state != "settled":
        return "wrong_state"
    if settlement is not settlement.year.settlements[-1]:
        return "corrected"
    if actor in settlement.signed:
        return "signed_already"
    settlement.signed.add(actor)
    return ""


def announce(model: Model, *, actor: str, settlement: Settlement) -> str:
    if refused := door(model, actor, "announce"):
        return refused
    if settlement.year.state != "settled":
        return "wrong_state"
    if settlement is not settlement.year.settlements[-1]:
        return "corrected"
    group = model.holders("leading")
    enough = not group or 2 * len(group & settlement.signed) > len(group)
    secretary = any("secretary" in one.offices and one.name in settlement.signed for one in model.members)
    if not (secretary and enough):
        return "not_signed"
    settlement.announced_at = model.now
    return ""


def told_since(settlement: Settlement) -> datetime | None:
    """Since when the members know what these suggestions rest on."""
    since = settlement.announced_at
    while since is not None and settlement.corrects is not None:
        before = settlement.corrects
        if before.announced_at is None or _suggestions(before) != _suggestions(settlement):
            break
        since, settlement = before.announced_at, before
    return since


def _suggestions(settlement: Settlement) -> dict[int, str]:
    return {pk: grade for pk, (_, grade, there) in settlement.lines.items() if there}


def hears_grades(settlement: Settlement, meeting: Meeting) -> bool:
    """Whether the meeting was held after the members had been told."""
    since = told_since(settlement)
    last = settlement.rounds[-1] if settlement.rounds else None
    if since is None or meeting.state != "closed" or meeting.opened_at is None:
        return False
    return meeting.opened_at >= since or meeting is last


def appraise(
    model: Model,
    *,
    actor: str,
    settlement: Settlement,
    meeting: Meeting,
    grades: Mapping[Member, tuple[str, str]],
) -> str:
    """`grades`: member -> (grade, reason)."""
    if refused := door(model, actor, "appraise"):
        return refused
    if settlement.year.state not in ("announced", "appraised", "returned"):
        return "wrong_state"
    if settlement is not settlement.year.settlements[-1]:
        return "corrected"
    if not hears_grades(settlement, meeting):
        return "no_meeting"
    given = {one.id: what for one, what in grades.items()}
    suggested = _suggestions(settlement)
    if not given.keys() <= suggested.keys():
        return "not_found"
    for pk, grade in suggested.items():
        if pk not in given or (given[pk][0] != grade and not given[pk][1]):
            return "bad_grades"
    settlement.rounds.append(meeting)
    return ""


def file_year(model: Model, *, actor: str, settlement: Settlement) -> str:
    if refused := door(model, actor, "file_year"):
        return refused
    if settlement.year.state not in ("appraised", "returned"):
        return "wrong_state"
    if settlement is not settlement.year.settlements[-1]:
        return "corrected"
    if _moved(model, settlement):
        return "moved"
    settlement.filings.append(Filing(settlement))
    return ""


def _reviewer(model: Model, actor: str) -> str:
    if actor == "gao":
        return ""
    member = model.member_of(actor)
    return "forbidden" if member is not None and member.here(model.today) else "not_found"


def _unanswered(filing: Filing) -> str:
    return "wrong_state" if filing.answer or filing.settlement.year.state != "filed" else ""


def accept_filing(model: Model, *, actor: str, filing: Filing, number: str) -> str:
    refused = _reviewer(model, actor) or _unanswered(filing)
    if not refused:
        filing.answer = "accepted"
    return refused


def return_filing(model: Model, *, actor: str, filing: Filing, remarks: str) -> str:
    refused = _reviewer(model, actor) or _unanswered(filing)
    if not refused and not remarks:
        return "no_remarks"
    if not refused:
        filing.answer = "returned"
    return refused
