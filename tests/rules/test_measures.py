"""Where a grade is a ground for a talk or a correction, and where only a document is (A29)."""

from __future__ import annotations

import pytest

from fenming.rules.grading import is_below_qualified
from fenming.rules.measures import disposal_fault, measure_fault

BANDS = ("优秀", "合格", "基本合格", "不合格")


@pytest.mark.parametrize(
    ("grade", "below"),
    [
        ("优秀", False),
        ("合格", False),
        ("基本合格", True),
        ("不合格", True),
        ("", False),
        ("别的", False),
    ],
)
def test_qualified_or_better_and_no_grade_lie_nowhere_below(grade: str, below: bool) -> None:
    assert is_below_qualified(bands=BANDS, grade=grade) is below


def test_without_a_band_of_that_name_only_the_last_lies_below() -> None:
    bands = ("好", "较好", "一般", "差")
    assert [is_below_qualified(bands=bands, grade=one) for one in bands] == [False, False, False, True]


def test_a_document_is_a_ground_whatever_the_grade() -> None:
    for grade in (*BANDS, ""):
        assert measure_fault(bands=BANDS, year=2026, grade=grade, document="校纪〔2027〕3号") is None


def test_without_one_it_says_why_the_grade_is_none() -> None:
    assert measure_fault(bands=BANDS, year=2026, grade="基本合格", document="") is None
    well = measure_fault(bands=BANDS, year=2026, grade="合格", document="")
    assert well == (
        "graded_well",
        "这名党员2026年度的等次是“合格”，不因积分和名次采取措施。有处理决定的，请填写文号。",
    )
    none = measure_fault(bands=(), year=0, grade="", document="")
    assert none is not None
    assert none[0] == "no_grade"


def test_a_handling_case_is_for_the_lowest_grade_alone() -> None:
    assert disposal_fault(bands=BANDS, year=2026, grade="不合格") is None
    for grade, code in (("基本合格", "not_unqualified"), ("合格", "not_unqualified"), ("", "no_grade")):
        fault = disposal_fault(bands=BANDS, year=2026, grade=grade)
        assert fault is not None
        assert fault[0] == code
    none = disposal_fault(bands=(), year=0, grade="")
    assert none is not None
    assert none[0] == "no_grade"
