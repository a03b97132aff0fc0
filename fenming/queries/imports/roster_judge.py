"""One row of a roster against the books: new, changed, the same, or what is wrong with it (R9, R18, R64, R85)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fenming.queries.files.cells import clean_name, clean_text
from fenming.queries.imports.people import fault
from fenming.queries.imports.plan import Asked, CellFault, Outcome, RowPlan
from fenming.queries.imports.roster_books import Books, Known
from fenming.queries.imports.roster_changes import (
    POSTS,
    Deed,
    against,
    changes,
    in_words,
    only_what_is_new,
    stays,
)
from fenming.queries.imports.roster_words import day_of, post_of, status_of
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Status

LONGEST_NAME: Final = 60
NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its number there and its cells."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class Faults:
    """What was found wrong with a row, each where it stands."""

    asked: Asked
    row: Row
    found: list[CellFault] = field(default_factory=list)

    def add(self, key: str, sentence: str) -> None:
        """A fault of a column; of the row where the table has no such column."""
        self.found.append(fault(self.asked, (self.row.number, self.row.cells), key, sentence))


class Judge:
    """Judges rows; what is read from a cell is remembered, since most cells say the same."""

    def __init__(self, asked: Asked, books: Books) -> None:
        self.asked, self.books = asked, books
        self.met: set[int] = set()
        self._place = {key: at for at, key in reversed(list(enumerate(asked.keys))) if key}
        self._broken = asked.broken()
        self._days: dict[str, date | ValueError | None] = {"": None}
        self._posts: dict[str, str] = {}
        self._since, self._day = self._answered("since"), self._answered("day")

    def text(self, row: Row, key: str) -> str:
        """The cell of a column, trimmed; "" where the table has no such column."""
        place = self._place.get(key)
        if place is None:
            return ""
        return clean_name(row.cells[place]) if key == "name" else clean_text(row.cells[place])

    def judged(self, row: Row, *, alike: int) -> tuple[RowPlan, Deed | None]:
        """What becomes of a row; `alike`: how many rows of the table have this name."""
        faults = Faults(self.asked, row, list(self._broken.get(row.number, ())))
        name = self.text(row, "name")
        if not name:
            faults.add("name", "姓名是空的。请补上，或不导入这一行。")
        elif len(name) > LONGEST_NAME:
            faults.add("name", f"姓名至多 {LONGEST_NAME} 字，现在是 {len(name)} 字。请核对。")
        asks, known, sure = self._who(row, name, alike)
        if known is not None:
            self.met.add(known.membership_id)
        if not sure:
            faults.add("name", self._whom_to_ask(name, alike))
        deed = self._read(row, name, known, faults)
        if deed is None or faults.found:
            return RowPlan(row.number, Outcome.FAULT, name, faults=tuple(faults.found), asks=asks), None
        if known is None:
            return RowPlan(row.number, Outcome.NEW, name, in_words(deed), asks=asks), deed
        new = only_what_is_new(deed, known)
        changed = changes(new, known)
        outcome = Outcome.CHANGED if changed else Outcome.SAME
        one = RowPlan(row.number, outcome, name, stays(deed, known), changed, asks=asks)
        return one, new if changed else None

    def _answered(self, key: str) -> date | None:
        """A day that was answered once for all rows; one that cannot be read counts as none (the form says so)."""
        try:
            return day_of(self.asked.answer(key))
        except ValueError:
            return None

    def _who(self, row: Row, name: str, alike: int) -> tuple[tuple[tuple[str, str], ...], Known | None, bool]:
        """(who may be meant, the member meant or None for somebody new, whether that is sure)."""
        known = self.books.by_name.get(name, [])
        if not name or (alike <= 1 and len(known) <= 1 and (known or name not in self.books.gone)):
            return (), known[0] if known else None, True
        asks = (
            *(
                (str(one.membership_id), f"名册第 {one.no} 号，{full_day_name(one.since)}加入")
                for one in known
            ),
            (NEW, "新登记的另一个人"),
        )
        chosen = self.asked.choice.who.get(row.number, "")
        meant = next((one for one in known if str(one.membership_id) == chosen), None)
        taken = meant is not None and meant.membership_id in self.met
        return asks, meant, chosen == NEW or (meant is not None and not taken)

    def _whom_to_ask(self, name: str, alike: int) -> str:
        gone = self.books.gone.get(name)
        if gone is not None and name not in self.books.by_name and gone.until is not None:
            left = f"{name}{full_day_name(gone.until)}已离开本支部"
            return f"{left}。同一个人请用“组织关系转入”；确是另一个人，请在这一行选“新登记的另一个人”。"
        if alike > 1:
            return f"文件里有 {alike} 行都叫{name}。请逐行选定各是谁；重复的行选不导入。"
        return f"名册里不止一人叫{name}。请在这一行选定是哪一个。"

    def _read(self, row: Row, name: str, known: Known | None, faults: Faults) -> Deed | None:
        """What the row says, as a deed; faults where it cannot be."""
        status, formal = self._status(row, known, faults)
        post = self._post(row, known, faults)
        since = self._past(row, "since", faults) or (known.since if known else self._since)
        joined = self._past(row, "joined", faults)
        if since is None:
            faults.add("since", "没有加入本支部的日期。请补上，或在上面填“没写加入日期的，算哪天”。")
        elif since > self.asked.today:
            faults.add("since", "加入本支部的日期在今天以后。请核对。")
        if faults.found or status is None or since is None:
            return None
        day = self._day or self.asked.today
        pk = known.membership_id if known else 0
        deed = Deed(row.number, pk, name, post, status, since, day, formal, joined)
        if known is not None:
            new = only_what_is_new(deed, known)
            for key, sentence in against(new, known, books=self.books, today=self.asked.today):
                faults.add(key, sentence)
        return deed

    def _status(self, row: Row, known: Known | None, faults: Faults) -> tuple[Status | None, date | None]:
        """Formal or probationary by the day of turning formal and the word; both must agree."""
        word, formal = self.text(row, "status"), self._read_day(row, "formal", faults)
        said = status_of(word)
        came = formal is not None and formal <= self.asked.today
        if word and said is None:
            faults.add("status", "看不出是正式党员还是预备党员。请改成其中之一。")
        elif said is Status.FORMAL and formal is not None and not came:
            faults.add("formal", "人员类别写的是正式党员，转正日期却还没有到。请核对。")
        elif said is Status.PROBATIONARY and came:
            faults.add("formal", "人员类别写的是预备党员，转正日期却已经过了。请核对。")
        if said is None and formal is not None:
            said = Status.FORMAL if came else Status.PROBATIONARY
        if said is None and known is not None:
            said = Status(known.status)
        if said is None and not faults.found:
            faults.add("status", "没有人员类别，也没有转正日期。请补上正式党员或预备党员。")
        return said, formal if came else None

    def _post(self, row: Row, known: Known | None, faults: Faults) -> str:
        word = self.text(row, "post")
        if word not in self._posts:
            self._posts[word] = post_of(word)
        post = self._posts[word]
        if word and not post:
            faults.add("post", "看不出是教师岗还是管理岗。请改成教师或管理。")
        if not post and not word:
            post = known.post if known else self.asked.answer("post")
            if post not in POSTS:
                faults.add("post", "没有写岗位。请补上教师或管理，或在上面选“没写岗位的，算哪一类”。")
        return post

    def _past(self, row: Row, key: str, faults: Faults) -> date | None:
        day = self._read_day(row, key, faults)
        if day is not None and day > self.asked.today:
            faults.add(key, f"{full_day_name(day)}还没有到。请核对日期。")
            return None
        return day

    def _read_day(self, row: Row, key: str, faults: Faults) -> date | None:
        place = self._place.get(key)
        if place is None:
            return None
        raw = row.cells[place]
        if raw not in self._days:
            try:
                self._days[raw] = day_of(raw)
            except ValueError as error:
                self._days[raw] = error
        found = self._days[raw]
        if isinstance(found, ValueError):
            faults.add(key, str(found))
            return None
        return found
