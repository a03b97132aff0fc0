"""The bar's geometry: lengths are points, deducted ends at the total, nothing is drawn outside."""

from decimal import Decimal

import pytest

from fenming.pages.points_bar import PointsBar, Segment, build_bar


def bar(**figures: int) -> PointsBar:
    """A bar of the figures named; all others are nil."""
    given = {"base_centi": 0, "duty_centi": 0, "bonus_centi": 0, "deduction_centi": 0, "total_centi": 0}
    return build_bar(**{**given, **figures})


def number(percent: str) -> Decimal:
    return Decimal(percent.removesuffix("%"))


def test_each_stretch_is_as_long_as_its_points() -> None:
    year = bar(
        base_centi=6000,
        duty_centi=1600,
        bonus_centi=200,
        deduction_centi=150,
        total_centi=7650,
        assessed_duty_centi=300,
        claimed_bonus_centi=200,
    )
    assert year.segments == (
        Segment("base", "0%", "60%", "60%"),
        Segment("duty", "60%", "16%", "76%"),
        Segment("bonus", "76%", "2%", "78%"),
        Segment("duty-light", "78%", "3%", "81%"),
        Segment("claimed bonus", "81%", "2%", "83%"),
    )
    assert year.seams == ("60%", "76%")
    assert year.cut == Segment("cut", "76.5%", "1.5%", "78%")
    assert year.over is None
    assert (year.pin.x, year.pin.label, year.pin.anchor) == ("76.5%", "已评定 76.5 分", "middle")
    assert year.full_line == ""
    assert [tick.label for tick in year.ticks] == ["0", "20", "40", "60", "80", "100"]
    assert (year.ticks[0].anchor, year.ticks[-1].anchor, year.ticks[-1].x) == ("start", "end", "100%")
    assert year.sentence == (
        "已评定76.5分：基础分60，履职分16，加分2，扣分−1.5；初评待评定3分；申报待初评2分。满分100分。"
    )


def test_nothing_yet_is_an_empty_bar_with_its_pin_at_nil() -> None:
    empty = bar()
    assert (empty.segments, empty.seams, empty.cut, empty.over) == ((), (), None, None)
    assert (empty.pin.x, empty.pin.label, empty.pin.anchor) == ("0%", "已评定 0 分", "start")
    assert empty.sentence == "已评定0分：基础分0，履职分0，加分0。满分100分。"


def test_above_the_full_score_the_axis_runs_to_the_sum_and_the_line_of_100_is_drawn() -> None:
    year = bar(base_centi=6000, duty_centi=2500, bonus_centi=2000, total_centi=10000)
    assert year.full_line == "95.24%"
    assert year.pin.x == year.full_line
    assert year.pin.anchor == "end"
    assert year.cut is None
    assert year.over == Segment("over", "95.24%", "4.76%", "100%")
    assert "超过满分的5分不计" in year.sentence


def test_what_is_only_claimed_can_also_stretch_the_axis() -> None:
    year = bar(base_centi=6000, duty_centi=2500, bonus_centi=1200, total_centi=9700, claimed_bonus_centi=800)
    assert year.full_line == "95.24%"
    assert year.segments[-1].end == "100%"
    assert year.over is None


@pytest.mark.parametrize(
    ("gross_bonus", "deduction", "total"),
    [
        (2000, 100, 10000),  # net reading: 105 − 1 = 104, capped at 100
        (2000, 100, 9900),  # capped first, then deducted
        (2000, 700, 9800),
        (0, 350, 8150),
        (0, 8500, 0),
        (0, 9900, 0),  # more taken off than there was: the floor
    ],
)
def test_the_unhatched_solid_always_ends_at_the_total(gross_bonus: int, deduction: int, total: int) -> None:
    year = bar(
        base_centi=6000,
        duty_centi=2500,
        bonus_centi=gross_bonus,
        deduction_centi=deduction,
        total_centi=total,
    )
    assert year.cut is not None
    assert year.cut.x == year.pin.x
    determined_end = max((s.end for s in year.segments), key=number)
    assert determined_end == (year.over or year.cut).end


@pytest.mark.parametrize("bonus", [1, 33, 967, 1501, 1999, 3333])
def test_neighbours_touch_and_nothing_passes_the_end(bonus: int) -> None:
    year = bar(
        base_centi=6000,
        duty_centi=2417,
        bonus_centi=bonus,
        total_centi=6000,
        deduction_centi=0,
        assessed_duty_centi=83,
        assessed_bonus_centi=125,
        claimed_duty_centi=7,
        claimed_bonus_centi=450,
    )
    assert len(year.segments) == 7
    for left, right in zip(year.segments, year.segments[1:], strict=False):
        assert left.end == right.x
        assert number(left.x) + number(left.width) == number(left.end)
    assert number(year.segments[-1].end) <= 100
    assert all(-number(tick.x).as_tuple().exponent <= 2 for tick in year.ticks)  # type: ignore[operator]


@pytest.mark.parametrize(
    "wrong", [{"deduction_centi": -100}, {"bonus_centi": -1}, {"claimed_duty_centi": -5}, {"total_centi": 1}]
)
def test_figures_no_standard_can_produce_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"negative|larger"):
        bar(**wrong)


def test_a_standard_with_another_full_score_draws_its_own_line() -> None:
    year = build_bar(
        base_centi=6000, duty_centi=2500, bonus_centi=0, deduction_centi=0, total_centi=8500, full_centi=12000
    )
    assert [tick.label for tick in year.ticks] == ["0", "20", "40", "60", "80", "100", "120"]
    assert year.sentence.endswith("满分120分。")
