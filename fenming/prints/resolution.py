"""会议决议 of both kinds of meeting on paper: what was decided, by how many, on what ground (R33-R40, A15, A22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.meeting_parts import (
    COUNTED,
    about,
    month_rows,
    names_on,
    short_day,
    three_figures,
    where_and_when,
)
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.meeting_view import MeetingView, Voted
from fenming.queries.meeting_words import hands, told_reason
from fenming.rules.reasons import full_day_name


def resolution_pdf(paper: MeetingPaper) -> bytes:
    """The resolution as PDF, the same bytes for the same meeting. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable(names_on(paper))
    return pdf("resolution", resolution_data(paper))


def resolution_name(paper: MeetingPaper) -> str:
    """`2026年第一季度党员大会决议_教工第二党支部`, without an ending."""
    return file_name(f"{paper.meeting.title}决议", paper.branch)


def resolution_data(paper: MeetingPaper) -> Mapping[str, Any]:
    """The resolution as plain data: `opening` and `decided` are paragraphs, `rows` what became of each matter.

    Only what was adopted stands on it; votes that were not are in the minutes.
    """
    view = paper.meeting
    decided = [*(_month_decided(view) if view.month else _adopted(view)), *_topics(view)]
    return where_and_when(paper) | {
        "title": f"{view.title}决议",
        "opening": [_opening(paper), _ground(view)],
        "decided": [f"{_counted(place)}、{words}" for place, words in enumerate(decided)],
        "rows": [_row(line) for line in view.lines if line.outcome],
        "month": month_rows(view),
        "closing": "会议的初评结果提交支部党员大会评议。" if view.month else _CLOSING,
    }


_CLOSING = "以上评定由支部记入积分台账，按规定公示。党员对自己的积分有不同意见的，可以在规定的期限内向支部提出异议，也可以向上级党组织提出申诉。"


def _opening(paper: MeetingPaper) -> str:
    view = paper.meeting
    place = f"在{view.place}" if view.place else ""
    there = view.quorum.sentence if view.quorum else "到会还没有登记。"
    return f"{full_day_name(view.held_on)}，{paper.branch}{place}召开{view.title}。{there}"


def _ground(view: MeetingView) -> str:
    """The clause the meeting acts on, and how a resolution is adopted (A15)."""
    if view.month:
        return "根据党员积分管理方案（四.3③）关于每月召开支委会或支部会、对照标准逐人核实和初评的规定，会议形成以下决议："
    return (
        "根据党员积分管理方案（四.3④）关于每季度召开支部党员大会、通报初评结果、由到会党员评议确定积分的规定，"
        "会议进行了评议和表决；赞成超过应到会有表决权的党员半数为通过，逐项审议时本人不参加表决。会议通过以下决议："
    )


def _adopted(view: MeetingView) -> list[str]:
    """In the order of the votes; of a matter voted on again only the last that was adopted."""
    lines = {line.matter_id: line for line in view.lines}
    adopted = [vote for vote in view.votes if vote.adopted]
    last = {vote.matter_id: vote.number for vote in adopted}
    stand = [vote for vote in adopted if vote.matter_id is None or last[vote.matter_id] == vote.number]
    return [_vote_words(vote, lines.get(vote.matter_id or 0)) for vote in stand] or ["没有作出评定的决议。"]


def _vote_words(vote: Voted, line: Line | None) -> str:
    """``周予安“教研科研”（2月13日）：改为 2.5 分。应到 6 名，到会 5 名，同意 4 名 …，通过。``"""
    what = f"{line.name}“{line.item.title}”（{short_day(line)}）：" if line else ""
    listed = "" if line else "，名单见附表"
    return f"{what}{vote.proposal}{listed}。应到 {vote.should_attend} 名，到会 {vote.present} 名，{hands(vote)}。"


def _month_decided(view: MeetingView) -> list[str]:
    month = month_rows(view)
    return [f"会议核实和初评{view.month.number}月的积分：{month['words']}"] if view.month and month else []


def _topics(view: MeetingView) -> list[str]:
    """What was noted of the other topics; a topic without a result decided nothing."""
    return [f"{one.title}：{one.outcome.rstrip('。')}。" for one in view.topics if one.outcome]


def _row(line: Line) -> list[str]:
    reason = told_reason(line).rstrip("。")
    result = f"{line.result}：{reason}" if reason else line.result
    return [line.name, about(line), short_day(line), *three_figures(line), result]


def _counted(place: int) -> str:
    """``一`` to ``九十九``, counted from 0; figures beyond."""
    tens, ones = divmod(place + 1, 10)
    if tens > 9:
        return str(place + 1)
    head = ("" if tens == 1 else COUNTED[tens - 1]) + "十" if tens else ""
    return head + (COUNTED[ones - 1] if ones else "")
