"""A meeting in sentences, for its pages and its papers alike: who was there, how a vote went, what is told of a matter (R36, R37, A22)."""

from __future__ import annotations

from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_month import MonthWork
from fenming.queries.meeting_view import MeetingView, Voted

WITHHELD = "本人要求不显示"


def facts(view: MeetingView) -> str:
    """``应到 36 名，实到 31 名，已过半数`` for the head of the room; members with a vote only."""
    enough = "已过半数" if view.quorum and view.quorum.ok else "未过半数"
    who = "支部委员" if view.kind == "committee" else ""
    return f"应到{who} {view.should_attend} 名，实到 {view.present} 名，{enough}"


def presence_words(view: MeetingView) -> tuple[str, ...]:
    """Who was not there, or no longer, at single votes; nothing when nobody came or went."""
    sentences = []
    for one in view.comings_and_goings:
        numbers = "、".join(str(number) for number in one.numbers)
        parts = []
        if one.missing:
            parts.append(f"{'、'.join(one.missing)}还没有到会")
        if one.left:
            parts.append(f"{'、'.join(one.left)}在场，之后离会")
        sentences.append(f"第 {numbers} 项决议表决时，{'；'.join(parts)}。")
    return tuple(sentences)


def hands(vote: Voted) -> str:
    """``同意 4 名，反对 0 名，弃权 1 名，通过`` or ``无异议，通过``."""
    how = f"同意 {vote.ayes} 名，反对 {vote.nays} 名，弃权 {vote.abstained} 名"
    return f"{'无异议' if vote.without_objection else how}，{'通过' if vote.adopted else '没有通过'}"


def month_words(month: MonthWork, *, held: bool = True) -> str:
    """How far a month is assessed, in one sentence; `held`: with what was assessed on the day of its meeting."""
    on_the_day = f"，其中当天初评 {month.on_the_day} 件" if held else ""
    return (
        f"{len(month.lines)} 名党员中已初评 {month.done} 名，"
        f"{month.matters} 件事项中已初评 {month.assessed} 件{on_the_day}。"
    )


def told_text(line: Line) -> str:
    """The sentence of a matter as a paper of the meeting may carry it: none for a deduction (A22), none against its owner's wish."""
    if line.is_minus:
        return ""
    return WITHHELD if line.withheld else line.said


def told_reason(line: Line) -> str:
    """Why the meeting decided otherwise; not told where points are lost (A22)."""
    before = line.reopened.before_centi if line.reopened else None
    lost = before is not None and (line.points_centi or 0) < before
    return "" if line.is_minus or lost else line.reason
