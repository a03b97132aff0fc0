"""What the verbs that enter a member's signed paper share: its day, and that the paper itself is kept."""

from __future__ import annotations

from datetime import date

from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def check_paper(*, signed_on: date, paper_kept: bool, today: date) -> None:
    """Refused `future_day`, `paper_not_kept`."""
    if signed_on > today:
        sentence = f"签字的日期{full_day_name(signed_on)}还没有到。请照书面材料上的日期填。"
        raise Refused("future_day", sentence)
    if not paper_kept:
        raise Refused("paper_not_kept", "还没有确认原件已由支部留存。请收好签字的原件，再勾选。")
