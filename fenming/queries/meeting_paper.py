"""A meeting as its papers need it: agenda, attendance list, minutes, resolution (R33-R37, R43, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.meeting import meeting_of
from fenming.queries.meeting_view import MeetingView
from fenming.queries.report_backs import ReportLine, report_lines
from fenming.queries.viewer import Viewer
from fenming.records.models import Meeting
from fenming.rules.authority import Relation, may
from fenming.rules.terms import Refused

BEGUN: Final = (Meeting.State.OPEN, Meeting.State.CLOSED)


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """The meeting as its page shows it to this viewer, the branch's name, and the findings it hears; `draft` until it is over."""

    branch: str
    meeting: MeetingView
    reports: tuple[ReportLine, ...]

    @property
    def draft(self) -> bool:
        return self.meeting.state != Meeting.State.CLOSED


def meeting_paper(*, viewer: Viewer, meeting_id: int, today: date, begun: bool = False) -> MeetingPaper:
    """What stands on a meeting's papers, for everyone who may see it; `begun`: only once it has begun.

    Raises NotFound for another branch's meeting, Refused `forbidden`, `cancelled`, `not_begun`.
    """
    view = meeting_of(viewer=viewer, meeting_id=meeting_id, today=today)
    if view.state == Meeting.State.CANCELLED:
        raise Refused("cancelled", f"{view.title}已经取消，没有要打印的材料。")
    if begun and view.state not in BEGUN:
        raise Refused(
            "not_begun",
            f"{view.title}还没有开始，没有会议记录和决议。会前可以打印议程和签到表；{view.noun}开始以后再来打印。",
        )
    reports = report_lines(meeting_id=view.id) if view.reports else ()
    return MeetingPaper(viewer.branch_name, view, reports)


def attendance_paper(*, viewer: Viewer, meeting_id: int, today: date) -> MeetingPaper:
    """The same for the list that is signed at the door: for whoever enters attendance. Raises as `meeting_paper`."""
    paper = meeting_paper(viewer=viewer, meeting_id=meeting_id, today=today)
    answer = may(verb="mark_attendance", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    return paper
