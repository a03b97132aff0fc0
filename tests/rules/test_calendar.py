"""Working days around real holidays, and the bounds of periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.calendar import (
    WorkCalendar,
    declaration_due,
    month_bounds,
    quarter_bounds,
    quarter_of,
    semester_of,
)

# The National Day week of 2016: off from Saturday 1 to Friday 7 October, made up on the weekend after.
AUTUMN = WorkCalendar(
    holidays=frozenset(date(2016, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2016, 10, 8), date(2016, 10, 9)}),
    known_until=date(2016, 12, 31),
)
DAYS = st.dates(date(2016, 9, 1), date(2017, 6, 30))


def test_weekends_and_holidays_are_not_working_days_made_up_weekends_are() -> None:
    assert AUTUMN.is_working_day(date(2016, 9, 30))
    assert not AUTUMN.is_working_day(date(2016, 9, 25))
    assert not AUTUMN.is_working_day(date(2016, 10, 3))
    assert AUTUMN.is_working_day(date(2016, 10, 8))
    assert AUTUMN.is_working_day(date(2016, 10, 9))


def test_a_reply_asked_for_before_the_holiday_is_due_after_it() -> None:
    # Thursday 29 September: 30 September, then 8, 9, 10 and 11 October.
    assert AUTUMN.add_working_days(date(2016, 9, 29), 5) == date(2016, 10, 11)


def test_a_term_that_counts_its_first_day_ends_one_working_day_earlier() -> None:
    assert AUTUMN.term_of(date(2016, 9, 30), 5) == date(2016, 10, 11)
    assert AUTUMN.term_of(date(2016, 10, 10), 5) == date(2016, 10, 14)
    assert AUTUMN.add_working_days(date(2016, 10, 10), 5) == date(2016, 10, 17)


def test_a_term_that_begins_on_a_day_off_begins_with_the_next_working_day() -> None:
    assert AUTUMN.term_of(date(2016, 10, 1), 1) == date(2016, 10, 8)


def test_beyond_the_table_weekdays_count_and_the_date_is_marked() -> None:
    end = AUTUMN.add_working_days(date(2016, 12, 29), 5)
    assert end == date(2017, 1, 5)
    assert AUTUMN.is_provisional(end)
    assert not AUTUMN.is_provisional(date(2016, 12, 31))


@pytest.mark.parametrize("n", [0, -1])
def test_a_term_without_days_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="working day"):
        AUTUMN.add_working_days(date(2016, 10, 10), n)
    with pytest.raises(ValueError, match="working day"):
        AUTUMN.term_of(date(2016, 10, 10), n)


@given(DAYS, DAYS, st.integers(1, 30), st.integers(1, 30))
def test_adding_working_days_is_monotone_in_start_and_in_number(
    one: date, other: date, n: int, m: int
) -> None:
    early, late = sorted((one, other))
    fewer, more = sorted((n, m))
    assert AUTUMN.add_working_days(early, fewer) <= AUTUMN.add_working_days(late, fewer)
    assert AUTUMN.add_working_days(early, fewer) <= AUTUMN.add_working_days(early, more)


@given(DAYS, st.integers(1, 30))
def test_a_term_holds_exactly_its_working_days_and_ends_on_one(start: date, n: int) -> None:
    end = AUTUMN.add_working_days(start, n)
    days = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(AUTUMN.is_working_day(day) for day in days) == n
    assert AUTUMN.is_working_day(end)


@given(DAYS, st.integers(1, 15), st.integers(1, 15))
def test_two_terms_in_a_row_are_one_long_term(start: date, n: int, m: int) -> None:
    halfway = AUTUMN.add_working_days(start, n)
    assert AUTUMN.add_working_days(halfway, m) == AUTUMN.add_working_days(start, n + m)


def test_month_bounds_know_leap_years() -> None:
    assert month_bounds(2016, 2) == (date(2016, 2, 1), date(2016, 2, 29))
    assert month_bounds(2017, 2) == (date(2017, 2, 1), date(2017, 2, 28))
    assert month_bounds(2016, 12) == (date(2016, 12, 1), date(2016, 12, 31))


def test_declarations_are_due_on_day_five_of_the_next_month() -> None:
    assert declaration_due(2016, 9) == date(2016, 10, 5)
    assert declaration_due(2016, 12) == date(2017, 1, 5)
    assert declaration_due(2016, 1, declare_day=31) == date(2016, 2, 29)


@given(DAYS)
def test_each_day_lies_in_its_quarter(day: date) -> None:
    first, last = quarter_bounds(day.year, quarter_of(day))
    assert first <= day <= last


def test_quarter_bounds() -> None:
    assert quarter_bounds(2016, 1) == (date(2016, 1, 1), date(2016, 3, 31))
    assert quarter_bounds(2016, 4) == (date(2016, 10, 1), date(2016, 12, 31))
    for quarter in (0, 5):
        with pytest.raises(ValueError, match="quarter"):
            quarter_bounds(2016, quarter)


def test_the_second_semester_begins_in_august() -> None:
    assert semester_of(date(2016, 1, 1)) == 1
    assert semester_of(date(2016, 7, 31)) == 1
    assert semester_of(date(2016, 8, 1)) == 2
    assert semester_of(date(2016, 12, 31)) == 2


WINTER = WorkCalendar(
    frozenset(), frozenset(), date(2026, 12, 31), pauses=((date(2026, 1, 19), date(2026, 2, 22)),)
)


def test_no_clock_runs_in_a_vacation() -> None:
    # Thursday 15 January: the 16th, then nothing until Monday 23 February.
    assert WINTER.add_working_days(date(2026, 1, 15), 5) == date(2026, 2, 26)
    assert WINTER.term_of(date(2026, 1, 20), 1) == date(2026, 2, 23)


def test_a_made_up_weekend_inside_a_vacation_does_not_count() -> None:
    made_up = frozenset({date(2026, 2, 14)})
    assert WorkCalendar(frozenset(), made_up, date(2026, 12, 31)).is_working_day(date(2026, 2, 14))
    assert not WorkCalendar(frozenset(), made_up, date(2026, 12, 31), WINTER.pauses).is_working_day(
        date(2026, 2, 14)
    )


def test_a_last_day_to_declare_in_a_vacation_moves_behind_it() -> None:
    assert declaration_due(2026, 1, 5, WINTER.pauses) == date(2026, 2, 27)
    assert declaration_due(2026, 2, 5, WINTER.pauses) == date(2026, 3, 5)


@given(start=DAYS, count=st.integers(1, 20), first=DAYS, length=st.integers(0, 40))
def test_a_pause_never_makes_a_term_shorter(start: date, count: int, first: date, length: int) -> None:
    paused = WorkCalendar(
        AUTUMN.holidays, AUTUMN.workdays, AUTUMN.known_until, ((first, first + timedelta(days=length)),)
    )
    assert paused.add_working_days(start, count) >= AUTUMN.add_working_days(start, count)
