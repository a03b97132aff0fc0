"""The holiday table: the library's years overlaid with the branch's own rows (A12, A18)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import chinese_calendar
from chinese_calendar.constants import holidays as library_holidays
from chinese_calendar.constants import workdays as library_workdays

from fenming.records.models import Holiday
from fenming.rules.calendar import WorkCalendar


@lru_cache(maxsize=1)
def _library() -> tuple[frozenset[date], frozenset[date], date]:
    last = max(day.year for day in chinese_calendar.holidays)
    return frozenset(library_holidays), frozenset(library_workdays), date(last, 12, 31)


def work_calendar() -> WorkCalendar:
    """The calendar that every time limit counts with; one query.

    Beyond the library's last year it counts Monday to Friday and whatever the holiday table says.
    """
    holidays, workdays, known_until = _library()
    own = dict(Holiday.objects.values_list("day", "kind"))
    off = {day for day, kind in own.items() if kind == Holiday.Kind.HOLIDAY}
    on = {day for day, kind in own.items() if kind == Holiday.Kind.WORKDAY}
    return WorkCalendar(
        holidays=(holidays - on) | off, workdays=(workdays - off) | on, known_until=known_until
    )
