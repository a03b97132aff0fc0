"""Figures are read and written to the hundredth (A27)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.terms import Refused, format_centi, format_centi_file, parse_centi


@pytest.mark.parametrize(
    ("text", "centi"),
    [
        ("1.5", 150),
        ("0", 0),
        (" 2 ", 200),
        ("0.05", 5),
        ("1.500", 150),
        ("3.0000", 300),
        ("-1", -100),
        ("−0.5", -50),
        ("+4", 400),
        ("１．５", 150),
        ("007", 700),
        ("9999999.99", 999999999),
    ],
)
def test_reads_points_as_people_write_them(text: str, centi: int) -> None:
    assert parse_centi(text) == centi


@pytest.mark.parametrize(
    "text", ["", " ", "一", "1,5", ".5", "1.", "1e2", "--1", "1 5", "nan", "12345678", "²", "٣"]
)
def test_refuses_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="分值读不出来"):
        parse_centi(text)


@pytest.mark.parametrize("text", ["1.234", "0.001", "-2.505"])
def test_refuses_more_than_two_decimals(text: str) -> None:
    with pytest.raises(ValueError, match="至多两位小数"):
        parse_centi(text)


@pytest.mark.parametrize(
    ("centi", "people", "file"),
    [
        (7950, "79.5", "79.50"),
        (-100, "−1", "-1.00"),
        (0, "0", "0.00"),
        (5, "0.05", "0.05"),
        (-5, "−0.05", "-0.05"),
        (10000, "100", "100.00"),
        (6999, "69.99", "69.99"),
    ],
)
def test_writes_points_for_people_and_for_files(centi: int, people: str, file: str) -> None:
    assert format_centi(centi) == people
    assert format_centi_file(centi) == file


@given(st.integers(-999_999_999, 999_999_999))
def test_what_is_written_reads_back(centi: int) -> None:
    assert parse_centi(format_centi(centi)) == centi
    assert parse_centi(format_centi_file(centi)) == centi


def test_a_refusal_carries_code_and_sentence() -> None:
    refusal = Refused("month_closed", "11月已经初评。")
    assert (refusal.code, refusal.sentence, str(refusal)) == (
        "month_closed",
        "11月已经初评。",
        "11月已经初评。",
    )
