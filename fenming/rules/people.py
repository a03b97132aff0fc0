"""Who is scored: a year, a member, and what the member was on a day (R9, R10, A17, A19, A21)."""

from dataclasses import dataclass
from datetime import date, timedelta
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
class Span:
    """Days from ``since`` to ``until``, both inside; ``until`` ``None`` = open-ended."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return (other.until is None or self.since <= other.until) and (
            self.until is None or other.since <= self.until
        )


@dataclass(frozen=True, slots=True)
class Member:
    """党员: ``type`` is the roster's; ``standings`` are in order of time, the first may be open.

    ``since`` is the first day in the branch (``None`` = always), ``until`` the last one
    (``None`` = still there). ``exempt``: when the member is 免予积分 (A21).
    """

    id: str
    name: str
    type: str
    since: date | None
    until: date | None
    standings: tuple[Standing, ...]
    exempt: tuple[Span, ...] = ()

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

    def is_exempt_on(self, day: date) -> bool:
        """Whether the member is exempt from the scheme on ``day`` (A21; reading.md §16)."""
        return any(span.holds(day) for span in self.exempt)

    def takes_part_on(self, day: date) -> bool:
        """In the branch and not exempt: only then scored, ranked and graded (A19, A21)."""
        return self.is_in_branch_on(day) and not (self.exempt and self.is_exempt_on(day))


def year_from(day: date) -> date:
    """The last day of a year that begins on ``day``: 2025-05-08 gives 2026-05-07 (R85, A30)."""
    try:
        return day.replace(year=day.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def latest_extension(due_on: date) -> date:
    """The last day a probation due on ``due_on`` may be extended to: a year later at most (A30)."""
    return year_from(due_on + timedelta(days=1))
