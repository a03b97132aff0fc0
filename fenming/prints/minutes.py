"""会议记录 of both kinds of meeting on paper (R33-R37, A15, A22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from fenming.prints.meeting_parts import (
    about,
    chapters,
    lines_of_text,
    month_rows,
    names_on,
    report_rows,
    short_day,
    three_figures,
    topic_rows,
    vote_sentences,
    where_and_when,
    why_alone,
)
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.meeting_view import Added, Attendee
from fenming.queries.meeting_words import presence_words, told_reason
from fenming.rules.reasons import full_day_name


def minutes_pdf(paper: MeetingPaper) -> bytes:
    """The minutes as PDF, the same bytes for the same meeting. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable(names_on(paper))
    return pdf("minutes", minutes_data(paper))


def minutes_name(paper: MeetingPaper) -> str:
    """`2026年第一季度党员大会记录_教工第二党支部`, without an ending."""
    return file_name(f"{paper.meeting.title}记录", paper.branch)


def minutes_data(paper: MeetingPaper) -> Mapping[str, Any]:
    """The minutes as plain data: texts, lists of texts and rows of texts, for any template.

    `heads` holds the numbered headings by name, with only those that apply; a table that is None is not told to
    this viewer. Members' meetings have `together` and `singled`, monthly ones `month`.
    """
    view = paper.meeting
    return where_and_when(paper) | {
        "title": f"{view.title}记录",
        "heads": _heads(paper),
        "quorum": view.quorum.sentence if view.quorum else "到会还没有登记。",
        "there": [_there(one) for one in view.sheet if one.present],
        "away": [_away(one) for one in view.sheet if not one.present],
        "presence": list(presence_words(view)),
        "month": month_rows(view),
        "together": None if view.month else _together(paper),
        "singled": None if view.month else [_singled_row(paper, one) for one in view.singled],
        "topics": topic_rows(view, closed=not paper.draft),
        "reports": report_rows(paper),
        "minutes": lines_of_text(view.minutes) or [f"（{view.noun}结束时写入。）"],
        "addenda": [_addendum(one) for one in view.addenda],
    }


def _heads(paper: MeetingPaper) -> Mapping[str, str]:
    view = paper.meeting
    names = {"there": "到会情况"}
    if view.month:
        names["month"] = f"核实和初评{view.month.number}月的积分"
    else:
        names["together"] = f"一并评定 {len(view.en_bloc)} 件"
        names["singled"] = f"逐项审议 {len(view.singled)} 件"
    names["topics"] = "其他议题"
    if paper.reports:
        names["reports"] = f"通报异议和申诉的结论 {len(paper.reports)} 件"
    names["minutes"] = "会议记录"
    if view.addenda:
        names["addenda"] = "会后补记"
    return chapters(names)


def _there(one: Attendee) -> str:
    """``江晓（预备）``: who has no vote, who came late."""
    marks = ("" if one.voting else "（预备）") + ("（迟到早退）" if one.mark == "late" else "")
    return one.name + marks


def _away(one: Attendee) -> str:
    return f"{one.name}（{one.why_away or '未到'}）" if one.present is False else one.name


def _together(paper: MeetingPaper) -> Mapping[str, Any]:
    view = paper.meeting
    votes = vote_sentences(view.votes_on(None))
    words = votes if votes or not view.en_bloc else ["还没有表决。"]
    return {
        "words": words,
        "rows": [[one.name, about(one), short_day(one), *three_figures(one)] for one in view.en_bloc],
    }


def _singled_row(paper: MeetingPaper, line: Line) -> list[str]:
    """Who, what, why by itself, the three figures, what came of it and how it was voted."""
    votes = vote_sentences(paper.meeting.votes_on(line.matter_id))
    reason = told_reason(line).rstrip("。")
    result = f"{line.result or '还没有结果'}。" + (f"理由：{reason}。" if reason else "")
    return [line.name, _what(line), why_alone(line), *three_figures(line), "\n".join((result, *votes))]


def _what(line: Line) -> str:
    return f"{short_day(line)}，{about(line)}"


def _addendum(one: Added) -> Mapping[str, Any]:
    return {
        "head": f"补记 {one.number}（{one.by}，{full_day_name(timezone.localdate(one.at))}）",
        "paragraphs": lines_of_text(one.text),
    }
