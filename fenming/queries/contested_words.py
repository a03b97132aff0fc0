"""What became of an objection or an appeal, as pages and papers say it alike (R42)."""

from __future__ import annotations

from fenming.queries.appeal_view import AppealPage
from fenming.queries.contested import Answer
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi


def changed_words(answer: Answer) -> str:
    """What became of the points."""
    if answer.outcome == "kept" or answer.points_centi is None:
        return "积分不变。"
    if not answer.item:
        return "原来扣的分已全部冲回。"
    times = f"，{answer.quantity} 次" if answer.quantity and answer.quantity > 1 else ""
    level = f"，{answer.level}" if answer.level else ""
    points = format_centi(answer.points_centi)
    day = day_name(answer.day) if answer.day else ""
    done = "补记" if answer.reversal_seq is None else "更正为"
    return f"{done}“{answer.item}”，{day}{level}{times}，计 {points} 分。"


def outcome_words(view: AppealPage, answer: Answer) -> str:
    """What became of the points, or of the veto."""
    if view.lifted:
        return "一票否决已经解除，积分照各项计算。"
    return "一票否决维持不变。" if view.kind == "veto" else changed_words(answer)


def handled_by(view: ObjectionPage) -> str:
    """Who looks into an objection: anyone who had no hand in it, or whom the committee above named."""
    named = view.escape.name if view.escape else ""
    return f"上级指定的{named}" if named else "没有参与原评定的支委"
