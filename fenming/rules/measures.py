"""后续办理: whether a grade is ground enough for a talk, a dated correction or a handling case (R55, R56, R58, A29).

It suggests nobody and decides nothing: people do, and this only says where the points are no ground for it.
"""

from collections.abc import Sequence
from typing import Final

from fenming.rules.grading import is_below_qualified

# What people may have decided on a handling case; the system never chooses among them (R58).
OUTCOMES: Final[dict[str, str]] = {
    "none": "不作组织处理",
    "correct": "限期改正",
    "persuade": "劝其退党",
    "remove": "党内除名",
    "other": "其他，写在决定里",
}


def measure_fault(*, bands: Sequence[str], year: int, grade: str, document: str) -> tuple[str, str] | None:
    """Why neither the grade of that year nor a document is a ground: code and sentence; None when one of them is.

    `graded_well`: 合格 or better (A29). `no_grade`: no grade to go by, a probationary member's case among others.
    """
    if document or is_below_qualified(bands=bands, grade=grade):
        return None
    if grade:
        sentence = f"这名党员{year}年度的等次是“{grade}”，不因积分和名次采取措施。有处理决定的，请填写文号。"
        return "graded_well", sentence
    return "no_grade", "这名党员没有民主评议等次，不能只凭积分采取措施。有处理决定或大会决议的，请填写文号。"


def disposal_fault(*, bands: Sequence[str], year: int, grade: str) -> tuple[str, str] | None:
    """Why there is no handling case on that year's grade: code and sentence; None for the lowest grade (R58)."""
    if bands and grade == bands[-1]:
        return None
    if not grade:
        return "no_grade", "这名党员没有民主评议等次，不能提出组织处理。"
    sentence = f"这名党员{year}年度的等次是“{grade}”，只对“{bands[-1]}”的提出组织处理。"
    return "not_unqualified", sentence
