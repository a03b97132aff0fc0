"""The shape of a statement, and what scoring refuses (R62, R68)."""

from datetime import date

import pytest

from fenming.rules.scoring import Entry, period_of, points_each, score
from fenming.rules.terms import Refused
from tests.rules.case_files import default_standard
from tests.rules.ledgers import YEAR, member

DEFAULT = default_standard()


def entry(item: str, *, order: int = 2, day: date = date(2016, 5, 6), points: int | None = None) -> Entry:
    return Entry(order=order, item=item, day=day, points_centi=points)


def test_an_empty_year_is_the_base_alone() -> None:
    statement = score(standard=DEFAULT, member=member(), year=YEAR, entries=[])
    assert (statement.lines, statement.items, statement.cuts) == ((), (), ())
    assert (statement.member_id, statement.base_centi, statement.total_centi) == ("001", 6000, 6000)


def test_lines_stand_by_day_then_by_row_and_keep_their_reference() -> None:
    rows = [
        entry("DT2", order=9, day=date(2016, 3, 2)),
        entry("K03", order=4, day=date(2016, 3, 2)),
        Entry(order=1, item="DT3", day=date(2016, 12, 1), points_centi=150, ref="matter-7"),
        entry("DT2", order=20, day=date(2016, 1, 1)),
    ]
    statement = score(standard=DEFAULT, member=member(), year=YEAR, entries=iter(rows))
    assert [line.entry.order for line in statement.lines] == [20, 4, 9, 1]
    assert statement.lines[-1].entry.ref == "matter-7"
    assert [(s.item.id, s.times, s.raw_centi, s.counted_centi) for s in statement.items] == [
        ("DT2", 2, 200, 200),
        ("K03", 1, 50, 50),
        ("DT3", 1, 150, 150),
    ]


def test_a_deduction_line_is_positive_and_its_bucket_says_the_sign() -> None:
    statement = score(standard=DEFAULT, member=member(), year=YEAR, entries=[entry("K13")])
    assert (statement.lines[0].raw_centi, statement.lines[0].counted_centi) == (300, 300)
    assert (statement.deduction_centi, statement.total_centi) == (300, 5700)


def test_two_limits_on_one_line_stand_in_the_order_they_bite() -> None:
    rows = [
        Entry(order=2, item="K01", day=date(2016, 2, 1), quantity=2),
        Entry(order=3, item="K02", day=date(2016, 2, 2), quantity=6),
    ]
    line = score(standard=DEFAULT, member=member(), year=YEAR, entries=rows).lines[1]
    assert (line.raw_centi, line.counted_centi) == (300, 100)
    assert [(cut.limit, cut.limit_centi, cut.cut_centi) for cut in line.cuts] == [
        ("free", 50, 100),
        ("exhausted", 500, 100),
    ]


@pytest.mark.parametrize("item", ["DT9", "", "b01"])
def test_an_unknown_item_is_refused_not_dropped(item: str) -> None:
    with pytest.raises(Refused) as refused:
        score(standard=DEFAULT, member=member(), year=YEAR, entries=[entry(item)])
    assert refused.value.code == "unknown_item"


def test_a_base_item_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        score(standard=DEFAULT, member=member(), year=YEAR, entries=[entry("B01")])
    assert refused.value.code == "base_item"


@pytest.mark.parametrize(
    ("item_id", "points_centi", "level"),
    [
        ("DT2", 100, ""),
        ("DT2", None, "校"),
        ("DT3", None, ""),
        ("DT3", 99, ""),
        ("DT3", 301, ""),
        ("DT3", 200, "校"),
        ("J01", None, ""),
        ("J01", None, "国家级"),
        ("J01", 500, "国"),
    ],
)
def test_points_and_level_must_fit_the_item(item_id: str, points_centi: int | None, level: str) -> None:
    item = DEFAULT.by_id[item_id]
    with pytest.raises(Refused) as refused:
        points_each(item=item, points_centi=points_centi, level=level)
    assert refused.value.code == "points_or_level"
    row = Entry(order=2, item=item_id, day=date(2016, 5, 6), points_centi=points_centi, level=level)
    with pytest.raises(Refused):
        score(standard=DEFAULT, member=member(), year=YEAR, entries=[row])


def test_points_each_time() -> None:
    by_id = DEFAULT.by_id
    assert points_each(item=by_id["DT1"], points_centi=None, level="") == 300
    assert points_each(item=by_id["DT3"], points_centi=299, level="") == 299
    assert points_each(item=by_id["K12"], points_centi=None, level="较重") == 400
    assert points_each(item=by_id["V1"], points_centi=None, level="") == 0


@pytest.mark.parametrize(
    ("frequency", "day", "period"),
    [
        ("year", date(2016, 12, 31), 0),
        ("semester", date(2016, 7, 31), 0),
        ("semester", date(2016, 8, 1), 1),
        ("quarter", date(2016, 3, 31), 0),
        ("quarter", date(2016, 4, 1), 1),
        ("quarter", date(2016, 12, 31), 3),
        ("month", date(2016, 1, 31), 0),
        ("month", date(2016, 2, 29), 1),
    ],
)
def test_a_day_lies_in_its_period(frequency: str, day: date, period: int) -> None:
    assert period_of(frequency=frequency, day=day) == period
