"""A year's settlement from files: read and judge all of them, then score (R44)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fenming.queries.files.accounts import Account, Ledger, open_accounts
from fenming.queries.files.columns import LEDGER_COLUMNS, ROSTER_COLUMNS, Column, find_columns
from fenming.queries.files.faults import BadFiles, FileFault, Unreadable
from fenming.queries.files.ledger import read_ledger
from fenming.queries.files.results import Result
from fenming.queries.files.roster import Roster, read_roster
from fenming.queries.files.standards import read_standard_file
from fenming.queries.files.tables import Table, open_table
from fenming.rules.people import Member, YearSpan
from fenming.rules.ranking import rank
from fenming.rules.scoring import Statement, score
from fenming.rules.standard import Standard


@dataclass(frozen=True, slots=True)
class YearFiles:
    """Files without a fault: members in the order of the roster, an account for each."""

    year: YearSpan
    standard: Standard
    members: tuple[Member, ...]
    rows: dict[str, int]  # where each member stands in the roster's file, by id
    accounts: dict[str, Account]
    notes: tuple[str, ...]


def read_year_files(
    *, year: int, standard: str, roster: str, ledger: str, on_members: Callable[[int], None] | None = None
) -> YearFiles:
    """Read and judge the three files; paths as the user gave them, ``standard`` may be ``default``.

    ``on_members`` is told the number of members once the roster has been read. Raises
    BadFiles with every fault of every file, however many there are.
    """
    span = YearSpan.calendar(year)
    faults: list[FileFault] = []
    rules: Standard | None = None
    try:
        rules = read_standard_file(standard)
    except BadFiles as error:
        faults.extend(error.faults)
    people = _roster(roster, rules)
    faults.extend(people.faults)
    if on_members is not None:
        on_members(len(people.members))
    book = _ledger(ledger, people, rules, span)
    faults.extend(book.faults)
    notes = (*people.notes, *book.notes)
    if faults or rules is None:
        raise BadFiles(faults, notes=notes)
    return YearFiles(span, rules, tuple(people.members), people.ids, book.accounts, notes)


def _roster(path: str, rules: Standard | None) -> Roster:
    try:
        table = open_table(path)
    except Unreadable as error:
        return Roster(faults=[error.fault])
    people = read_roster(table, types=None if rules is None else tuple(rules.lists))
    people.faults = _with_broken(people.faults, table, ROSTER_COLUMNS)
    return people


def _ledger(path: str, people: Roster, rules: Standard | None, span: YearSpan) -> Ledger:
    accounts = open_accounts(people.members, year=span)
    for member_id in people.ids:
        # Somebody whose roster row is bad is known all the same; the row of the ledger is not to blame.
        accounts.setdefault(member_id, Account(None, None))
    book = Ledger(standard=rules, year=span, accounts=accounts, is_complete_roster=people.complete)
    try:
        table = open_table(path)
    except Unreadable as error:
        book.faults.append(error.fault)
        return book
    read_ledger(table, book)
    book.faults = _with_broken(book.faults, table, LEDGER_COLUMNS)
    return book


def _with_broken(faults: list[FileFault], table: Table, columns: Sequence[Column]) -> list[FileFault]:
    """Add the cells without a value; what was found in them as empty cells goes, the rest stays.

    The faults come back in the order of rows.
    """
    layout, _, _ = find_columns(table, columns)
    read = {place for places in layout.places.values() for place in places} if layout else set()
    broken: list[FileFault] = []
    for cell in table.broken:
        if layout is None or cell.column not in read:
            continue
        what = f"公式出错（{cell.text}）" if cell.text else "公式还没有算出结果"
        reason = f"{what}。请在 Excel 里改成数值后再存。"
        broken.append(FileFault(table.name, cell.row, layout.headers[cell.column], cell.text, reason))
    places = {(fault.row, fault.column) for fault in broken}
    kept = [fault for fault in faults if (fault.row, fault.column) not in places]
    return sorted([*broken, *kept], key=lambda fault: fault.row)


def settle_each(files: YearFiles, members: Iterable[Member]) -> Iterator[tuple[Member, Statement]]:
    """The statement of each of ``members``, in their order; who has no entries has one too."""
    for member in members:
        entries = files.accounts[member.id].entries()
        yield member, score(standard=files.standard, member=member, year=files.year, entries=entries)


@dataclass(frozen=True, slots=True)
class Sums:
    """What is kept of a statement until everybody is ranked."""

    member: Member
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested_grade: str
    veto: bool


def sums_of(member: Member, statement: Statement) -> Sums:
    """The figures of a statement without its lines."""
    return Sums(
        member=member,
        base_centi=statement.base_centi,
        duty_centi=statement.duty_centi,
        bonus_centi=statement.bonus_centi,
        deduction_centi=statement.deduction_centi,
        total_centi=statement.total_centi,
        suggested_grade=statement.suggested_grade,
        veto=statement.veto,
    )


def rank_all(*, year: YearSpan, sums: Sequence[Sums]) -> Iterable[Result]:
    """The rows of results.csv, in the order given, with everybody's place (R52, A36)."""
    places = rank(year=year, totals=[(each.member, each.total_centi) for each in sums])
    for each, place in zip(sums, places, strict=True):
        yield Result(
            id=each.member.id,
            name=each.member.name,
            type=each.member.type,
            base_centi=each.base_centi,
            duty_centi=each.duty_centi,
            bonus_centi=each.bonus_centi,
            deduction_centi=each.deduction_centi,
            total_centi=each.total_centi,
            suggested_grade=each.suggested_grade,
            rank=place.rank,
            ranked=place.ranked,
            veto=each.veto,
        )
