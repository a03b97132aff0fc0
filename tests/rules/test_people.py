"""Taking part: in the branch and not exempt; and the days of a probation (A19, A21, A30, R85; reading.md §16)."""

from dataclasses import replace
from datetime import date

import pytest

from fenming.rules.entry_faults import fault_of_entry
from fenming.rules.grading import is_graded
from fenming.rules.people import Member, Span, latest_extension, year_from
from fenming.rules.ranking import rank
from fenming.rules.statement import Entry
from tests.rules.case_files import default_standard
from tests.rules.ledgers import YEAR, member

DEFAULT = default_standard()


def exempt(*spans: tuple[date, date | None]) -> Member:
    return replace(member(), exempt=tuple(Span(*one) for one in spans))


def test_both_ends_of_an_exemption_belong_to_it() -> None:
    one = exempt((date(2016, 3, 10), date(2016, 3, 20)), (date(2016, 12, 1), None))
    days = {
        date(2016, 3, 9): True,
        date(2016, 3, 10): False,
        date(2016, 3, 20): False,
        date(2016, 3, 21): True,
    }
    assert {day: one.takes_part_on(day) for day in days} == days
    assert one.is_exempt_on(date(2019, 1, 1))
    assert not replace(one, since=date(2016, 3, 22)).takes_part_on(date(2016, 3, 21))


@pytest.mark.parametrize(
    ("other", "meet"),
    [
        (Span(date(2016, 3, 1), date(2016, 3, 9)), False),
        (Span(date(2016, 3, 1), date(2016, 3, 10)), True),
        (Span(date(2016, 3, 20), None), True),
        (Span(date(2016, 3, 21), None), False),
    ],
)
def test_two_spans_meet_on_a_day_they_share(other: Span, meet: bool) -> None:
    span = Span(date(2016, 3, 10), date(2016, 3, 20))
    assert (span.meets(other), other.meets(span)) == (meet, meet)


def test_who_is_exempt_at_year_end_keeps_a_row_without_place_and_grade() -> None:
    now, before = exempt((date(2016, 12, 31), None)), exempt((date(2015, 1, 1), date(2016, 1, 31)))
    places = rank(year=YEAR, totals=[(now, 9000), (replace(before, id="002"), 6000)])
    assert [(one.ranked, one.rank) for one in places] == [(False, None), (True, 1)]
    assert not is_graded(standard=DEFAULT, member=now, year=YEAR)
    assert is_graded(standard=DEFAULT, member=before, year=YEAR)


def test_a_grade_needs_six_whole_months_of_taking_part() -> None:
    six_left = exempt((date(2016, 1, 1), date(2016, 2, 29)), (date(2016, 5, 31), date(2016, 8, 1)))
    five_left = exempt((date(2016, 1, 1), date(2016, 2, 29)), (date(2016, 5, 31), date(2016, 9, 1)))
    assert is_graded(standard=DEFAULT, member=six_left, year=YEAR)
    assert not is_graded(standard=DEFAULT, member=five_left, year=YEAR)
    joined = replace(exempt((date(2016, 1, 1), date(2016, 1, 2))), since=date(2016, 7, 1))
    assert is_graded(standard=DEFAULT, member=joined, year=YEAR)
    assert not is_graded(
        standard=DEFAULT,
        member=replace(joined, exempt=(Span(date(2016, 9, 9), date(2016, 9, 9)),)),
        year=YEAR,
    )


def test_a_fact_of_an_exempt_day_is_not_scored() -> None:
    one = exempt((date(2016, 3, 10), date(2016, 3, 20)))
    for day, faults in ((date(2016, 3, 9), 0), (date(2016, 3, 15), 1), (date(2016, 3, 21), 0)):
        found = fault_of_entry(
            standard=DEFAULT, member=one, year=YEAR, entry=Entry(2, "DT5", day), reason="志愿服务。"
        )
        assert [fault.column for fault in found] == ["date"] * faults
        assert all("3月15日在免予积分期间" in fault.sentence for fault in found)


@pytest.mark.parametrize(
    ("start", "last", "extended"),
    [
        (date(2025, 5, 8), date(2026, 5, 7), date(2027, 5, 7)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_probation_lasts_a_year_and_is_extended_by_one_at_most(
    start: date, last: date, extended: date
) -> None:
    assert year_from(start) == last
    assert latest_extension(last) == extended
