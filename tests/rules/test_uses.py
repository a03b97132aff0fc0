"""积分运用: the lists of the worked cases, and what holds for every branch (R52–R54, A28, A29)."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.grading import band_of
from fenming.rules.standard import load_standard
from fenming.rules.uses import (
    USE_CLAUSES,
    USE_NAMES,
    BottomDecision,
    RankedMember,
    Use,
    bottom_is_on,
    lists_of,
    reading_of,
)
from tests.rules.case_files import REGULATIONS, centi, default_standard, default_text

CASES = [
    case
    for path in sorted((REGULATIONS / "cases/uses").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)["case"]
]
YEAR_END = date(2026, 12, 31)


def members_of(case: dict[str, Any]) -> list[RankedMember]:
    grades = case.get("grades", {})
    return [
        RankedMember(
            id=number,
            total_centi=centi(total),
            grade=grades.get(
                str(number), band_of(standard=default_standard(), total_centi=centi(total)).name
            ),
            veto=number in case.get("vetoed", ()),
        )
        for number, total in enumerate(case["totals"], start=1)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_lists_come_out_as_worked(case: dict[str, Any]) -> None:
    known = {"name", "clauses", "bottom", "totals", "grades", "vetoed", "expect"}
    assert set(case) <= known
    assert case["name"].endswith("。")
    assert case["clauses"]
    found = lists_of(
        standard=default_standard(), members=members_of(case), bottom_on=case.get("bottom", False)
    )
    assert {
        "top": list(found.top),
        "bottom": list(found.bottom),
        "spared": list(found.spared),
    } == case["expect"]


def test_every_paragraph_of_the_reading_about_lists_has_a_case() -> None:
    text = (REGULATIONS / "reading.md").read_text("utf-8")
    written = set(re.findall(r"^- (§18\.\d)", text, flags=re.MULTILINE))
    worked = {clause for case in CASES for clause in case["clauses"] if clause.startswith("§")}
    # who decides is nothing to be worked out
    assert written - {"§18.7"} == worked


@given(st.lists(st.integers(0, 10000), max_size=40), st.booleans())
def test_nobody_is_on_both_lists_and_the_bottom_is_never_longer_than_its_share(
    totals: list[int], bottom_on: bool
) -> None:
    members = [RankedMember(number, total, "", veto=False) for number, total in enumerate(totals)]
    found = lists_of(standard=default_standard(), members=members, bottom_on=bottom_on)
    low = {*found.bottom, *found.spared}
    assert not low & {*found.top}
    assert len(low) <= max(1, len(totals) // 10) * bottom_on
    assert len(found.top) >= -(-len(totals) // 5)
    best = max(totals, default=0)
    assert {number for number, total in enumerate(totals) if total == best} <= {*found.top}
    for number in found.bottom:
        assert totals[number] < 7000


def on(day: date) -> BottomDecision:
    return BottomDecision(day, True)


def off(day: date) -> BottomDecision:
    return BottomDecision(day, False)


@pytest.mark.parametrize(
    ("decisions", "is_on"),
    [
        ((), False),
        ((on(date(2026, 12, 31)),), True),
        ((on(date(2027, 1, 1)),), False),
        ((on(date(2025, 5, 1)),), True),
        ((on(date(2026, 3, 1)), off(date(2026, 9, 1))), False),
        ((on(date(2026, 3, 1)), off(date(2026, 9, 1)), on(date(2026, 9, 1))), True),
        # off at once, also for a year that is over; on again is too late for it
        ((on(date(2026, 3, 1)), off(date(2027, 2, 1))), False),
        ((on(date(2026, 3, 1)), off(date(2027, 2, 1)), on(date(2027, 3, 1))), False),
    ],
)
def test_a_resolution_reaches_no_year_that_was_over(
    decisions: tuple[BottomDecision, ...], is_on: bool
) -> None:
    assert bottom_is_on(standard=default_standard(), decisions=decisions, year_end=YEAR_END) is is_on


def test_a_standard_may_have_no_bottom_list_at_all() -> None:
    never = load_standard(default_text().replace('bottom_list = "off"', 'bottom_list = "never"'))
    assert not bottom_is_on(standard=never, decisions=[on(date(2026, 1, 1))], year_end=YEAR_END)
    assert reading_of(never)[1] == "本标准不列靠后的名单。"


def test_other_words_for_grades_spare_everyone_above_the_lowest() -> None:
    bands = tuple(
        replace(band, name=name) for band, name in zip(default_standard().bands, "甲乙丙丁", strict=True)
    )
    other = replace(default_standard(), bands=bands)
    members = [
        RankedMember(number, total, "", False) for number, total in enumerate((6000, 8500, 8600, 8700, 8800))
    ]
    assert lists_of(standard=other, members=members, bottom_on=True).spared == (0,)
    members[0] = replace(members[0], total_centi=5999)
    assert lists_of(standard=other, members=members, bottom_on=True).bottom == (0,)


def test_the_reading_is_said_with_the_departure_in_the_members_favour() -> None:
    words = "".join(reading_of(default_standard()))
    for part in ("前 20%", "末 10%", "不少于 5 名", "对党员有利的变通", "逐人决定"):
        assert part in words


def test_every_use_has_its_words_and_clause() -> None:
    assert set(USE_NAMES) == set(USE_CLAUSES) == set(Use)
