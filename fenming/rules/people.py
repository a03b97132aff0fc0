"""Who is scored: a year, a member, and what the member was on a day (R9, R10, A17, A19)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.rules.terms import Status

PROBATIONARY_LIST: Final = "P"
"""The list of a probationary member, whatever the post (regulations/reading.md §7)."""


@dataclass(frozen=True, slots=True)
class YearSpan:
    """年度: first and last day, both inside (A17)."""

    number: int
    start: date
    end: date

    @staticmethod
    def calendar(number: int) -> "YearSpan":
        """The calendar year, which is the default reading of 年度 (A17)."""
        return YearSpan(number=number, start=date(number, 1, 1), end=date(number, 12, 31))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member is from ``since`` on (``None`` = always) until the next standing."""

    since: date | None
    type: str
    status: Status


@dataclass(frozen=True, slots=True)
class Member:
    """党员: ``type`` is the roster's; ``standings`` are in order of time, the first may be open.

    ``since`` is the first day in the branch (``None`` = always), ``until`` the last one
    (``None`` = still there).
    """

    id: str
    name: str
    type: str
    since: date | None
    until: date | None
    standings: tuple[Standing, ...]

    def standing_on(self, day: date) -> Standing:
        """The standing that holds on ``day``; before the first one, the first."""
        standings = self.standings
        if len(standings) == 1:
            return standings[0]
        holding = standings[0]
        for standing in standings[1:]:
            if standing.since is None or standing.since <= day:
                holding = standing
        return holding

    def list_on(self, day: date) -> str:
        """Code of the item list that holds on ``day`` (reading.md §7, §14)."""
        standing = self.standing_on(day)
        return standing.type if standing.status is Status.FORMAL else PROBATIONARY_LIST

    def status_on(self, day: date) -> Status:
        """Formal or probationary on ``day`` (reading.md §14)."""
        return self.standing_on(day).status

    def is_in_branch_on(self, day: date) -> bool:
        """Whether ``day`` lies in the membership, first and last day included (reading.md §10)."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
