"""An invented members' meeting and a committee meeting, as their papers get them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fenming.queries.meeting_agenda import Assessed, Line, Reopened
from fenming.queries.meeting_month import MemberLine, MonthWork
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.meeting_topics import TopicLine
from fenming.queries.meeting_view import Added, Attendee, MeetingView, Voted
from fenming.queries.report_backs import ReportLine
from tests.cast import at
from tests.rules.case_files import default_standard

NAMES = ("林曼青", "徐嘉树", "韩若水", "沈知行", "周予安", "何苗", "欧阳海棠", "顾雨桐")
PROBATIONARY = 8
AWAY = {4: "duty", 6: ""}
DAY = date(2026, 3, 28)
SAID = "指导 6 名师范生试讲并逐一点评，课后汇总意见发给各人。"
ITEMS = default_standard().by_id


def attendee(number: int) -> Attendee:
    there = number not in AWAY
    mark = "late" if number == 2 else "" if there else AWAY[number]
    return Attendee(number, number, NAMES[number - 1], number != PROBATIONARY, there, mark)


def line(number: int, member: int, item: str, **more: Any) -> Line:
    """A matter that was accepted as claimed and assessed."""
    points = more.pop("points", 100)
    plain: dict[str, Any] = {
        "matter_id": number, "membership_id": member, "roster_no": member, "name": NAMES[member - 1],
        "item": ITEMS[item], "rule": "", "day": date(2026, 2, 10 + number), "claimed_centi": points, "said": SAID,
        "declared_at": at(2026, 3, 1), "origin": "declared", "state": "determined", "agrees": None, "withheld": False,
        "singled_out": False, "outcome": "accepted", "points_centi": points, "reason": "",
        "assessed": Assessed("accepted", 1, "", None, points, "", at(2026, 3, 10)), "reopened": None,
    }  # fmt: skip
    return Line(**plain | more)


def vote(number: int, proposal: str, matter_id: int | None = None, **more: Any) -> Voted:
    there = frozenset({1, 2, 3, 5, 7})
    counts = {"without_objection": True, "ayes": 5, "nays": 0, "abstained": 0, "adopted": True}
    of = {"should_attend": 7 if matter_id is None else 6, "present": 5}
    return Voted(number, matter_id, proposal, **{"those_present": there} | of | counts | more)


LINES = (
    line(1, 5, "DT2"),
    line(2, 6, "DT4", withheld=True),
    line(
        3, 5, "DT3", points=300, singled_out=True, outcome="changed", points_centi=250, reason="会上折中，按两次半计。",
        assessed=Assessed("changed", 1, "", 200, 200, "与同类事项核对。", at(2026, 3, 10)),
    ),
    line(4, 6, "K03", points=-50, singled_out=True, outcome="refused", points_centi=0, reason="当天确有公务"),
    line(
        5, 7, "DT5", singled_out=True, outcome="changed", points_centi=200,
        reopened=Reopened("changed", 2, "", None, 100, 200, "签到表上有两次签名。", None, False, False), reason="签到表上有两次签名。",
    ),
)  # fmt: skip
VOTES = (
    vote(1, "一并评定 2 件"),
    vote(2, "按初评评定 2 分", 3, without_objection=False, ayes=2, nays=2, abstained=1, adopted=False),
    vote(3, "改为 2.5 分", 3, without_objection=False, ayes=4, nays=1),
    vote(4, "不认定", 4, those_present=frozenset({1, 2, 3, 5, 6, 7})),
    vote(5, "改为 2 分", 5),
)
MEMBERS = MeetingView(
    id=1, kind="members", title="2026年第一季度党员大会", state="closed", held_on=DAY, entered_on=None, place="文学馆 204 室",
    called_by="林曼青", circulated_at=at(2026, 3, 25), why_cancelled="", minutes="会议由书记主持，记录员通报了初评情况。\n到会党员逐件评议并表决。",
    closed_at=at(2026, 3, 28), month=None, lines=LINES,
    topics=(TopicLine(1, 1, "讨论暑期学习安排", "七月集中两天，由学习委员拟方案。"), TopicLine(2, 2, "通报近期工作", "")),
    sheet=tuple(attendee(number) for number in range(1, 9)), votes=VOTES,
    addenda=(Added(1, "“文学馆 204 室”应为“文学馆 205 室”。", "徐嘉树", at(2026, 4, 1)),),
    reports=1, own_membership_id=1, may_lead=True, may_enter=True, may_see_month=True,
)  # fmt: skip
PAPER = MeetingPaper(
    "青岚大学人文学院教工第二党支部",
    MEMBERS,
    (ReportLine(1, "第 1 号异议", "2025年第四季度", "对评定的分", "维持", True, False),),
)

MONTH = MonthWork(
    3, 2,
    (
        MemberLine(1, "林曼青", "本月无新增", 0, 0, 0, None, True), MemberLine(5, "周予安", "有事项", 2, 2, 1, 200, True),
        MemberLine(6, "何苗", "有事项", 1, 0, 0, None, False),
    ),
)  # fmt: skip
COMMITTEE = replace(
    MEMBERS, kind="committee", title="2026年2月支委会", held_on=date(2026, 3, 9), month=MONTH, lines=(), votes=(), addenda=(),
    reports=0, minutes="逐人核对了二月的事项。", sheet=tuple(attendee(number) for number in (1, 2, 3)),
)  # fmt: skip
MONTHLY = MeetingPaper(PAPER.branch, COMMITTEE, ())


def in_state(paper: MeetingPaper, state: str, **more: Any) -> MeetingPaper:
    """The same meeting before it was over."""
    return replace(paper, meeting=replace(paper.meeting, state=state, closed_at=None, **more))
