"""Days, terms and periods: working days for every time limit, calendar months and quarters.

Time limits count working days (A18, A23; A14 for replies). The holiday table
comes in as data: this module reads no clock and no file.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5
_FIRST_MONTH_OF_SECOND_SEMESTER = 8


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A holiday table: days off, weekend days made working days, how far it reaches, and the branch's pauses.

    After `known_until` the table says nothing; days there are counted Monday to
    Friday and a date found that way `is_provisional`. `pauses` are spans of days
    (first, last) in which no clock runs: the vacations (A12).
    """

    holidays: frozenset[date]
    workdays: frozenset[date]
    known_until: date
    pauses: tuple[tuple[date, date], ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether time limits count this day. A made-up weekend counts; a holiday and a day of a pause do not."""
        if any(first <= day <= last for first, last in self.pauses):
            return False
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add_working_days(self, start: date, n: int) -> date:
        """The last day of a term of `n` working days that begins the day after `start`.

        `n` is 1 or more, else ValueError. Used where something on `start` sets
        the clock going: a reply due (A14), an answer due (A23).
        """
        if n < 1:
            raise ValueError("a term has at least one working day")
        day = start
        while n:
            day += _DAY
            n -= self.is_working_day(day)
        return day

    def term_of(self, first_day: date, n: int) -> date:
        """The last day of a term of `n` working days counted from `first_day`, that day included.

        Used where the day itself already counts, as the first full day of a
        posting (A18). ValueError unless `n` is 1 or more.
        """
        return self.add_working_days(first_day - _DAY, n)

    def is_provisional(self, day: date) -> bool:
        """Whether a term ending on `day` reaches beyond the table, so that it may still move."""
        return day > self.known_until


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; `month` 1 to 12, else ValueError."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def declaration_due(
    year: int, month: int, declare_day: int = 5, pauses: tuple[tuple[date, date], ...] = ()
) -> date:
    """The last day to declare a month's matters in time: day 5 of the next month (A12).

    In a short month it is the month's last day, should a standard name day 31. When it falls into a pause, as many
    days after the pause.
    """
    following = month_bounds(year, month)[1] + _DAY
    last = month_bounds(following.year, following.month)[1].day
    due = following.replace(day=min(declare_day, last))
    for first, end in sorted(pauses):
        if first <= due <= end:
            due = end + declare_day * _DAY
    return due


def quarter_of(day: date) -> int:
    """The quarter of the calendar year a day is in: 1 to 4 (A17)."""
    return (day.month + 2) // 3


def quarter_bounds(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter; `quarter` 1 to 4, else ValueError."""
    if not 1 <= quarter <= 4:
        raise ValueError("a quarter is 1, 2, 3 or 4")
    return date(year, quarter * 3 - 2, 1), month_bounds(year, quarter * 3)[1]


def semester_of(day: date) -> int:
    """The semester a day counts in: 1 for January to July, 2 for August to December."""
    return 2 if day.month >= _FIRST_MONTH_OF_SECOND_SEMESTER else 1
