"""会议签到表: the names of a meeting in roster order, to be signed at the door (R35, A15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from fenming.prints.meeting_parts import names_on, where_and_when
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.meeting_view import Attendee
from fenming.rules.meeting import Result, monthly_quorum, quorum

ON_A_PAGE: Final = 40
EXCUSED: Final = ("duty", "private")


def attendance_list_pdf(paper: MeetingPaper) -> bytes:
    """The list as PDF, the same bytes for the same meeting. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable(names_on(paper))
    return pdf("attendance_list", attendance_list_data(paper))


def attendance_list_name(paper: MeetingPaper) -> str:
    """`2026年第一季度党员大会签到表_教工第二党支部`, without an ending."""
    return file_name(f"{paper.meeting.title}签到表", paper.branch)


def attendance_list_data(paper: MeetingPaper) -> Mapping[str, Any]:
    """The list as plain data: `pages` of rows, each with two names side by side, read down the left and then the right."""
    view = paper.meeting
    cells = [_cells(one) for one in view.sheet]
    pages = [cells[start : start + ON_A_PAGE] for start in range(0, len(cells), ON_A_PAGE)]
    return where_and_when(paper) | {
        "title": f"{view.title}签到表",
        "pages": [list(_side_by_side(page)) for page in pages],
        "should": _should(paper),
    }


def _cells(one: Attendee) -> list[str]:
    """Number, name, room for the signature, and what is known before: no vote, excused."""
    excused = one.why_away if one.mark in EXCUSED else ""
    return [
        str(one.roster_no),
        one.name,
        "",
        "，".join(filter(None, ("" if one.voting else "预备", excused))),
    ]


def _side_by_side(page: Sequence[list[str]]) -> Iterator[list[str]]:
    height = -(-len(page) // 2)
    for row in range(height):
        right = page[row + height] if row + height < len(page) else [""] * 4
        yield [*page[row], *right]


def _should(paper: MeetingPaper) -> str:
    """How many should attend, and how many are enough to begin."""
    view = paper.meeting
    if not view.should_attend:
        return "没有应到会的有表决权的党员，请先核对名册。"
    who = "支部委员" if view.kind == "committee" else "有表决权的党员"
    return f"应到{who} {view.should_attend} 名，到会 {_enough(view.kind, view.should_attend).needed} 名以上方可开会。"


def _enough(kind: str, should: int) -> Result:
    if kind == "members":
        return quorum(should_attend_voting=should, present_voting=0)
    return monthly_quorum(kind=kind, should_attend=should, present=0)
