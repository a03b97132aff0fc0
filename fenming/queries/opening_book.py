"""Reading the paper book of a branch that begins in mid-year: rows of the ledger's form, judged like any entry (A17).

The columns are those of `fenming settle`; a member is named by the number on the roster or by name, an item by its
title or its number in the standard. Every fault of every row is found at once, with row and column.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final

from fenming.queries.claims import LONGEST_ACHIEVEMENT, LONGEST_SAID, MOST_TIMES, tidy
from fenming.queries.files.cells import (
    clean_code,
    clean_name,
    clean_text,
    read_day,
    read_points,
    read_quantity,
)
from fenming.queries.files.columns import Column, Layout, find_columns, widen
from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.tables import Row, Table
from fenming.queries.scores import member_of, span_of
from fenming.records.models import Membership, Year
from fenming.rules.people import Member
from fenming.rules.reasons import full_day_name
from fenming.rules.scoring import Entry, fault_of_entry
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket

OPENING_COLUMNS: Final = (
    Column("id", ("编号", "姓名", "党员"), many=True),
    Column("date", ("日期",)),
    Column("item", ("项目",)),
    Column("quantity", ("次数",), optional=True),
    Column("points", ("分值",), optional=True),
    Column("level", ("级别",), optional=True),
    Column("achievement", ("成果",), optional=True),
    Column("reason", ("事由",)),
)
MOST_ROWS: Final = 3000
_NO_VALUE: Final = "这一格的公式没有算出值。请在 Excel 里改好，或直接填值。"
LABELS: Final = {column.key: column.names[0] for column in OPENING_COLUMNS}


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One line of the paper book; `row` is its row in what was handed in, `each_centi` per time, for ranged items."""

    row: int
    membership_id: int
    item: str
    day: date
    quantity: int
    level: str
    each_centi: int | None
    achievement: str
    ground: str


@dataclass(frozen=True, slots=True)
class OpeningFault:
    """What is wrong in one cell: row, column and value as they were handed in, and what to do."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OpeningBook:
    """The lines that can be taken, and every fault; it is taken whole or not at all."""

    lines: tuple[OpeningLine, ...]
    faults: tuple[OpeningFault, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """What rows are judged by: the standard, the year, the last day of the book, the roster."""

    standard: Standard
    year: Year
    closed_on: date
    roster: Sequence[Membership]

    def members(self) -> dict[int, Member]:
        """The rules' own form of everyone, by membership."""
        return {one.pk: member_of(one) for one in self.roster}


def read_book(table: Table, judge: Judge, *, most: int = MOST_ROWS) -> OpeningBook:
    """All rows of a table, read and judged; beyond row `most` nothing is read, which is a fault."""
    layout, found, _ = find_columns(table, OPENING_COLUMNS)
    faults = [fault_of_file(one) for one in found]
    faults += [OpeningFault(one.row, f"第 {one.column + 1} 列", one.text, _NO_VALUE) for one in table.broken]
    lines: list[OpeningLine] = []
    if layout is None:
        return OpeningBook((), tuple(faults))
    reader = _Reader(judge, layout)
    try:
        for number, cells in table.rows:
            if number > most:
                sentence = f"一次至多 {most - 1} 行。请核对是不是多粘贴了。"
                faults.append(OpeningFault(number, LABELS["id"], "", sentence))
                break
            line, wrong = reader.read(number, cells)
            faults += wrong
            lines += [line] if line is not None else []
    except Unreadable as error:
        faults.append(fault_of_file(error.fault))
    known = {fault.row for fault in faults}
    faults += judge_lines([one for one in lines if one.row not in known], judge)
    if not lines and not faults:
        faults.append(OpeningFault(2, LABELS["id"], "", "表头下面没有一行。请把纸质台账的各笔填进来。"))
    return OpeningBook(tuple(lines), tuple(sorted(faults, key=lambda one: one.row)))


def fault_of_file(fault: FileFault) -> OpeningFault:
    """A fault of the file itself as a fault of the book."""
    return OpeningFault(fault.row, fault.column, fault.value, fault.reason)


def text_of(header: Sequence[str], rows: Sequence[Row]) -> str:
    """A table as text that reads back the same, row for row."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    line = 2
    for number, cells in rows:
        stream.write("\n" * (number - line))
        before = stream.tell()
        writer.writerow(cells)
        line = number + stream.getvalue()[before:].count("\n")
    return stream.getvalue()


class _Reader:
    """Reads rows of one layout: cells to values, names to members, titles to items."""

    def __init__(self, judge: Judge, layout: Layout) -> None:
        self.layout, self.judge, self.members = layout, judge, judge.members()
        self.known = {one.pk: one for one in judge.roster}
        self.by_number = {str(one.roster_no): [one] for one in judge.roster}
        self.by_name: dict[str, list[Membership]] = {}
        for one in judge.roster:
            self.by_name.setdefault(clean_name(one.person.name), []).append(one)

    def read(self, number: int, cells: list[str]) -> tuple[OpeningLine | None, list[OpeningFault]]:
        """The line of a row, or None with its faults; an empty row is neither."""
        cells, beyond = widen(cells, layout=self.layout, table="", row=number)
        raw = {key: self._cell(cells, key) for key in LABELS}
        if not any(map(clean_code, raw.values())):
            return None, []
        wrong: list[tuple[str, str]] = []
        membership = self._member(cells, wrong)
        day = self._day(raw["date"], wrong)
        quantity, each_centi = self._figures(raw, wrong)
        item = self._item(raw["item"], membership, day, wrong)
        faults = [OpeningFault(number, LABELS[key], raw[key], sentence) for key, sentence in wrong]
        faults += [fault_of_file(beyond)] if beyond else []
        if faults or membership is None or day is None or item is None:
            return None, faults
        texts = (tidy(clean_text(raw[key])) for key in ("achievement", "reason"))
        level = clean_text(raw["level"])
        return OpeningLine(number, membership.pk, item.id, day, quantity, level, each_centi, *texts), []

    def _cell(self, cells: list[str], key: str) -> str:
        places = self.layout.places.get(key, ())
        return next((cells[place] for place in places if clean_code(cells[place])), "")

    def _member(self, cells: list[str], wrong: list[tuple[str, str]]) -> Membership | None:
        """By number on the roster, by name, or by both, which then must agree."""
        found: set[int] = set()
        for place in self.layout.places["id"]:
            if text := clean_code(cells[place]):
                alike = self.by_number.get(text) or self.by_name.get(clean_name(cells[place]), [])
                if not alike:
                    wrong.append(("id", "名册里没有这名党员。请写名册里的序号或姓名，或先把他登记到名册。"))
                    return None
                pks = {one.pk for one in alike}
                found = found & pks if found else pks
                if not found:
                    wrong.append(("id", "序号和姓名不是同一名党员。请对照名册核对。"))
                    return None
        if len(found) != 1:
            words = (
                "名册里有同名的党员。请写名册里的序号。" if found else "没有写是谁。请写名册里的序号或姓名。"
            )
            wrong.append(("id", words))
            return None
        return self.known[found.pop()]

    def _day(self, raw: str, wrong: list[tuple[str, str]]) -> date | None:
        try:
            day = read_day(raw)
        except ValueError as error:
            wrong.append(("date", str(error)))
            return None
        if day is None:
            wrong.append(("date", "日期是空的。请填事情发生的那一天，写成 2026-03-01 的样子。"))
        return day

    def _figures(self, raw: dict[str, str], wrong: list[tuple[str, str]]) -> tuple[int, int | None]:
        quantity, each_centi = 1, None
        try:
            quantity = read_quantity(raw["quantity"])
        except ValueError as error:
            wrong.append(("quantity", str(error)))
        try:
            each_centi = read_points(raw["points"])
        except ValueError as error:
            wrong.append(("points", str(error)))
        return quantity, each_centi

    def _item(
        self, raw: str, membership: Membership | None, day: date | None, wrong: list[tuple[str, str]]
    ) -> Item | None:
        """By number or by title; where two lists share a title, the one on the member's list that day."""
        text = clean_code(raw)
        item = self.judge.standard.by_id.get(text.upper())
        if item is not None:
            return item
        same = [one for one in self.judge.standard.items if one.title == clean_text(raw)]
        if len(same) > 1 and membership is not None and day is not None:
            own = self.members[membership.pk].list_on(day)
            same = [one for one in same if own in one.lists] or same
        if not text:
            wrong.append(("item", "项目是空的。请填标准里的项目名称。"))
        elif not same:
            wrong.append(("item", "积分标准里没有这个项目。请照标准写项目名称。"))
        return same[0] if same else None


def judge_lines(lines: Sequence[OpeningLine], judge: Judge) -> list[OpeningFault]:
    """What the standard and the book have against lines that could be read; a repeat names the first."""
    faults: list[OpeningFault] = []
    seen: dict[tuple[object, ...], int] = {}
    members, span = judge.members(), span_of(judge.year)
    for line in lines:
        entry = Entry(
            line.row, line.item, line.day, line.quantity, line.each_centi, line.level, line.achievement
        )
        found = fault_of_entry(
            standard=judge.standard,
            member=members[line.membership_id],
            year=span,
            entry=entry,
            reason=line.ground,
        )
        wrong = [(one.column, one.sentence) for one in found] + _beyond_the_rules(line, judge)
        content = (
            line.membership_id, line.item, line.day, line.quantity, line.level, line.each_centi, line.achievement,
            line.ground,
        )  # fmt: skip
        first = seen.setdefault(content, line.row)
        if first != line.row:
            wrong.append(
                ("id", f"这一行与第 {first} 行重复。请删去多余的一行；确是两件事的，请在事由里写明区别。")
            )
        faults += [OpeningFault(line.row, LABELS[key], _value(line, key), words) for key, words in wrong]
    return faults


def _beyond_the_rules(line: OpeningLine, judge: Judge) -> list[tuple[str, str]]:
    wrong = []
    item = judge.standard.by_id.get(line.item)
    if item is not None and item.bucket is Bucket.VETO:
        wrong.append(("item", "一票否决不随纸质台账转入。请凭处理决定的文件另行提出。"))
    if line.day > judge.closed_on:
        words = (
            f"纸质台账截至{full_day_name(judge.closed_on)}，这一天在它之后。请改日期，或在系统里另行申报。"
        )
        wrong.append(("date", words))
    if line.quantity > MOST_TIMES:
        wrong.append(("quantity", f"一次至多填 {MOST_TIMES} 次。请核对次数；确实更多的，请分开填写。"))
    if len(line.achievement) > LONGEST_ACHIEVEMENT:
        wrong.append(("achievement", f"成果名称请写在 {LONGEST_ACHIEVEMENT} 字以内。"))
    if not line.ground and item is not None and not item.reason_required:
        wrong.append(("reason", "事由是空的。请写一句，说清是什么事。"))
    if len(line.ground) > LONGEST_SAID:
        wrong.append(("reason", f"事由请写在 {LONGEST_SAID} 字以内，现在是 {len(line.ground)} 字。"))
    return wrong


def _value(line: OpeningLine, key: str) -> str:
    values = {
        "date": line.day.isoformat(),
        "quantity": str(line.quantity),
        "level": line.level,
        "achievement": line.achievement,
        "reason": line.ground,
    }
    return values.get(key, "")
