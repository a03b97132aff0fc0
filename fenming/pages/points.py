"""A member's points as the home page and the statement both show them: bar, table, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fenming.pages.parts import TriRow
from fenming.pages.points_bar import PointsBar, build_bar
from fenming.queries.figures import Figures, MatterFigures
from fenming.queries.room import Room
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.standard import Standard
from fenming.rules.terms import format_centi


@dataclass(frozen=True, slots=True)
class PointsSheet:
    """What the parts need."""

    bar: PointsBar
    rows: tuple[TriRow, ...]
    total: TriRow


def sheet_of(*, figures: Figures, standard: Standard) -> PointsSheet:
    """The bar and its table. A cell without a matter behind it is a dash, a cell whose matters bring nothing a 0."""
    fold, assessed, claimed = figures.determined, figures.assessed, figures.claimed
    bar = build_bar(
        base_centi=fold.base_centi,
        duty_centi=fold.duty_centi,
        bonus_centi=fold.bonus_centi,
        deduction_centi=fold.deduction_centi,
        total_centi=fold.total_centi,
        assessed_duty_centi=max(0, assessed.duty_centi),
        assessed_bonus_centi=max(0, assessed.bonus_centi),
        claimed_duty_centi=max(0, claimed.duty_centi),
        claimed_bonus_centi=max(0, claimed.bonus_centi),
        full_centi=standard.total_cap_centi,
    )
    rows = (
        TriRow("base", "基础分", None, None, fold.base_centi),
        TriRow("duty", "履职分", claimed.duty_centi or None, assessed.duty_centi or None, fold.duty_centi),
        TriRow("bonus", "加分", claimed.bonus_centi or None, assessed.bonus_centi or None, fold.bonus_centi),
        TriRow(
            "cut",
            "扣分",
            claimed.deduction_centi or None,
            assessed.deduction_centi or None,
            -fold.deduction_centi,
        ),
    )
    total = TriRow(
        "",
        "合计",
        claimed.total_centi if figures.claimed_matters else None,
        assessed.total_centi if figures.assessed_matters else None,
        fold.total_centi,
    )
    return PointsSheet(bar, rows, total)


def under_way(figures: Figures) -> str:
    """What has been assessed and claimed, what each waits for, and what it would come to; "" when there is nothing."""
    parts = []
    if figures.assessed_matters:
        points = format_centi(figures.assessed.total_centi)
        parts.append(f"初评 {points} 分，等{_meeting(figures.assessed_matters)}评定")
    if figures.claimed_matters:
        points = format_centi(figures.claimed.total_centi)
        parts.append(f"申报 {points} 分，{_what_claims_wait_for(figures.claimed_matters)}")
    if not parts:
        return ""
    return f"{'；'.join(parts)}。都认可的话，是 {format_centi(figures.with_all.total_centi)} 分。"


def _meeting(matters: Sequence[MatterFigures]) -> str:
    """``2026年1月9日党员大会`` when one is called for all of them, else the quarters whose meetings are to come."""
    days = {matter.meeting_on for matter in matters}
    day = days.pop() if len(days) == 1 else None
    if day is not None:
        return f"{full_day_name(day)}党员大会"
    return f"{quarters_in_words(sorted({matter.quarter for matter in matters}))}党员大会"


def quarters_in_words(numbers: Sequence[int]) -> str:
    """``第三季度``, ``第一、第三季度``, and for several in a row ``第一至第三季度``."""
    names = [f"第{'一二三四'[number - 1]}" for number in numbers]
    if len(names) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]}至{names[-1]}季度"
    return f"{'、'.join(names)}季度"


def _what_claims_wait_for(matters: Sequence[MatterFigures]) -> str:
    returned = [matter for matter in matters if matter.state == "returned"]
    if not returned:
        return "等支部初评"
    if len(returned) == len(matters):
        return "等您补充后初评"
    return f"等支部初评，其中 {len(returned)} 件等您补充"


def unheard_words(figures: Figures) -> str:
    """Minus points still to be answered: said, in no figure (A14); "" when there are none."""
    if not figures.unheard:
        return ""
    points = format_centi(-sum(matter.claimed_centi for matter in figures.unheard))
    last = min((matter.reply_by for matter in figures.unheard if matter.reply_by), default=None)
    until = f"{day_name(last)}前" if last else ""
    start = f"{len(figures.unheard)} 件扣分事项（拟扣 {points} 分）等您{until}答复。"
    return f"{start}您答复之前或期满之前，不会初评。"


def room_words(*, room: Room | None, standard: Standard) -> str:
    """``履职分本年还可得 6 分。`` (A32); "" when the year takes no more declarations."""
    if room is None:
        return ""
    if room.duty_centi:
        return f"履职分本年还可得 {format_centi(room.duty_centi)} 分。"
    return (
        f"履职分全年至多 {format_centi(standard.duty_cap_centi)} 分，连同初评和申报中的，本年没有还可得的了。"
    )


def mark_of(state_key: str) -> str:
    """The mark beside a state word: two states are the reader's own to do, two are a posting's."""
    return {"yours_reply": "yours", "yours_return": "yours", "ended": "posted"}.get(state_key, state_key)


def days_between(*, today: date, due: date | None) -> int:
    """Calendar days left, negative when overdue; 0 without a last day."""
    return (due - today).days if due else 0
