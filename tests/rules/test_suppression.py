"""不足五人不列: no small group is shown, and none follows from what is shown and the sums."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.suppression import LEAST, shown_counts, shown_groups

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def test_a_table_without_small_groups_is_shown_whole() -> None:
    shown = shown_counts([[6, 20], [5, 9]])
    assert shown.rows == ((6, 20), (5, 9))
    assert shown.sums == (11, 29)


def test_two_small_groups_are_left_out_together() -> None:
    assert shown_counts([[3, 18, 3]]).rows == ((None, 18, None),)


def test_a_small_group_alone_would_follow_from_the_sum_and_takes_the_next_with_it() -> None:
    assert shown_counts([[6, 16, 2]]).rows == ((None, 16, None),)
    assert shown_counts([[24, 0, 0]]).rows == ((None, None, None),)


def test_a_branch_of_four_says_nothing() -> None:
    shown = shown_counts([[1, 3], [10, 12]])
    assert shown.rows == ((None, None), (10, 12))
    assert shown.sums == (None, None)


def test_no_branch_has_no_counts() -> None:
    assert shown_counts([]).rows == ()
    assert shown_counts([]).sums == ()


@given(TABLES)
def test_what_is_shown_is_true_and_never_small(rows: list[list[int]]) -> None:
    shown = shown_counts(rows)
    for row, seen in zip(rows, shown.rows, strict=True):
        assert all(
            one is None or (one == count and one >= LEAST) for one, count in zip(seen, row, strict=True)
        )
    sums = [sum(column) for column in zip(*rows, strict=True)]
    assert all(
        one is None or (one == count and one >= LEAST) for one, count in zip(shown.sums, sums, strict=True)
    )


@given(TABLES)
def test_nothing_left_out_follows_from_one_sum(rows: list[list[int]]) -> None:
    """In each row, whose sum everybody knows, in each column whose sum is shown, and among the sums themselves."""
    shown = shown_counts(rows)
    lines = list(zip(rows, shown.rows, strict=True))
    columns = zip(zip(*rows, strict=True), zip(*shown.rows, strict=True), shown.sums, strict=True)
    lines += [(list(column), seen) for column, seen, total in columns if total is not None]
    lines.append(([sum(column) for column in zip(*rows, strict=True)], shown.sums))
    for counts, seen in lines:
        left_out = [count for count, one in zip(counts, seen, strict=True) if one is None]
        assert not left_out or len(left_out) == len(counts) or (len(left_out) >= 2 and sum(left_out) >= LEAST)


@given(TABLES.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_the_order_of_the_branches_does_not_matter(given_: tuple[list[list[int]], list[int]]) -> None:
    rows, order = given_
    shown, moved = shown_counts(rows), shown_counts([rows[at] for at in order])
    assert moved.rows == tuple(shown.rows[at] for at in order)
    assert moved.sums == shown.sums


def group(*people: int) -> frozenset[int]:
    return frozenset(people)


def test_the_same_three_people_in_two_cells_are_still_three() -> None:
    """Two cells left out would be enough by their numbers; behind them stand the same three."""
    few, many = group(1, 2, 3), group(*range(10, 20))
    assert shown_groups([[few, few, many]]).rows == ((False, False, False),)
    assert shown_groups([[few, group(4, 5, 6), many]]).rows == ((False, False, True),)


PEOPLE = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.frozensets(st.integers(0, 12), max_size=9), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@given(PEOPLE)
def test_whatever_is_left_out_of_a_line_is_about_five_people_or_nothing_of_it_is_shown(
    rows: list[list[frozenset[int]]],
) -> None:
    shown = shown_groups(rows)
    sums = [frozenset[int]().union(*column) for column in zip(*rows, strict=True)]
    lines = [*zip(rows, shown.rows, strict=True), (sums, shown.sums)]
    columns = zip(zip(*rows, strict=True), zip(*shown.rows, strict=True), shown.sums, strict=True)
    for line, seen in [*lines, *((list(cells), seen) for cells, seen, total in columns if total)]:
        left_out = [people for people, one in zip(line, seen, strict=True) if not one]
        assert all(len(people) >= LEAST for people, one in zip(line, seen, strict=True) if one)
        together = len(frozenset[int]().union(*left_out))
        assert not left_out or len(left_out) == len(line) or (len(left_out) >= 2 and together >= LEAST)
