"""Bands and the suggested grade (R48–R51, A19, A24, A27)."""

from dataclasses import replace
from datetime import date

import pytest

from fenming.rules.grading import band_of, is_graded, last_joining_day, rounded, suggest_grade
from fenming.rules.people import Member, Standing
from fenming.rules.terms import Status
from tests.rules.case_files import default_standard
from tests.rules.ledgers import YEAR, member

DEFAULT = default_standard()


@pytest.mark.parametrize(
    ("total_centi", "name"),
    [
        (10000, "优秀"),
        (8000, "优秀"),
        (7999, "合格"),
        (7000, "合格"),
        (6999, "基本合格"),
        (6000, "基本合格"),
        (5999, "不合格"),
        (0, "不合格"),
    ],
)
def test_the_start_of_a_band_belongs_to_it(total_centi: int, name: str) -> None:
    assert band_of(standard=DEFAULT, total_centi=total_centi).name == name


@pytest.mark.parametrize(
    ("how", "total_centi", "figure"),
    [
        ("none", 7950, 7950),
        ("half_up", 7950, 8000),
        ("half_up", 7949, 7900),
        ("half_up", 50, 100),
        ("floor", 7999, 7900),
        ("floor", 8000, 8000),
    ],
)
def test_rounding_before_the_bands(how: str, total_centi: int, figure: int) -> None:
    standard = replace(DEFAULT, rounding_before_grade=how)
    assert rounded(standard=standard, total_centi=total_centi) == figure


def test_six_months_of_the_year_begin_on_the_first_of_july() -> None:
    assert last_joining_day(year=YEAR, months=6) == date(2016, 7, 1)
    assert last_joining_day(year=YEAR, months=12) == date(2016, 1, 1)
    assert last_joining_day(year=YEAR, months=1) == date(2016, 12, 1)


def graded(one: Member) -> bool:
    return is_graded(standard=DEFAULT, member=one, year=YEAR)


def test_who_is_graded() -> None:
    one = member()
    assert graded(one)
    assert graded(replace(one, since=date(2016, 7, 1)))
    assert not graded(replace(one, since=date(2016, 7, 2)))
    assert not graded(replace(one, since=date(2017, 1, 1)))
    assert not graded(replace(one, until=date(2016, 12, 30)))
    assert graded(replace(one, until=date(2016, 12, 31)))
    assert not graded(replace(one, standings=(Standing(None, "T", Status.PROBATIONARY),)))
    assert graded(member(formal_since=date(2016, 12, 31)))
    assert not graded(member(formal_since=date(2017, 1, 1)))


def test_a_vetoed_member_gets_the_lowest_band_or_none() -> None:
    lowest = suggest_grade(standard=DEFAULT, member=member(), year=YEAR, total_centi=0, veto=True)
    assert lowest == "不合格"
    gone = replace(member(), until=date(2016, 6, 30))
    assert suggest_grade(standard=DEFAULT, member=gone, year=YEAR, total_centi=0, veto=True) == ""


def test_the_list_follows_type_and_status_of_the_day() -> None:
    turned = member(formal_since=date(2016, 6, 15))
    assert turned.list_on(date(2016, 6, 14)) == "P"
    assert turned.list_on(date(2016, 6, 15)) == "T"
    assert turned.status_on(date(2016, 6, 14)) is Status.PROBATIONARY
    assert member("P").list_on(date(2016, 6, 14)) == "P"
    moved = replace(
        member("T"),
        standings=(Standing(None, "T", Status.FORMAL), Standing(date(2016, 9, 1), "A", Status.FORMAL)),
    )
    assert [moved.list_on(day) for day in (date(2016, 8, 31), date(2016, 9, 1))] == ["T", "A"]
