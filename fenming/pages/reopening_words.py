"""A matter taken up again told in order: what stood, what is proposed, who said what, what the meeting decided."""

from __future__ import annotations

from django.utils import timezone

from fenming.pages.paper_words import answered_words, told_step
from fenming.pages.parts import Said, TimelineStep
from fenming.queries.counter_entries import Figures
from fenming.queries.proposals import Changed
from fenming.queries.reopening_page import ReopeningPage, Sitting
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

_DECIDED = {
    "accepted": "维持原来的结果", "changed": "重新评定", "refused": "重新评定为不认定", "deferred": "缓议",
}  # fmt: skip


def changes_of(view: ReopeningPage | Changed) -> tuple[tuple[str, str, str], ...]:
    """(what, before, proposed) for each column that differs, the points always."""
    before, after = view.before, view.after
    rows = [
        ("次数", f"{before.quantity} 次", f"{after.quantity} 次"),
        ("级别", before.level or "无", after.level or "无"),
        ("每次的分值", _each(before), _each(after)),
    ]
    changed = [row for row in rows if row[1] != row[2]] if view.outcome == "changed" else []
    points = "不认定" if view.outcome == "refused" else f"{format_centi(view.after_centi)} 分"
    return (*changed, ("计分", f"{format_centi(view.before_centi)} 分", points))


def _each(figures: Figures) -> str:
    return "按标准" if figures.each_centi is None else f"{format_centi(figures.each_centi)} 分"


def standing_of(view: ReopeningPage) -> tuple[str, str, str]:
    """Mark, word, and who acts next."""
    if view.state == "decided":
        return "done", view.word, "原来的一笔用相反的分冲回，新的另记；几笔都保留，公示过的公示单不变。"
    if view.state == "kept":
        return "done", view.word, "台账不变。"
    if view.state == "dropped":
        return "refused", view.word, "原来的结果不变。"
    if view.waits_for_reply and view.reply_by is None:
        if view.own:
            return "yours", "待您答复", "会少计您的分，请答复。答复后或期满，大会才能表决减分。"
        return "awaiting_reply", "等当面送达", "会少计本人的分，本人没有账号，请先当面送达告知书，再等答复。"
    if view.waits_for_reply and view.reply_by is not None:
        until = day_name(view.reply_by)
        if view.own:
            return "yours", "待您答复", f"会少计您的分，请在{until}前答复。答复后或期满，大会才能表决减分。"
        return (
            "awaiting_reply",
            "等本人答复",
            f"会少计本人的分，本人可在{until}前答复。答复后或期满，大会才能表决减分。",
        )
    ahead = next((one for one in view.sittings if one.state in ("called", "open")), None)
    where = (
        f"列入{ahead.title}的议程，{day_name(ahead.held_on)}召开。"
        if ahead
        else "下一次党员大会召集时列入议程。"
    )
    return "waiting", view.word, f"{where}由大会逐项审议，本人不参加表决。"


def timeline_of(view: ReopeningPage) -> tuple[TimelineStep, ...]:
    """What happened, then what is to come."""
    proposed = timezone.localdate(view.proposed_at)
    steps = [TimelineStep(proposed, "提请重新审议", f"{view.proposed_by}。", (Said(view.reason),))]
    if view.paper.by_hand or view.reply_by is not None:
        steps.append(told_step(view.paper, proposed, view.shown_on, view.reply_by))
    if view.answered_at is not None:
        by, day = answered_words(view.paper, name=view.name), timezone.localdate(view.answered_at)
        steps.append(TimelineStep(day, "答复", by, (Said(view.answer),)))
    steps += [_sat(one, view) for one in view.sittings if one.outcome]
    if view.state == "dropped" and view.ended_at is not None:
        said = (Said(f"理由：{view.why_dropped}"),)
        steps.append(TimelineStep(timezone.localdate(view.ended_at), "撤下", f"{view.ended_by}。", said))
    if view.state == "proposed":
        steps.append(TimelineStep(None, "大会审议", "由支部党员大会逐项审议。", awaited=True))
    return tuple(steps)


def _sat(one: Sitting, view: ReopeningPage) -> TimelineStep:
    should, ayes, nays, abstained = one.votes or (0, 0, 0, 0)
    by = f"{one.title}，应到有表决权 {should} 名，同意 {ayes}、不同意 {nays}、弃权 {abstained}。"
    seqs = "、".join(str(seq) for seq in view.seqs)
    booked = f"台账第 {seqs} 号" if seqs and one.outcome in ("changed", "refused") else ""
    words = (Said(f"理由：{one.reason}"),) if one.reason else ()
    return TimelineStep(one.held_on, _DECIDED[one.outcome], by, words, booked)
