"""A clerical correction told in order: what was, what is to be, who said what."""

from __future__ import annotations

from django.utils import timezone

from fenming.pages.paper_words import answered_words, told_step
from fenming.pages.parts import Said, TimelineStep
from fenming.queries.corrections import CorrectionPage
from fenming.queries.counter_entries import Figures
from fenming.queries.proposals import Changed
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import format_centi


def changes_of(view: CorrectionPage | Changed) -> tuple[tuple[str, str, str], ...]:
    """(what, now, corrected) for each column that differs, the points always."""
    before, after = view.before, view.after
    rows = [
        ("日期", full_day_name(before.day), full_day_name(after.day)),
        ("次数", f"{before.quantity} 次", f"{after.quantity} 次"),
        ("级别", before.level or "无", after.level or "无"),
        ("每次的分值", _each(before), _each(after)),
    ]
    changed = [row for row in rows if row[1] != row[2]]
    points = ("计分", f"{format_centi(view.before_centi)} 分", f"{format_centi(view.after_centi)} 分")
    return (*changed, points)


def _each(figures: Figures) -> str:
    return "按标准" if figures.each_centi is None else f"{format_centi(figures.each_centi)} 分"


def standing_of(view: CorrectionPage) -> tuple[str, str, str]:
    """Mark, word, and who acts next."""
    if view.state == "confirmed":
        return "done", "已更正", "原来的一笔已用相反的分冲回，另记了更正后的一笔；几笔都保留。"
    if view.state == "declined":
        return "refused", "未同意", "台账不变。"
    if view.waits_for_reply and view.reply_by is None:
        if view.own:
            return "yours", "待您答复", "更正会少计您的分，请答复。答复后或期满，才能复核。"
        return (
            "awaiting_reply",
            "等当面送达",
            "更正会少计本人的分，本人没有账号，请先当面送达告知书，再等答复。",
        )
    if view.waits_for_reply and view.reply_by is not None:
        until = day_name(view.reply_by)
        if view.own:
            return "yours", "待您答复", f"更正会少计您的分，请在{until}前答复。答复后或期满，才能复核。"
        return (
            "awaiting_reply",
            "等本人答复",
            f"更正会少计本人的分，本人可在{until}前答复。答复后或期满，才能复核。",
        )
    if view.proposed_by_viewer:
        return "waiting", "待复核", "由另一名支委或书记复核，提出的人不能复核。"
    return "waiting", "待复核", "由提出人以外的支委或书记复核。"


def timeline_of(view: CorrectionPage) -> tuple[TimelineStep, ...]:
    """What happened, then what is to come."""
    proposed = timezone.localdate(view.proposed_at)
    steps = [TimelineStep(proposed, "提出更正", f"{view.proposed_by}。", (Said(view.reason),))]
    if view.paper.by_hand or view.reply_by is not None:
        steps.append(told_step(view.paper, proposed, view.shown_on, view.reply_by))
    if view.answered_at is not None:
        by, day = answered_words(view.paper, name=view.name), timezone.localdate(view.answered_at)
        steps.append(TimelineStep(day, "答复", by, (Said(view.answer),)))
    if view.ended_at is None:
        return (*steps, TimelineStep(None, "复核", "由提出人以外的支委或书记办理。", awaited=True))
    ended = timezone.localdate(view.ended_at)
    if view.state == "declined":
        said = (Said(f"理由：{view.why_declined}"),)
        return (*steps, TimelineStep(ended, "未同意", f"{view.ended_by}。", said))
    booked = f"台账第 {'、'.join(str(seq) for seq in view.seqs)} 号，冲回第 {view.seq} 号后另记。"
    return (*steps, TimelineStep(ended, "复核同意", f"{view.ended_by}。{booked}"))
