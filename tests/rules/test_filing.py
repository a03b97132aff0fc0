"""The foot of a year's table adds up, and a table that does not is seen."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.filing import Totals, faults_of_table, totals_of

BANDS = ("优秀", "合格", "基本合格", "不合格")
LINES = st.lists(st.tuples(st.booleans(), st.sampled_from((*BANDS, "", "另设的等次"))), max_size=60)


@given(LINES)
def test_who_takes_part_has_a_grade_or_none(lines: list[tuple[bool, str]]) -> None:
    totals = totals_of(bands=BANDS, lines=lines)
    given_one = sum(count for _, count in totals.by_grade)
    assert totals.taking_part == given_one + totals.without_grade
    assert totals.listed == len(lines)
    assert totals.adds_up
    assert [name for name, _ in totals.by_grade][:4] == list(BANDS)


@given(LINES, st.sampled_from(("listed", "taking_part", "without_grade")), st.integers(1, 5))
def test_a_foot_that_is_off_by_any_number_is_seen(
    lines: list[tuple[bool, str]], figure: str, off: int
) -> None:
    content = table(lines)
    assert [fault for fault in faults_of_table(content) if "表尾" in fault] == []
    content["totals"][figure] += off
    assert "表尾的人数与逐行点数的结果不符。" in faults_of_table(content)


def test_totals_that_do_not_add_up_say_so() -> None:
    assert not Totals(listed=3, taking_part=3, by_grade=(("优秀", 1),), without_grade=1).adds_up
    assert not Totals(listed=1, taking_part=2, by_grade=(("优秀", 2),), without_grade=0).adds_up


def table(lines: list[tuple[bool, str]]) -> dict[str, Any]:
    totals = totals_of(bands=BANDS, lines=lines)
    rows = [
        {
            "membership": number,
            "takes_part": takes,
            "grade": grade,
            "veto": False,
            "veto_most_centi": None,
            "total_centi": 8500,
        }
        for number, (takes, grade) in enumerate(lines)
    ]
    foot = {
        "listed": totals.listed, "taking_part": totals.taking_part,
        "grades": [[name, count] for name, count in totals.by_grade], "without_grade": totals.without_grade,
    }  # fmt: skip
    return {"lines": rows, "totals": foot}


SOUND = table([(True, "优秀"), (True, "合格"), (True, ""), (False, "")])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows[1].update(grade="优秀"), "表尾的人数与逐行点数的结果不符。"),
        (lambda rows: rows[1].update(membership=0), "有党员在表里列了不止一行。"),
        (lambda rows: rows[3].update(grade="合格"), "有不参加评议的党员列了等次。"),
        (
            lambda rows: rows[0].update(veto=True, veto_most_centi=0),
            "有一票否决的党员，合计高于否决后的分数。",
        ),
    ],
)
def test_a_line_that_does_not_fit_is_named(change: Any, fault: str) -> None:
    content = copy.deepcopy(SOUND)
    assert faults_of_table(content) == ()
    change(content["lines"])
    assert fault in faults_of_table(content)
