"""Working days and the periods of a year, counted apart from the program."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar

LAST_KNOWN = max(chinese_calendar.holidays).year


def works(day: date) -> bool:
    """Whether a time limit counts the day; beyond the table Monday to Friday."""
    if day.year > LAST_KNOWN:
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def after(day: date, working_days: int) -> date:
    """The last of so many working days after `day`."""
    while working_days:
        day += timedelta(days=1)
        if works(day):
            working_days -= 1
    return day


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def fifth_after(end_of_month: date) -> date:
    """The last day to declare a month in time."""
    return end_of_month + timedelta(days=5)
