"""A branch that kept its points on paper until the end of June and begins here in July, by the real verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.enter_opening import Entered, enter_opening
from fenming.queries.files.handed_in import table_of_text
from fenming.queries.opening import frame_of
from fenming.queries.opening_book import OpeningBook, OpeningLine, read_book
from tests.cast import Cast, at, key

CLOSED = date(2026, 6, 30)
NOW = at(2026, 7, 6)
RESOLUTION = "支部党员大会 2026年7月3日"
# 周予安 2 + 1, and −0.5; 何苗 1.5 + 1
BOOK = """姓名\t日期\t项目\t次数\t分值\t级别\t成果\t事由
周予安\t2026-03-18\tDT2\t2\t\t\t\t指导学生试讲两次
周予安\t2026-05-04\t讲党课、经验交流\t\t\t\t\t在支部讲党课
周予安\t2026-04-09\tK03\t\t\t\t\t主题党日迟到
何苗\t2026-03-31\tDA2\t\t\t\t\t第一季度无投诉
何苗\t2026-06-12\tJ01\t\t\t校\t优秀工作者\t校级表彰
"""


def read(people: Cast, text: str = BOOK, *, closed_on: date = CLOSED) -> OpeningBook:
    frame = frame_of(branch_id=people.branch_id, closed_on=closed_on, today=NOW.date())
    return read_book(table_of_text(text), frame.judge)


def lines_of(people: Cast, text: str = BOOK, *, closed_on: date = CLOSED) -> tuple[OpeningLine, ...]:
    book = read(people, text, closed_on=closed_on)
    assert book.faults == ()
    return book.lines


def entered(people: Cast, **change: Any) -> Entered:
    """The whole book, on 6 July."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "closed_on": CLOSED, "resolution": RESOLUTION,
        "key": key(), "now": NOW,
    }  # fmt: skip
    if "lines" not in change:
        plain["lines"] = lines_of(people)
    return enter_opening(**plain | change)
