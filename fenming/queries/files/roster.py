"""Reading and judging the roster (regulations/reading.md §12, §14)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fenming.queries.files.cells import clean_code, clean_text, read_day
from fenming.queries.files.columns import ROSTER_COLUMNS, Layout, find_columns, widen
from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.tables import Row, Table
from fenming.rules.people import Member, Span, Standing
from fenming.rules.terms import Status

_STATUSES: Final = {
    **dict.fromkeys(("正式", "正式党员", "中共党员", Status.FORMAL.value), Status.FORMAL),
    **dict.fromkeys(("预备", "预备党员", "中共预备党员", Status.PROBATIONARY.value), Status.PROBATIONARY),
}
_DAYS: Final = ("since", "until", "formal_since", "exempt_since", "exempt_until")
_STATUS_HINT: Final = "请填正式、预备，或正式党员、预备党员、中共党员、中共预备党员。"


@dataclass(slots=True)
class Roster:
    """What was read: members in the order of the file; every id seen, good row or not."""

    members: list[Member] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)  # id -> row where it first stands
    faults: list[FileFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complete: bool = False  # read to its end, so that an id it does not have is unknown


def read_roster(table: Table, *, types: Collection[str] | None) -> Roster:
    """Read all rows of ``table``; ``types`` are the list codes of the standard, None if it is unknown.

    Nothing is raised: faults are collected in the result, one for each thing wrong.
    """
    layout, faults, notes = find_columns(table, ROSTER_COLUMNS)
    roster = Roster(faults=faults, notes=[*table.notes, *notes])
    if layout is None:
        return roster
    try:
        for row in table.rows:
            _read_row(roster, row, layout=layout, table=table.name, types=types)
    except Unreadable as error:
        roster.faults.append(error.fault)
        return roster
    if not roster.ids and not roster.faults:
        reason = "名册里没有党员。请从第 2 行起每人一行。"
        roster.faults.append(FileFault(table.name, 1, layout.header("id"), "", reason))
    roster.complete = True
    return roster


def _read_row(roster: Roster, row: Row, *, layout: Layout, table: str, types: Collection[str] | None) -> None:
    number, cells = row
    faults_before = len(roster.faults)
    if len(cells) != len(layout.headers):
        cells, beyond = widen(cells, layout=layout, table=table, row=number)
        if beyond:
            roster.faults.append(beyond)
    if not any(clean_code(cells[place]) for places in layout.places.values() for place in places):
        return
    reader = _RowReader(number=number, cells=cells, layout=layout, table=table, faults=roster.faults)
    member_id = reader.member_id(roster.ids)
    member_type = reader.member_type(types)
    status = reader.status()
    days = {key: reader.day(key) for key in _DAYS if key in layout.places}
    since, until, formal_since = days["since"], days["until"], days.get("formal_since")
    if since and until and until < since:
        reader.refuse("until", f"离开日期早于加入日期（{since}）。请核对这两个日期。")
    exempt = reader.exempt(days.get("exempt_since"), days.get("exempt_until"))
    if len(roster.faults) > faults_before:
        # Nobody is judged by a row in doubt; the id is known all the same (``ids``).
        return
    if member_id is not None and member_type is not None and status is not None:
        name = clean_text(reader.cell("name"))
        standings = standings_of(member_type=member_type, status=status, formal_since=formal_since)
        member = Member(member_id, name, member_type, since, until, standings, exempt)
        roster.members.append(member)


def standings_of(*, member_type: str, status: Status, formal_since: date | None) -> tuple[Standing, ...]:
    """A member's standings over time; the day of turning formal overrules the status (reading.md §14)."""
    if formal_since is None:
        return (Standing(None, member_type, status),)
    return (
        Standing(None, member_type, Status.PROBATIONARY),
        Standing(formal_since, member_type, Status.FORMAL),
    )


@dataclass(slots=True)
class _RowReader:
    """The cells of one row and where their faults go; a value that is refused reads as None."""

    number: int
    cells: list[str]
    layout: Layout
    table: str
    faults: list[FileFault]

    def cell(self, key: str) -> str:
        return self.cells[self.layout.places[key][0]]

    def refuse(self, key: str, reason: str, *, place: int | None = None) -> None:
        place = self.layout.places[key][0] if place is None else place
        header = self.layout.headers[place]
        self.faults.append(FileFault(self.table, self.number, header, self.cells[place], reason))

    def member_id(self, ids: dict[str, int]) -> str | None:
        found = clean_code(self.cell("id"))
        if not found:
            self.refuse("id", "编号是空的。请给每位党员一个不重复的编号。")
            return None
        first = ids.setdefault(found, self.number)
        if first != self.number:
            self.refuse("id", f"编号与第 {first} 行重复。请改正编号，或删去多余的一行。")
            return None
        return found

    def member_type(self, types: Collection[str] | None) -> str | None:
        found = clean_code(self.cell("type"))
        if types is None or found in types:
            return found
        self.refuse("type", f"{'不认识的类别' if found else '类别是空的'}。请填 {'、'.join(types)} 之一。")
        return None

    def status(self) -> Status | None:
        found: list[Status | None] = []
        for place in self.layout.places["status"]:
            text = clean_text(self.cells[place])
            found.append(_STATUSES.get(text))
            if found[-1] is None:
                what = "不认识的人员类别" if text else "人员类别是空的"
                self.refuse("status", f"{what}。{_STATUS_HINT}", place=place)
            elif found[0] not in (None, found[-1]):
                first = self.layout.header("status")
                self.refuse("status", f"与“{first}”一列不一致。请核对后改成一致。", place=place)
        return found[0]

    def exempt(self, since: date | None, until: date | None) -> tuple[Span, ...]:
        """When the member is 免予积分 (A21); an end without a beginning cannot be meant."""
        if since is None:
            if until is not None:
                self.refuse("exempt_until", "只有免予积分的止，没有起。请补上起始日期，或把这一格留空。")
            return ()
        if until is not None and until < since:
            self.refuse("exempt_until", f"免予积分的止早于起（{since}）。请核对这两个日期。")
            return ()
        return (Span(since, until),)

    def day(self, key: str) -> date | None:
        try:
            return read_day(self.cell(key))
        except ValueError as error:
            self.refuse(key, str(error))
            return None
