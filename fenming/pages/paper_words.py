"""How the ones concerned are told, and answer, in one sentence: on their page, or on a paper handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fenming.pages.parts import TimelineStep
from fenming.queries.on_paper import OnPaper
from fenming.rules.reasons import day_name

NAMES_TOLD = 5
WAITS_FOR_NOTICE = "本人没有账号，等告知书当面送达；期限从送达之日起算。"


def shown_words(*, reply_by: date | None, by_hand: Sequence[str]) -> str:
    """Without its full stop. `by_hand`: the names of those without an account; `reply_by` of the others, if any."""
    shown = f"今天起送达本人，可答复到{day_name(reply_by)}" if reply_by else ""
    if not by_hand:
        return shown
    names = "、".join(by_hand[:NAMES_TOLD]) + (f"等 {len(by_hand)} 名" if len(by_hand) > NAMES_TOLD else "")
    paper = f"{names}没有账号，请打印告知书当面送达，答复期从送达之日起算"
    return f"有账号的{shown}；{paper}" if shown else paper


def told_step(
    paper: OnPaper, proposed_on: date, shown_on: date | None, reply_by: date | None
) -> TimelineStep:
    """How the one concerned was told of a correction or a reopening, and until when they may answer."""
    if shown_on is None or reply_by is None:
        return TimelineStep(proposed_on, "请本人答复", WAITS_FOR_NOTICE)
    how = f"告知书当面送达，由{paper.handed_by}登记" if paper.by_hand else "当日送达"
    return TimelineStep(shown_on, "请本人答复", f"{how}，可答复到{day_name(reply_by)}。")


def answered_words(paper: OnPaper, *, name: str) -> str:
    """Who answered, and on which paper if others entered it."""
    if paper.signed_on is None:
        return f"{name}。"
    return f"{name}。书面意见，签于{day_name(paper.signed_on)}，由{paper.entered_by}代录。"
