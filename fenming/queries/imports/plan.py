"""What an import would do, row by row, before anything is written; every kind of table comes to this (R64)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from fenming.queries.files.cells import clean_code
from fenming.queries.files.columns import Column
from fenming.queries.files.reading import Reading
from fenming.rules.terms import Refused

NO_VALUE: Final = "这一格的公式没有算出值。请在表格里改好，或直接填值。"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULT = "fault"
    LEFT_OUT = "left_out"


OUTCOMES: Final = {
    Outcome.NEW: "新增",
    Outcome.CHANGED: "有变化",
    Outcome.SAME: "相同",
    Outcome.FAULT: "不能导入",
    Outcome.LEFT_OUT: "不导入",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes: what it is called, what stands in the books, what will stand there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in a cell: its name (``C5``, "" for the row), its heading, what stands there, what to do."""

    cell: str
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the table: who it is about, what becomes of it. `asks`: who may be meant, to be chosen (value, words)."""

    row: int
    outcome: Outcome
    who: str
    words: str = ""
    changes: tuple[Change, ...] = ()
    faults: tuple[CellFault, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole of it. `problem`: why nothing can be judged yet; `missing`: who is in the books and not in the table;
    `sums`: what each member would come to, to be held against the office's own totals (name, words)."""

    rows: tuple[RowPlan, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    def count(self) -> Counter[Outcome]:
        """How many rows of each outcome."""
        return Counter(one.outcome for one in self.rows)

    def refused(self) -> Refused | None:
        """Why it cannot be accepted: `not_judged`, `bad_rows`, `nothing_to_do`; None when it can."""
        counts = self.count()
        if self.problem:
            return Refused("not_judged", self.problem)
        if bad := counts[Outcome.FAULT]:
            first = next(one for one in self.rows if one.outcome is Outcome.FAULT)
            words = first.faults[0].sentence if first.faults else "请先选定是谁。"
            sentence = f"还有 {bad} 行不能导入，没有写进任何一行。第 {first.row} 行：{words}"
            return Refused("bad_rows", sentence)
        if not counts[Outcome.NEW] and not counts[Outcome.CHANGED]:
            return Refused("nothing_to_do", "表里没有新增，也没有变化，不用导入。")
        return None

    def digest(self, answers: Sequence[str]) -> str:
        """The same for the same doing under the same answers: what was looked at is what is accepted."""
        rows = [
            (one.row, one.outcome, one.who, one.words, [(c.label, c.before, c.after) for c in one.changes])
            for one in self.rows
        ]
        return sha256(json.dumps([self.problem, rows, *answers], ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be said besides the table: a day, a line of words, or one of `choices`; `free` may stay empty."""

    key: str
    label: str
    hint: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose: the meaning of each column (None: as guessed), answers, rows to leave out, who is meant."""

    columns: tuple[str, ...] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    out: frozenset[int] = frozenset()
    who: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind judges: the table, the meaning of its columns, what was answered, for which branch, on which day."""

    reading: Reading
    keys: tuple[str, ...]
    choice: Choice
    branch_id: int
    today: date

    def places(self, key: str) -> tuple[int, ...]:
        """Where a column stands among the cells of a row; more than once only where the kind says so."""
        return tuple(at for at, one in enumerate(self.keys) if one == key)

    def answered(self, questions: Sequence[Question]) -> list[str]:
        """What was answered to each question."""
        return [self.answer(one.key) for one in questions]

    def answer(self, key: str) -> str:
        return clean_code(self.choice.answers.get(key, ""))

    def broken(self) -> dict[int, list[CellFault]]:
        """Faults of cells without a value in columns that are read, by row."""
        found: dict[int, list[CellFault]] = {}
        for row, at, text in self.reading.broken:
            if self.keys[at]:
                fault = CellFault(self.reading.cell(row, at), self.reading.headings[at], text, NO_VALUE)
                found.setdefault(row, []).append(fault)
        return found

    def missing(self, columns: tuple[Column, ...]) -> str:
        """What is said when columns that must be there are not; "" when they are."""
        lacking = [one.names[0] for one in columns if not one.optional and one.key not in self.keys]
        names = "、".join(f"“{name}”" for name in lacking)
        return f"还没有对上{names}。请在“列的对应”里选定是哪一列。" if lacking else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table that can be taken in.

    `verb`: whoever may do this to the branch may import it. `hints`: what to write in each column, for the template;
    `undo`: how it can be taken back; `may_leave_out`: whether single rows may be left out by hand.
    """

    code: str
    title: str
    about: str
    verb: str
    columns: tuple[Column, ...]
    hints: Mapping[str, str]
    questions: tuple[Question, ...]
    undo: str
    may_leave_out: bool
    plan: Callable[[Asked], Plan]
