"""Reading and judging the ledger (regulations/reading.md §2–§8, §12).

Each row is judged by the same function that judges forms. A year of a large school is
some hundred thousand rows that differ in few ways, so a way of writing a matter is judged
once and remembered: see ``_read_known``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final

from fenming.queries.files.accounts import Account, Content, Ledger, Matter
from fenming.queries.files.cells import clean_code, clean_text, read_day, read_points, read_quantity
from fenming.queries.files.columns import LEDGER_COLUMNS, Layout, find_columns, widen
from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.roster import standings_of
from fenming.queries.files.tables import Row, Table
from fenming.rules.people import Member
from fenming.rules.scoring import Entry, fault_of_entry
from fenming.rules.standard import Standard
from fenming.rules.terms import Status

_MOST_TEXTS: Final = 100_000
_COLUMNS: Final = tuple(column.key for column in LEDGER_COLUMNS)


def read_ledger(table: Table, ledger: Ledger) -> None:
    """Read all rows of ``table`` into ``ledger``; nothing is raised, faults are collected there."""
    layout, faults, notes = find_columns(table, LEDGER_COLUMNS)
    ledger.faults.extend(faults)
    ledger.notes.extend([*table.notes, *notes])
    if layout is None:
        return
    try:
        for row in _read_known(table, layout, ledger):
            _judge_row(ledger, row, layout=layout, table=table.name)
    except Unreadable as error:
        ledger.faults.append(error.fault)
    if ledger.rows_read and not ledger.rows_in_year:
        ledger.notes.append(f"{table.name}：没有一行的日期在 {ledger.year.number} 年内。请核对 --year。")


def _read_known(table: Table, layout: Layout, ledger: Ledger) -> Iterable[Row]:
    """Take in the rows that are written as rows judged good before; yield the others.

    For a member who is the same all year a row's verdict depends on the day (in the year
    or not) and on what is in the key of ``known``, so one verdict serves them all.
    """
    pick = itemgetter(*(layout.places[key][0] for key in _COLUMNS))
    width = len(layout.headers)
    by_raw_id, days, texts = ledger.by_raw_id, ledger.days, ledger.texts
    for row in table.rows:
        number, cells = row
        if len(cells) != width:
            yield row
            continue
        raw_id, raw_day, item, quantity, points, level, raw_achievement, raw_reason = pick(cells)
        account = by_raw_id.get(raw_id)
        day = days.get(raw_day)
        if account is None or account.known is None or day is None:
            yield row
            continue
        achievement = texts.get(raw_achievement)
        if achievement is None:
            achievement = _remember_text(texts, raw_achievement)
        reason = texts.get(raw_reason)
        if reason is None:
            reason = _remember_text(texts, raw_reason)
        matter = account.known.get((item, quantity, points, level, not reason))
        if matter is None or account.rows.setdefault((day, matter, achievement, reason), number) != number:
            yield row
            continue
        ledger.rows_read += 1
        ledger.rows_in_year += 1


def _judge_row(ledger: Ledger, row: Row, *, layout: Layout, table: str) -> None:
    """Read one row cell by cell, judge it, list its faults or take it into its member's account."""
    number, cells = row
    if len(cells) != len(layout.headers):
        cells, beyond = widen(cells, layout=layout, table=table, row=number)
        if beyond:
            ledger.faults.append(beyond)
    raw = {key: cells[layout.places[key][0]] for key in _COLUMNS}
    if not any(map(clean_code, raw.values())):
        return
    ledger.rows_read += 1
    found: list[tuple[str, str]] = []
    account = _account_of(ledger, raw["id"], found)
    read = _read_cells(raw, found)
    if read.day is not None and ledger.year.start <= read.day <= ledger.year.end:
        ledger.rows_in_year += 1
    found.extend(_judge(ledger, account.member, read, number, unread={key for key, _ in found}))
    content = _content(ledger, read, raw, is_good=not found)
    first = account.rows.setdefault(content, number)
    if first != number:
        found.append(
            ("id", f"这一行与第 {first} 行重复。请删去多余的一行；确是两件事的，请在成果或事由里写明区别。")
        )
    for key, reason in found:
        ledger.faults.append(FileFault(table, number, layout.header(key), raw[key], reason))
    if not found:
        _remember(ledger, account, raw, read, content)


@dataclass(slots=True)
class _Cells:
    """The values of one row; what could not be read is None (quantity: 1)."""

    day: date | None
    item: str
    quantity: int
    points_centi: int | None
    level: str
    achievement: str
    reason: str


def _account_of(ledger: Ledger, raw_id: str, found: list[tuple[str, str]]) -> Account:
    member_id = clean_code(raw_id)
    account = ledger.accounts.get(member_id)
    if not member_id:
        found.append(("id", "编号是空的。请填这位党员在名册里的编号。"))
    elif ledger.is_complete_roster and (account is None or not account.is_in_roster):
        found.append(("id", "名册里没有这个编号。请核对编号，或先把这位党员补进名册。"))
    if account is None:
        # Kept so that rows of somebody unknown are compared with each other too.
        account = ledger.accounts[member_id] = Account(None, None, is_in_roster=False)
    return account


def _read_cells(raw: dict[str, str], found: list[tuple[str, str]]) -> _Cells:
    day: date | None = None
    quantity, points_centi = 1, None
    try:
        day = read_day(raw["date"])
        if day is None:
            found.append(("date", "日期是空的。请填事情发生的那一天，写成 2016-03-01 的样子。"))
    except ValueError as error:
        found.append(("date", str(error)))
    item = clean_code(raw["item"])
    if not item:
        found.append(("item", "项目是空的。请填标准里的项目编号，例如 DT2。"))
    try:
        quantity = read_quantity(raw["quantity"])
    except ValueError as error:
        found.append(("quantity", str(error)))
    try:
        points_centi = read_points(raw["points"])
    except ValueError as error:
        found.append(("points", str(error)))
    texts = (clean_text(raw[key]) for key in ("level", "achievement", "reason"))
    return _Cells(day, item, quantity, points_centi, *texts)


def _judge(
    ledger: Ledger, member: Member | None, read: _Cells, number: int, *, unread: set[str]
) -> list[tuple[str, str]]:
    """What the rules find wrong, but for the columns that could not be read in the first place."""
    if ledger.standard is None:
        return []
    if member is None or "date" in unread:
        member = _stand_in(ledger.standard, read.item)
    entry = Entry(
        number,
        read.item,
        read.day or ledger.year.start,
        read.quantity,
        read.points_centi,
        read.level,
        read.achievement,
    )
    judged = fault_of_entry(
        standard=ledger.standard, member=member, year=ledger.year, entry=entry, reason=read.reason
    )
    return [(fault.column, fault.sentence) for fault in judged if fault.column not in unread]


def _stand_in(standard: Standard, item_id: str) -> Member:
    """Somebody always in the branch and on the item's list.

    The cells of a row whose member or day is unknown are judged with this member, so
    that all their faults are listed and none is invented.
    """
    item = standard.item(item_id)
    code = item.lists[0] if item is not None and item.lists else "T"
    standings = standings_of(member_type=code, status=Status.FORMAL, formal_since=None)
    return Member("", "", code, None, None, standings)


def _content(ledger: Ledger, read: _Cells, raw: dict[str, str], *, is_good: bool) -> Content:
    """What is compared between rows: values where they can be read, else the cleaned text."""
    if is_good and read.day is not None:
        key = (read.item, read.quantity, read.points_centi, read.level)
        matter = ledger.matters.setdefault(key, Matter(*key))
        return read.day, matter, read.achievement, read.reason
    day = read.day or clean_code(raw["date"])
    quantity = _value_or_text(read_quantity, raw["quantity"])
    points = _value_or_text(read_points, raw["points"])
    return day, (read.item, quantity, points, read.level), read.achievement, read.reason


def _value_or_text(read: object, raw: str) -> str:
    try:
        return f"={read(raw)}" if callable(read) else raw
    except ValueError:
        return clean_code(raw)


def _remember_text(texts: dict[str, str], raw: str) -> str:
    # Texts repeat a lot (“签到缺席”), so one object serves all rows; but not without end.
    if len(texts) >= _MOST_TEXTS:
        texts.clear()
    return texts.setdefault(raw, clean_text(raw))


def _remember(ledger: Ledger, account: Account, raw: dict[str, str], read: _Cells, content: Content) -> None:
    """Let the next row that is written like this good one be taken in without judging."""
    day, matter = content[0], content[1]
    if not isinstance(day, date) or not isinstance(matter, Matter):
        return
    ledger.days[raw["date"]] = day
    ledger.by_raw_id[raw["id"]] = account
    if account.known is not None:
        key = (raw["item"], raw["quantity"], raw["points"], raw["level"], not read.reason)
        account.known[key] = matter
