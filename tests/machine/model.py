"""A branch on paper: what the machine's model knows, and the few questions everything asks of it.

Nothing of the program's actions and queries is used. A verb of the model (matters.py, assessing.py, meetings.py,
objections.py, appeals.py, corrections.py, vetoes.py, years.py) is a function of its name: it returns "" and changes the model, or the
code the program has to refuse with and changes nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from tests.machine.things import Claim, Entry, Matter, Meeting, Member, Month, Quarter, Year
from tests.rules import reference


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
        self.appeals: list[Any] = []
        self.requests: list[Any] = []
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
