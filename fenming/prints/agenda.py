"""会议议程 of both kinds of meeting on paper, to be handed out before it (R33, R36, A22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.meeting_parts import (
    about,
    called_names,
    chapters,
    figure,
    month_rows,
    names_on,
    short_day,
    topic_rows,
    where_and_when,
    why_alone,
)
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_paper import MeetingPaper


def agenda_pdf(paper: MeetingPaper) -> bytes:
    """The agenda as PDF, the same bytes for the same meeting. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable(names_on(paper))
    return pdf("agenda", agenda_data(paper))


def agenda_name(paper: MeetingPaper) -> str:
    """`2026年第一季度党员大会议程_教工第二党支部`, without an ending."""
    return file_name(f"{paper.meeting.title}议程", paper.branch)


def agenda_data(paper: MeetingPaper) -> Mapping[str, Any]:
    """The agenda as plain data; a draft until it has been sent out or the meeting has begun.

    `heads` holds the numbered points by name, with only those that apply.
    """
    view = paper.meeting
    return where_and_when(paper) | {
        "title": f"{view.title}议程",
        "draft": view.state == "called" and view.circulated_at is None and view.entered_on is None,
        "called": called_names(view),
        "heads": _heads(paper),
        "month": month_rows(view),
        "singled": [[line.name, *_matter(line), why_alone(line), *_figures(line)] for line in view.singled],
        "together": [[line.name, *_matter(line), *_figures(line)] for line in view.en_bloc],
        "en_bloc": _EN_BLOC,
        "topics": [one["title"] for one in topic_rows(view, closed=False)],
    }


_EN_BLOC = "一并评定的事项，初评没有改动，一次表决；会上可以要求把任何一件提出来，逐项审议。按名册顺序排列。"


def _heads(paper: MeetingPaper) -> Mapping[str, str]:
    view = paper.meeting
    if view.month:
        names = {"month": f"核实和初评{view.month.number}月的积分"}
    else:
        names = {
            "singled": f"逐项审议 {len(view.singled)} 件",
            "together": f"一并评定 {len(view.en_bloc)} 件",
        }
    if view.topics:
        names["topics"] = f"其他议题 {len(view.topics)} 个"
    if paper.reports:
        names["reports"] = f"通报异议和申诉的结论 {len(paper.reports)} 件"
    return chapters(names)


def _matter(line: Line) -> list[str]:
    return [about(line), short_day(line)]


def _figures(line: Line) -> list[str]:
    return [figure(line.claimed_centi), figure(line.assessed_centi)]
