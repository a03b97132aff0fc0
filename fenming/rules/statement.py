"""积分明细 Statement: what a year's entries came to, line by line (R62, R68).

Figures of a line are positive for deductions too; the bucket of its item says the sign.
Its parts are named tuples: a file has 600,000 of them, and a frozen dataclass takes three
times as long to make.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fenming.rules.standard_model import Item


class Entry(NamedTuple):
    """A determined matter as the arithmetic sees it.

    ``order`` is the row of a file or the ``seq`` of the ledger and orders entries of one
    day; ``points_centi`` is per time and for ranged items only; ``ref`` is the caller's own.
    """

    order: int
    item: str
    day: date
    quantity: int = 1
    points_centi: int | None = None
    level: str = ""
    achievement: str = ""
    ref: str = ""


class Cut(NamedTuple):
    """What one limit took away, and the sentence that says why.

    ``limit`` is one of frequency, free, achievement, item_cap, exhausted (on a line),
    bucket_cap, gross_cap, total_cap, total_floor, veto (on the statement). ``limit_centi``
    is the limit itself; for frequency, free and achievement, what one time brings.
    ``cut_centi`` is positive, but for total_floor, the one limit that gives, negative.
    """

    limit: str
    limit_centi: int
    cut_centi: int
    sentence: str


class Line(NamedTuple):
    """One entry: what it would bring alone, what it counts, and what each limit cut."""

    entry: Entry
    item: Item
    raw_centi: int
    counted_centi: int
    cuts: tuple[Cut, ...]


class ItemSum(NamedTuple):
    """One item over the year: times entered, points before and after its limits."""

    item: Item
    times: int
    raw_centi: int
    counted_centi: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A member's year.

    ``deduction_centi`` is the positive sum after limits; ``base_centi`` stays whole (A3).
    ``lines`` are in order of day, then of ``order``; ``cuts`` are those of buckets and total.
    ``suggested_grade`` is "" where none is due (A19, A24). ``veto_most_centi`` is the most that the vetoes leave of the
    total, None without one.
    """

    member_id: str
    lines: tuple[Line, ...]
    items: tuple[ItemSum, ...]
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    veto: bool
    cuts: tuple[Cut, ...]
    suggested_grade: str
    veto_most_centi: int | None = None
