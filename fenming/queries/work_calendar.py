"""The holiday table: the library's years overlaid with the branch's own rows (A12, A18)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import chinese_calendar
from chinese_calendar.constants import holidays as library_holidays
from chinese_calendar.constants import workdays as library_workdays

from fenming.records.models import Holiday, Pause
from fenming.rules.calendar import WorkCalendar


@lru_cache(maxsize=1)
def _library() -> tuple[frozenset[date], frozenset[date], date]:
    last = max(day.year for day in chinese_calendar.holidays)
    return frozenset(library_holidays), frozenset(library_workdays), date(last, 12, 31)


def work_calendar(*, branch_id: int | None = None) -> WorkCalendar:
    """The calendar that every time limit counts with; one query, with `branch_id` two, for its vacations.

    Beyond the library's last year it counts Monday to Friday and whatever the holiday table says; a year whose New
    Year's Day stands in the table counts as known.
    """
    holidays, workdays, known_until = _library()
    own = dict(Holiday.objects.values_list("day", "kind"))
    off = {day for day, kind in own.items() if kind == Holiday.Kind.HOLIDAY}
    on = {day for day, kind in own.items() if kind == Holiday.Kind.WORKDAY}
    while date(known_until.year + 1, 1, 1) in own:
        known_until = known_until.replace(year=known_until.year + 1)
    return WorkCalendar(
        holidays=(holidays - on) | off,
        workdays=(workdays - off) | on,
        known_until=known_until,
        pauses=pauses_of(branch_id=branch_id) if branch_id is not None else (),
    )


def pauses_of(*, branch_id: int) -> tuple[tuple[date, date], ...]:
    """First and last day of each of a branch's pauses, in order; one query."""
    return tuple(Pause.objects.filter(branch_id=branch_id).order_by("since").values_list("since", "until"))
