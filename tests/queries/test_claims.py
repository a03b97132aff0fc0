"""Two matters are the same only when they say the same (R78)."""

from __future__ import annotations

from datetime import date

from fenming.queries.claims import Claim, repeat_key


def claim(said: str) -> Claim:
    return Claim(item="DT5", day=date(2026, 2, 3), said=said)


def test_what_says_the_same_is_a_repeat() -> None:
    assert repeat_key(claim("布置学院读书会会场。")) == repeat_key(claim("布置学院读书会会场。"))


def test_no_two_different_sentences_of_one_day_are_taken_for_a_repeat() -> None:
    keys = {repeat_key(claim(f"第 {number} 次值守。")) for number in range(3000)}
    assert len(keys) == 3000
