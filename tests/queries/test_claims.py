"""Two matters are the same only when they say the same (R78)."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fenming.queries.claims import Claim, repeat_key, tidy


def claim(said: str) -> Claim:
    return Claim(item="DT5", day=date(2026, 2, 3), said=said)


def test_what_says_the_same_is_a_repeat() -> None:
    assert repeat_key(claim("布置学院读书会会场。")) == repeat_key(claim("布置学院读书会会场。"))


def test_no_two_different_sentences_of_one_day_are_taken_for_a_repeat() -> None:
    keys = {repeat_key(claim(f"第 {number} 次值守。")) for number in range(3000)}
    assert len(keys) == 3000


@given(st.text(st.one_of(st.characters(), st.sampled_from(" \t\n\u3000\u00a0\u200b，。a文")), max_size=40))
def test_a_sentence_is_kept_in_one_line_whatever_stands_in_it(text: str) -> None:
    """The quick way for what is printable gives what going through it sign by sign gives."""
    plain = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text)
    assert tidy(text) == " ".join(plain.split())
