"""What the meeting's pages lay out: columns of the roster, the way from matter to matter, sentences for the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from fenming.pages.parts import FigureCell
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_view import MeetingView
from fenming.queries.meeting_words import facts, month_words, told_reason
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

COLUMNS = 3


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A member in the list en bloc: how many matters, their points, how many more are looked at one by one."""

    roster_no: int
    name: str
    matters: int
    points_centi: int | None
    singled: int


@dataclass(frozen=True, slots=True)
class Way:
    """Where a page of the room leads on to and back to."""

    url: str
    words: str


def columns_of(view: MeetingView) -> list[list[RosterRow]]:
    """The roster in three columns, in roster order; a member without matters is there too."""
    names = {one.membership_id: (one.roster_no, one.name) for one in view.sheet}
    names |= {line.membership_id: (line.roster_no, line.name) for line in view.lines}
    rows = [_row(view, key, *names[key]) for key in sorted(names, key=lambda key: names[key])]
    height = -(-len(rows) // COLUMNS) or 1
    return [rows[start : start + height] for start in range(0, len(rows), height)]


def _row(view: MeetingView, membership_id: int, roster_no: int, name: str) -> RosterRow:
    together = [line for line in view.en_bloc if line.membership_id == membership_id]
    singled = sum(line.membership_id == membership_id for line in view.singled)
    points = sum(line.assessed_centi or 0 for line in together) if together else None
    return RosterRow(roster_no, name, len(together), points, singled)


def members_with(lines: Sequence[Line]) -> int:
    """How many members these matters are about."""
    return len({line.membership_id for line in lines})


def electorate_words(view: MeetingView, line: Line) -> str:
    """Who votes on a singled-out matter, and how many ayes adopt (A15)."""
    who = view.electorate(line.membership_id)
    start = f"应到会有表决权 {who.should_attend} 名"
    if who.owner_excluded:
        start += f"，本人不参加本件表决，计 {who.counted} 名"
    if not who.needed:
        return f"{start}，没有人能表决。请报上级党组织。"
    return f"{start}；到会 {who.voters} 名，同意 {who.needed} 名以上通过。"


def figures_of(line: Line) -> tuple[FigureCell, ...]:
    """申报 | 初评 | 评定 in large. The reason of a deduction is not shown in the room (A22)."""
    by = {"declared": "本人", "reported": "有人报告"}.get(line.origin, "支部记录")
    claimed = FigureCell(
        "申报", line.claimed_centi, f"{by}，{day_name(timezone.localdate(line.declared_at))}"
    )
    assessed = FigureCell("初评", None, "还没有初评")
    if line.assessed:
        day = day_name(timezone.localdate(line.assessed.at))
        reason = "" if line.is_minus else line.assessed.reason
        assessed = FigureCell("初评", line.assessed.points_centi, f"支部，{day}", reason)
    if line.reopened:
        return _figures_anew(line)
    if not line.outcome:
        return claimed, assessed, FigureCell("评定", None, "等大会评议")
    decided = f"大会决议：{line.result}"
    return claimed, assessed, FigureCell("评定", line.determined_centi, decided, told_reason(line))


def _figures_anew(line: Line) -> tuple[FigureCell, ...]:
    """原评定 | 提请 | 评定 of a matter taken up again; no reason of a deduction here either (A22)."""
    assert line.reopened is not None
    one = line.reopened
    hidden = line.is_minus or line.withheld or one.points_centi < one.before_centi
    before = FigureCell("原来的结果", one.before_centi, "以前已有结果" if one.before_centi else "没有计分")
    wanted = FigureCell("提请", one.points_centi, one.proposal, "" if hidden else one.reason)
    if not line.outcome:
        return before, wanted, FigureCell("评定", None, "等大会审议")
    decided = f"大会决议：{line.result}"
    return before, wanted, FigureCell("评定", line.determined_centi, decided, told_reason(line))


def way_on(view: MeetingView, position: int) -> Way | None:
    """What comes after `position` (−1: before the first): singled-out matters, then topics, then the meeting's end.

    None after the last for who enters nothing.
    """
    ahead = _stations(view)[position + 1 :]
    if ahead:
        words = _first_words(view) if position < 0 else "下一件"
        return Way(ahead[0], words)
    return Way(reverse("meeting_close", args=[view.id]), "会议小结") if view.may_enter else None


def _first_words(view: MeetingView) -> str:
    if view.singled:
        return f"逐项审议 {len(view.singled)} 件"
    return f"其他议题 {len(view.topics)} 个"


def _stations(view: MeetingView) -> list[str]:
    """The pages the meeting walks through, in their order."""
    matters = [reverse("meeting_matter", args=[view.id, line.matter_id]) for line in view.singled]
    return matters + [reverse("meeting_topic", args=[view.id, topic.id]) for topic in view.topics]


def way_back(view: MeetingView, position: int) -> Way:
    """The page before, or where the meeting began."""
    if position > 0:
        return Way(_stations(view)[position - 1], "上一件")
    return Way(reverse("meeting", args=[view.id]), "回到议程" if view.month else "一并评定")


def draft_minutes(view: MeetingView) -> str:
    """A first text for the minutes, from what is known; it is there to be written on."""
    there = "、".join(one.name for one in view.sheet if one.present)
    place = f"在{view.place}" if view.place else ""
    entered = f"会后于{day_name(view.entered_on)}补录。" if view.entered_on else ""
    lines = [
        f"{view.held_on.year}年{day_name(view.held_on)}，{place}召开{view.title}。{facts(view)}。{entered}",
        f"到会：{there}。",
        *(_month_lines(view) if view.month else _vote_lines(view)),
    ]
    for topic in view.topics:
        lines.append(f"{topic.title}：{topic.outcome or '没有记下结果。'}")
    return "\n".join(lines)


def _vote_lines(view: MeetingView) -> list[str]:
    lines = ["会议通报了党员积分初评情况，到会党员进行了评议，表决如下："]
    names = {line.matter_id: f"{line.name}“{line.item.title}”" for line in view.lines}
    for vote in view.votes:
        what = f"{names.get(vote.matter_id or 0, '')}{vote.proposal}"
        how = (
            "无异议"
            if vote.without_objection
            else f"同意 {vote.ayes}，反对 {vote.nays}，弃权 {vote.abstained}"
        )
        lines.append(f"{vote.number}．{what}：{how}，{'通过' if vote.adopted else '没有通过'}。")
    return lines


def _month_lines(view: MeetingView) -> list[str]:
    month = view.month
    return [f"会议核实和初评{month.number}月的积分：{month_words(month)}"] if month else []


def sum_words(line: Line) -> str:
    """The words on the button that accepts the assessment, or leaves what stands."""
    if line.reopened:
        before = line.reopened.before_centi
        return f"维持原来的 {format_centi(before)} 分" if before else "维持原来的结果"
    return f"按初评评定 {format_centi(line.assessed_centi or 0)} 分"
