"""How a minus reaches the ones concerned, in one sentence: on their page, or on a paper handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fenming.rules.reasons import day_name

NAMES_TOLD = 5


def shown_words(*, reply_by: date | None, by_hand: Sequence[str]) -> str:
    """Without its full stop. `by_hand`: the names of those without an account; `reply_by` of the others, if any."""
    shown = f"今天起送达本人，可答复到{day_name(reply_by)}" if reply_by else ""
    if not by_hand:
        return shown
    names = "、".join(by_hand[:NAMES_TOLD]) + (f"等 {len(by_hand)} 名" if len(by_hand) > NAMES_TOLD else "")
    paper = f"{names}没有账号，请打印告知书当面送达，答复期从送达之日起算"
    return f"有账号的{shown}；{paper}" if shown else paper


def delivered_words(*, own: bool) -> str:
    """Of a correction or a reopening, without its full stop; who reads it as the one concerned has an account."""
    return "当日送达" if own else "有账号的当日送达，没有账号的请打印这一页当面送达"
