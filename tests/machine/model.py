"""A branch on paper: what the machine's model knows. Plain data and the few questions everything asks of it.

Nothing of the program's actions and queries is used. Points are integer hundredths. A verb of the model (matters.py,
meetings.py, redress.py, years.py) is a function of its name: it returns "" and changes the model, or the code the
program has to refuse with and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from tests.rules import reference

FORMAL, PROBATIONARY = "formal", "probationary"
RANGES = {"DT3": (100, 300), "J03": (100, 300), "J04": (200, 500)}
VETOES = tuple(f"V{number}" for number in range(1, 8))
ITEMS = tuple(sorted({*reference.EACH, *reference.BY_LEVEL, *RANGES}))
HEARD_IN, POSTED_FOR, OBJECT_IN = 5, 5, 5
OPEN_STATES = ("declared", "assessed")


@dataclass(eq=False)
class Member:
    """Somebody on the roster. `standings`: (since, status, post); the first holds from the beginning."""

    name: str
    no: int
    since: date
    standings: list[tuple[date, str, str]]
    until: date | None = None
    id: int = 0
    offices: tuple[str, ...] = ()

    def here(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def standing(self, day: date) -> tuple[str, str]:
        _, *held = [one for one in self.standings if one[0] <= day or one is self.standings[0]][-1]
        return held[0], held[1]

    def votes(self, day: date) -> bool:
        return self.standing(day)[0] == FORMAL

    def list_on(self, day: date) -> str:
        status, post = self.standing(day)
        return post if status == FORMAL else "P"


@dataclass(eq=False)
class Year:
    number: int
    id: int = 0
    settlements: list[Any] = field(default_factory=list)
    filings: list[Any] = field(default_factory=list)

    @property
    def end(self) -> date:
        return date(self.number, 12, 31)

    @property
    def state(self) -> str:
        """By the latest settlement and what followed it."""
        if not self.settlements:
            return "open"
        latest = self.settlements[-1]
        if latest.filings:
            return latest.filings[-1].answer or "filed"
        if latest.announced_at is None:
            return "settled"
        return "appraised" if latest.rounds else "announced"


@dataclass(eq=False)
class Quarter:
    year: Year
    number: int
    id: int = 0
    determined: bool = False
    posting: Posting | None = None

    @property
    def start(self) -> date:
        return date(self.year.number, self.number * 3 - 2, 1)

    @property
    def last_month(self) -> date:
        return date(self.year.number, self.number * 3, 1)

    @property
    def end(self) -> date:
        return date(self.year.number, self.number * 3, 31 if self.number in (1, 4) else 30)

    @property
    def state(self) -> str:
        if self.posting is None:
            return "determined" if self.determined else "open"
        return "locked" if self.posting.locked else "ended" if self.posting.ended else "posted"


@dataclass(eq=False)
class Posting:
    last_day: date
    until: date
    lines: dict[int, int]
    id: int = 0
    ended: bool = False
    locked: bool = False
    frozen: Any = None


@dataclass(eq=False)
class Month:
    quarter: Quarter
    number: int
    start: date
    end: date
    id: int = 0
    assessed: bool = False
    said: dict[Member, str] = field(default_factory=dict)
    marked: set[Member] = field(default_factory=set)


@dataclass(frozen=True)
class Claim:
    """What is claimed, or stands after somebody changed it; `each` in hundredths for ranged items."""

    item: str
    day: date
    quantity: int = 1
    level: str = ""
    each: int | None = None
    achievement: str = ""

    @property
    def sign(self) -> int:
        return -1 if self.item[0] == "K" else 1

    @property
    def points(self) -> int:
        """Signed hundredths before every limit."""
        if self.level:
            each = int(reference.BY_LEVEL[self.item][self.level] * 100)
        else:
            each = self.each if self.each is not None else int(reference.EACH[self.item] * 100)
        return self.sign * each * self.quantity


@dataclass(eq=False)
class Matter:
    """`claim`, the rounds and `determined` are its three figures; nothing of them is ever overwritten."""

    member: Member
    month: Month
    quarter: Quarter
    claim: Claim
    said: str
    origin: str
    by: str | None
    reporter: str | None = None
    reply_by: date | None = None
    replied: bool = False
    state: str = "declared"
    rounds: list[Round] = field(default_factory=list)
    determined: list[tuple[str, int]] = field(default_factory=list)
    id: int = 0

    @property
    def stands(self) -> Claim:
        """As it stands: by the last round that put figures in place."""
        return self.rounds[-1].claim if self.rounds else self.claim


@dataclass(frozen=True)
class Round:
    outcome: str
    claim: Claim
    points: int
    by: str
    at: datetime


@dataclass(eq=False)
class Line:
    """A matter on an agenda; `votes` counts the votes on it alone."""

    matter: Matter
    singled: bool
    outcome: str = ""
    claim: Claim | None = None
    points: int = 0
    votes: int = 0
    at: datetime | None = None


@dataclass(eq=False)
class Meeting:
    """`sheet`: who should attend -> (has a vote, is there)."""

    quarter: Quarter
    held_on: date
    state: str = "called"
    sheet: dict[Member, tuple[bool, bool]] = field(default_factory=dict)
    agenda: dict[Matter, Line] = field(default_factory=dict)
    votes: int = 0
    opened_at: datetime | None = None
    id: int = 0

    @property
    def lines(self) -> list[Line]:
        """What is still to be decided or closed with, in the order of the roster."""
        there = [line for line in self.agenda.values() if line.matter.state in OPEN_STATES]
        return sorted(there, key=lambda one: (one.matter.member.no, one.matter.claim.day, one.matter.id))


@dataclass(eq=False)
class Entry:
    seq: int
    member: Member
    claim: Claim
    points: int
    kind: str
    quarter: Quarter
    matter: Matter | None = None
    source: Any = None  # the objection found on, the correction confirmed, the veto
    reverses: Entry | None = None
    reversed_by: Entry | None = None
    replaced_by: Entry | None = None
    id: int = 0

    @property
    def standing(self) -> Entry | None:
        """What counts today in its place."""
        entry: Entry | None = self
        while entry is not None and entry.reversed_by is not None:
            entry = entry.replaced_by
        return entry


class Model:
    """The branch, and the clock the machine sets."""

    def __init__(self, now: datetime, branch_id: int) -> None:
        self.branch_id = branch_id
        self.now = now
        self.members: list[Member] = []
        self.persons: dict[str, int] = {}
        self.years: list[Year] = []
        self.quarters: list[Quarter] = []
        self.months: list[Month] = []
        self.matters: list[Matter] = []
        self.meetings: list[Meeting] = []
        self.entries: list[Entry] = []
        self.objections: list[Any] = []
        self.corrections: list[Any] = []
        self.vetoes: list[Any] = []

    @property
    def today(self) -> date:
        return self.now.date()

    def member_of(self, person: str) -> Member | None:
        """The member of that name, here or gone."""
        return next((one for one in self.members if one.name == person), None)

    def roster(self, day: date) -> list[Member]:
        return [one for one in self.members if one.here(day)]

    def holders(self, *roles: str) -> set[str]:
        """Who holds one of these offices today."""
        return {one.name for one in self.roster(self.today) if set(one.offices) & set(roles)}

    def year_at(self, day: date) -> Year | None:
        return next((one for one in self.years if one.number == day.year), None)

    def months_in(self, year: Year) -> list[Month]:
        return [one for one in self.months if one.quarter.year is year]

    def quarters_in(self, year: Year) -> list[Quarter]:
        return [one for one in self.quarters if one.year is year]

    def open_month(self, year: Year) -> Month | None:
        begun = (one for one in self.months_in(year) if one.start <= self.today and not one.assessed)
        return next(begun, None)

    def month_for(self, year: Year, day: date) -> Month | None:
        """The month a fact goes to: its own while that is open, else the first open one."""
        own = next((one for one in self.months_in(year) if one.start <= day <= one.end), None)
        if own is not None and own.start <= self.today and not own.assessed:
            return own
        return self.open_month(year)

    def quarter_for(self, month: Month) -> Quarter | None:
        """The quarter whose meeting decides it: the month's own, or the next one not posted."""
        later = [one for one in self.quarters_in(month.quarter.year) if one.number >= month.quarter.number]
        return next((one for one in later if one.posting is None), None)

    def live(self, member: Member, year: int) -> list[Entry]:
        """The member's entries of the year that count."""
        return [
            one
            for one in self.entries
            if one.member is member
            and one.claim.day.year == year
            and one.kind != "reversal"
            and one.reversed_by is None
        ]

    def total(
        self, member: Member, year: int, *, without: Entry | None = None, more: Claim | None = None
    ) -> int:
        """The member's year in hundredths, by the second reading of the standard."""
        claims = [(one.seq, one.claim) for one in self.live(member, year) if one is not without]
        claims += [] if more is None else [(len(self.entries) + 1, more)]
        rows: list[Any] = [
            SimpleNamespace(
                order=seq, item=one.item, day=one.day, quantity=one.quantity, points_centi=one.each,
                level=one.level, achievement=one.achievement,
            )
            for seq, one in claims
        ]  # fmt: skip
        return int(reference.figures(rows).total * 100)

    def append(self, **facts: Any) -> Entry:
        entry = Entry(seq=len(self.entries) + 1, **facts)
        self.entries.append(entry)
        return entry

    def booking_quarter(self, year: Year) -> Quarter:
        """Where a counter-entry of today goes."""
        quarters = self.quarters_in(year)
        there = (one for one in quarters if one.end >= self.today and one.posting is None)
        return next(there, quarters[-1])


_ASSESSORS, _MINUTES = {"committee", "secretary"}, {"secretary", "recorder"}
_SELF = {
    "declare", "nothing_new", "reply", "object_to", "withdraw_objection", "answer_correction", "answer_veto",
    "withdraw", "resubmit",
}  # fmt: skip
_HERE = {
    "record": {"recorder"}, "withdraw": {"recorder"}, "resubmit": {"recorder"}, "report": {"member"},
    "assess": _ASSESSORS, "assess_batch": _ASSESSORS, "call_meeting": {"secretary"}, "mark_attendance": _MINUTES,
    "open_meeting": {"secretary"}, "cancel_meeting": {"secretary"}, "decide": _MINUTES, "report_back": _MINUTES,
    "close_meeting": {"secretary"}, "post": {"secretary"}, "find": _ASSESSORS, "propose_correction": _MINUTES,
    "confirm_correction": _ASSESSORS, "decline_correction": _ASSESSORS, "propose_veto": _ASSESSORS,
    "confirm_veto": _ASSESSORS, "decline_veto": _ASSESSORS, "propose_lifting": _ASSESSORS,
    "confirm_lifting": _ASSESSORS, "transfer_in": {"secretary"}, "transfer_out": {"secretary"},
    "turn_formal": {"secretary"}, "settle": {"secretary"}, "settle_again": {"secretary"},
    "sign_off": {"secretary", "leading"}, "announce": {"secretary"}, "appraise": {"secretary"},
    "file_year": {"secretary"},
}  # fmt: skip
_NOT_ONES_OWN = {
    "report", "assess", "assess_batch", "find", "propose_correction", "confirm_correction", "decline_correction",
    "propose_veto", "confirm_veto", "decline_veto", "propose_lifting", "confirm_lifting",
}  # fmt: skip


def door(model: Model, actor: str, verb: str, owner: str | None = None) -> str:
    """ "" when the actor may do the verb, else `forbidden`, or `not_found` for who has no tie to the branch."""
    member = model.member_of(actor)
    here = member is not None and member.here(model.today)
    own = owner == actor
    if not here and actor == "gao":
        return "forbidden"
    if not here and not own:
        return "not_found"
    if own and verb in _SELF:
        return ""
    roles = {"member", *(member.offices if member else ())} if here else {"member"}
    if not here or not roles & _HERE.get(verb, set()) or (own and verb in _NOT_ONES_OWN):
        return "forbidden"
    return ""
