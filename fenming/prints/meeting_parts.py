"""What the papers of a meeting share: its facts, its matters and votes as rows and sentences (R33-R37, A15, A22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.meeting_view import MeetingView, Voted
from fenming.queries.meeting_words import hands, month_words, told_text
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

DASH: Final = "—"
COUNTED: Final = "一二三四五六七八九"


def names_on(paper: MeetingPaper) -> tuple[str, ...]:
    """Every name that stands on a paper of the meeting, and the branch's."""
    view = paper.meeting
    people = {one.name for one in view.sheet} | {line.name for line in view.lines}
    people |= {line.name for line in view.month.lines} if view.month else set()
    people |= {one.by for one in view.addenda} | {view.called_by}
    return (paper.branch, *sorted(people))


def where_and_when(paper: MeetingPaper) -> dict[str, Any]:
    """What stands at the head of every paper of the meeting, as texts; `entered` when it was entered afterwards."""
    view = paper.meeting
    return {
        "branch": paper.branch,
        "name": view.title,
        "day": full_day_name(view.held_on),
        "place": view.place,
        "called_by": view.called_by,
        "entered": full_day_name(view.entered_on) if view.entered_on else "",
        "draft": paper.draft,
    }


def called_names(view: MeetingView) -> list[str]:
    """Who should attend, in roster order, with who has no vote: ``顾雨桐（预备）``."""
    return [one.name if one.voting else f"{one.name}（预备）" for one in view.sheet]


def chapters(names: Mapping[str, str]) -> Mapping[str, str]:
    """The headings numbered in their order: ``一、到会情况``."""
    return {key: f"{COUNTED[place]}、{words}" for place, (key, words) in enumerate(names.items())}


def figure(centi: int | None) -> str:
    """Points in words, a dash where there are none yet."""
    return DASH if centi is None else format_centi(centi)


def about(line: Line) -> str:
    """A matter in a cell: its item, and its sentence where that may be told."""
    said = told_text(line)
    return f"{line.item.title}：{said}" if said else line.item.title


def short_day(line: Line) -> str:
    return f"{line.day.month}月{line.day.day}日"


def why_alone(line: Line) -> str:
    """Why a matter is looked at by itself, with what is proposed or why assessment changed it."""
    if line.reopened:
        return f"{line.why}：原来 {figure(line.reopened.before_centi)} 分，{line.reopened.proposal}"
    reason = line.assessed.reason.rstrip("。") if line.assessed and not line.is_minus else ""
    return f"{line.why}：{reason}" if reason else line.why


def three_figures(line: Line) -> list[str]:
    return [figure(one) for one in (line.claimed_centi, line.assessed_centi, line.determined_centi)]


def vote_sentences(votes: Iterable[Voted]) -> list[str]:
    """One sentence a vote: ``第 1 项决议，一并评定 2 件：应到 6 名，到会 5 名，无异议，通过。``"""
    return [
        f"第 {one.number} 项决议，{one.proposal}：应到 {one.should_attend} 名，到会 {one.present} 名，{hands(one)}。"
        for one in votes
    ]


def month_rows(view: MeetingView) -> Mapping[str, Any] | None:
    """Of a monthly meeting: `words` with its counts, and for those who assess `rows`, each member's month (A22)."""
    month = view.month
    if month is None:
        return None
    if not view.may_see_month:
        return {"words": f"{len(month.lines)} 名党员中已初评 {month.done} 名。", "rows": None}
    rows = [
        [
            str(one.roster_no),
            one.name,
            one.said if one.done or not one.matters else f"{one.said}，还没有初评完",
            str(one.matters),
            str(one.assessed),
            figure(one.assessed_centi),
        ]
        for one in month.lines
    ]
    return {"words": month_words(month, held=view.state != "called"), "rows": rows}


def topic_rows(view: MeetingView, *, closed: bool) -> list[dict[str, str]]:
    """The topics in their order; `outcome` is "" while nothing has been noted and the meeting lasts."""
    unnoted = "没有记下结果。" if closed else ""
    return [{"title": one.title, "outcome": one.outcome or unnoted} for one in view.topics]


def report_rows(paper: MeetingPaper) -> list[list[str]]:
    """Findings as they are told to a meeting: number, quarter, against what, outcome, neither names nor words (A22)."""
    return [
        [one.name, one.quarter, one.kind, one.outcome, "已通报" if one.reported else "待通报"]
        for one in paper.reports
    ]


def lines_of_text(text: str) -> list[str]:
    """The paragraphs of what somebody typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]
