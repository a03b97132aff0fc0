"""Places: 1, 1, 3, over those in the branch at year end (R52, R68, A36)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.ranking import Place, rank
from tests.rules.ledgers import YEAR, member


def test_equal_totals_share_a_place_and_the_next_one_is_skipped() -> None:
    totals = [(member(number=1), 7000), (member(number=2), 8500), (member(number=3), 8500)]
    assert rank(year=YEAR, totals=totals) == (
        Place("001", ranked=True, rank=3),
        Place("002", ranked=True, rank=1),
        Place("003", ranked=True, rank=1),
    )


def test_who_left_or_came_later_keeps_a_row_without_a_place() -> None:
    left = replace(member(number=2), until=date(2016, 12, 30))
    later = replace(member(number=3), since=date(2017, 1, 1))
    last_day = replace(member(number=4), until=date(2016, 12, 31))
    first_day = replace(member(number=5), since=date(2016, 12, 31))
    totals = [(member(number=1), 6000), (left, 9000), (later, 9000), (last_day, 7000), (first_day, 5900)]
    assert [(place.member_id, place.ranked, place.rank) for place in rank(year=YEAR, totals=totals)] == [
        ("001", True, 2),
        ("002", False, None),
        ("003", False, None),
        ("004", True, 1),
        ("005", True, 3),
    ]


def test_probationary_and_vetoed_members_are_ranked() -> None:
    probationary = member(number=2, formal_since=date(2017, 3, 1))
    totals = [(member(number=1), 0), (probationary, 8000)]
    assert [place.rank for place in rank(year=YEAR, totals=totals)] == [2, 1]


def test_an_empty_branch_has_no_places() -> None:
    assert rank(year=YEAR, totals=[]) == ()


@given(st.lists(st.integers(0, 10000), max_size=30))
def test_a_place_is_one_more_than_the_number_ahead(totals: list[int]) -> None:
    members = [member(number=number) for number in range(len(totals))]
    places = rank(year=YEAR, totals=list(zip(members, totals, strict=True)))
    for total, place in zip(totals, places, strict=True):
        assert place.rank == 1 + sum(other > total for other in totals)
