"""The rows of a ledger by member, kept small: a large school has more than half a million."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from fenming.queries.files.faults import FileFault
from fenming.rules.people import Member, YearSpan
from fenming.rules.scoring import Entry
from fenming.rules.standard import Standard


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """What a row says besides member, day and texts; one object for each different content."""

    item: str
    quantity: int
    points_centi: int | None
    level: str


# Content of a row after reading. Rows that differ in none of it repeat each other.
Content = tuple[date | str, Matter | tuple[str, ...], str, str]
Known = dict[tuple[str, str, str, str, bool], Matter]


@dataclass(slots=True, eq=False)
class Account:
    """The rows of one member: content -> row number. ``known`` is shared by members judged alike."""

    member: Member | None
    known: Known | None
    is_in_roster: bool = True
    rows: dict[Content, int] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """The rows as entries, in the order of the file. Only for a ledger without faults."""
        return [
            Entry(
                row, matter.item, day, matter.quantity, matter.points_centi, matter.level, achievement, reason
            )
            for (day, matter, achievement, reason), row in self.rows.items()
            if isinstance(matter, Matter) and isinstance(day, date)
        ]


@dataclass(slots=True, eq=False)
class Ledger:
    """One ledger while it is read, and what was found in it."""

    standard: Standard | None
    year: YearSpan
    accounts: dict[str, Account]
    is_complete_roster: bool
    faults: list[FileFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows_read: int = 0
    rows_in_year: int = 0
    # Readings remembered: raw text -> value. Only good values get in.
    days: dict[str, date] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    by_raw_id: dict[str, Account] = field(default_factory=dict)
    matters: dict[tuple[str, int, int | None, str], Matter] = field(default_factory=dict)


def open_accounts(members: Iterable[Member], *, year: YearSpan) -> dict[str, Account]:
    """An empty account for each member, by id."""
    shared: dict[str, Known] = {}
    accounts: dict[str, Account] = {}
    for member in members:
        known = shared.setdefault(member.list_on(year.start), {}) if _is_same_all_year(member, year) else None
        accounts[member.id] = Account(member, known)
    return accounts


def _is_same_all_year(member: Member, year: YearSpan) -> bool:
    """Whether no day of the year can be judged differently from another for this member."""
    changes = [standing.since for standing in member.standings if standing.since is not None]
    return (
        member.is_in_branch_on(year.start)
        and member.is_in_branch_on(year.end)
        and not any(year.start < change <= year.end for change in changes)
    )
