"""What the model is made of: people, periods, matters, meetings, entries. Plain data; points are integer hundredths."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
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
