"""考勤 from a sign-in sheet: who came to an activity, or to the branch's meeting of that day (R30, R37).

A sheet gives proposals, never entries: what a mark proposes by the standard is shown at its row, and recorded only when
that was asked for; whoever it concerns is heard first (A14).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.claims import tidy
from fenming.queries.files.cells import clean_text, read_day
from fenming.queries.files.columns import Column
from fenming.queries.imports.people import People, fault
from fenming.queries.imports.plan import Asked, CellFault, Change, Kind, Outcome, Plan, Question, RowPlan
from fenming.queries.meeting_roll import called_to
from fenming.queries.roll_call import LABELS, LONGEST_WHAT, Proposal, proposals_of, roll_of
from fenming.records.models import Meeting, Membership
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

COLUMNS: Final = (
    Column("id", ("姓名", "党员", "党员姓名", "编号", "名册序号"), many=True),
    Column("mark", ("到会情况", "出席情况", "出勤情况", "签到情况", "考勤情况", "考勤", "出勤", "签到", "是否到会", "是否参加", "到会", "出席", "情况")),
    Column("why", ("请假事由", "请假类别", "请假原因", "缺席原因", "原因", "备注"), optional=True),
)  # fmt: skip
HINTS: Final = {
    "id": "必填。名册里的姓名；有同名的，写名册里的序号。",
    "mark": "到会、迟到早退、因公请假、因私请假、无故缺席，可从下拉单里选。出席、签到、√ 也认作到会。",
    "why": "请假的可以写因公或因私。",
}
ACTIVITY, MEETING = "activity", "meeting"
QUESTIONS: Final = (
    Question("day", "哪一天", "活动或者会议的日期。", kind="day"),
    Question("to", "登记到哪里", "支部会议要在会议结束以前登记。", kind="choice",
             choices=((ACTIVITY, "组织生活或活动的考勤"), (MEETING, "这一天的支部会议"))),
    Question("what", "活动名称", f"登记活动考勤的要写，如：七月主题党日，{LONGEST_WHAT} 字以内。登记到会议的不用写。", free=True),
    Question("leave", "只写“请假”的，算哪一种", kind="choice", free=True,
             choices=(("", "不推定，逐个补"), ("duty", "因公请假"), ("private", "因私请假"))),
    Question("empty", "空着的，算哪一种", kind="choice", free=True,
             choices=(("", "不推定，逐个补"), ("present", "到会"), ("absent", "无故缺席"))),
    Question("take", "标准里对应的扣分事项", "登记的事项先告知本人，可以答复，再由支委会初评。", kind="choice", free=True,
             choices=(("", "只登记到会情况"), ("all", "同时登记，逐人告知"))),
)  # fmt: skip
# The first pattern that is found tells the mark; a refusal comes before what it contains (未到, 不出席).
_WORDS: Final = (
    ("duty", re.compile("因公|公假|公务|公差|出差")),
    ("private", re.compile("因私|事假|病假|私事|因病|婚假|产假|丧假")),
    ("absent", re.compile("无故|旷|未请假|没请假")),
    ("leave", re.compile("请假|^假$")),
    ("late", re.compile("迟到|早退")),
    ("absent", re.compile("缺席|缺勤|旷|未到|未签|未出|未参|没到|没来|不到|不出席|^[×✗✘xX否0]$")),
    ("present", re.compile("出席|到会|签到|参加|出勤|已到|实到|正常|^[√✓✔是到1]$")),
)


@dataclass(frozen=True, slots=True)
class AttendanceDraft:
    """The plan, and what it comes to: marks by membership, of an activity (`what`) or of a meeting; whose proposals
    are to be recorded."""

    plan: Plan
    marks: Mapping[int, str]
    day: date | None = None
    what: str = ""
    meeting_id: int | None = None
    taken: tuple[int, ...] = ()


def plan(asked: Asked) -> Plan:
    """What would become of each row."""
    return draft_of(asked).plan


def draft_of(asked: Asked) -> AttendanceDraft:
    """Every row read and held against the roster of the day, or against who should attend the meeting."""
    try:
        day = _day(asked)
        meeting = _meeting(asked, day) if asked.answer("to") == MEETING else None
        what = "" if meeting else _what(asked)
    except Refused as refused:
        return AttendanceDraft(Plan(problem=refused.sentence), {})
    roster = _expected(asked, day, meeting)
    sheet = dict(meeting.attendance.values_list("membership_id", "mark")) if meeting else {}
    rows = _rows(asked, roster)
    marks = {row.membership_id: row.mark for row in rows if row.mark}
    proposals: dict[int, Proposal] = {}
    if meeting is None:
        found = proposals_of(branch_id=asked.branch_id, day=day, marks=marks)
        proposals = {one.membership_id: one for one in found}
    take = asked.answer("take") == "all"
    plans = tuple(
        _against(row, sheet.get(row.membership_id, ""))
        if meeting
        else _with_proposal(row, proposals, take=take)
        for row in rows
    )
    plan = Plan(plans, remarks=_remarks(roster, marks, meeting))
    return AttendanceDraft(
        plan, marks, day, what, meeting.pk if meeting else None, tuple(proposals) if take else ()
    )


def _day(asked: Asked) -> date:
    """Refused with what is missing or does not fit."""
    if problem := asked.missing(COLUMNS):
        raise Refused("no_column", problem)
    try:
        day = read_day(asked.answer("day"))
    except ValueError as error:
        raise Refused("bad_day", str(error)) from error
    if day is None or asked.answer("to") not in (ACTIVITY, MEETING):
        raise Refused("no_day", "还没有填哪一天、登记到哪里。请填好再核对。")
    if day > asked.today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到。请填已经过去的日期。")
    return day


def _what(asked: Asked) -> str:
    what = tidy(asked.choice.answers.get("what", ""))
    if not what or len(what) > LONGEST_WHAT:
        raise Refused("nothing_said", f"请写一句是什么活动，如“七月主题党日”，{LONGEST_WHAT} 字以内。")
    return what


def _meeting(asked: Asked, day: date) -> Meeting:
    """The one meeting of that day that still takes attendance."""
    rows = Meeting.objects.filter(branch_id=asked.branch_id, held_on=day)
    found = list(rows.filter(state__in=(Meeting.State.CALLED, Meeting.State.OPEN)))
    if len(found) == 1:
        return found[0]
    if found:
        words = f"{full_day_name(day)}有 {len(found)} 次会议，看不出是哪一次。请在会议的页面上登记到会。"
    else:
        words = f"{full_day_name(day)}没有还可以登记到会的会议。已经结束的，到会情况不能再改；是活动的，请改选“考勤”。"
    raise Refused("no_meeting", words)


def _expected(asked: Asked, day: date, meeting: Meeting | None) -> list[Membership]:
    """Who may stand on the sheet; the sheet of a meeting not yet begun is that of today, as on its page."""
    if meeting is None:
        return roll_of(branch_id=asked.branch_id, day=day)
    fixed = meeting.opened_at or meeting.entered_on
    on = day if fixed else max(day, asked.today)
    called = {one.membership_id for one in called_to(branch_id=asked.branch_id, kind=meeting.kind, day=on)}
    return [one for one in roll_of(branch_id=asked.branch_id, day=on) if one.pk in called]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as read: its plan so far, the member and the mark, 0 and "" where it has none."""

    plan: RowPlan
    membership_id: int = 0
    mark: str = ""


def _rows(asked: Asked, roster: list[Membership]) -> list[_Row]:
    people, broken = People(asked, roster), asked.broken()
    first: dict[int, int] = {}
    found = []
    for number, cells in asked.reading.rows:
        member, who, wrong = people.of(number, cells)
        if number in asked.choice.out:
            found.append(_Row(RowPlan(number, Outcome.LEFT_OUT, who, "您选了不导入这一行")))
            continue
        faults = [*broken.get(number, ()), *wrong]
        mark = _mark(asked, number, cells, faults)
        if member is not None and first.setdefault(member.pk, number) != number:
            words = f"{who}在第 {first[member.pk]} 行已经有了。请选定一行，另一行不导入。"
            faults.append(fault(asked, (number, cells), "id", words))
        if faults or member is None:
            found.append(_Row(RowPlan(number, Outcome.FAULT, who, faults=tuple(faults))))
        else:
            found.append(_Row(RowPlan(number, Outcome.NEW, who, LABELS[mark]), member.pk, mark))
    return found


def _mark(asked: Asked, number: int, cells: list[str], faults: list[CellFault]) -> str:
    """What the cell says, with the reason beside it where it says only that somebody was on leave."""
    said = "".join(clean_text(cells[place]) for place in asked.places("mark"))
    why = "".join(clean_text(cells[place]) for place in asked.places("why"))
    mark = mark_of(said)
    if not said:
        mark = asked.answer("empty")
    elif mark == "leave":
        beside = mark_of(why)
        mark = beside if beside in ("duty", "private") else asked.answer("leave")
    if mark in LABELS:
        return mark
    if not said:
        words = "到会情况是空的。请补上，或在上面选“空着的，算哪一种”。"
    elif mark_of(said) == "leave":
        words = "没有写因公还是因私请假。请补上，或在上面选“只写请假的，算哪一种”。"
    else:
        words = "看不出是到会、请假还是缺席。请改成到会、迟到早退、因公请假、因私请假或无故缺席。"
    faults.append(fault(asked, (number, cells), "mark", words))
    return ""


def mark_of(cell: str) -> str:
    """The mark that a cell's words mean: one of the five, `leave` for a leave of neither kind, "" for none."""
    words = "".join(clean_text(cell).split())
    return next((mark for mark, pattern in _WORDS if pattern.search(words)), "") if words else ""


def _against(row: _Row, before: str) -> RowPlan:
    """Held against the meeting's sheet as it stands."""
    one = row.plan
    if not row.mark or not before:
        return one
    if before == row.mark:
        return RowPlan(one.row, Outcome.SAME, one.who, one.words)
    change = Change("到会情况", LABELS[before], LABELS[row.mark])
    return RowPlan(one.row, Outcome.CHANGED, one.who, changes=(change,))


def _with_proposal(row: _Row, proposals: Mapping[int, Proposal], *, take: bool) -> RowPlan:
    proposal = proposals.get(row.membership_id)
    if proposal is None:
        return row.plan
    how = "同时登记" if take else "标准里对应"
    words = f"{row.plan.words}；{how}“{proposal.title}”（{proposal.rule}）{'，先告知本人' if take else '，这次不登记'}"
    return RowPlan(row.plan.row, row.plan.outcome, row.plan.who, words)


def _remarks(roster: list[Membership], marks: Mapping[int, str], meeting: Meeting | None) -> tuple[str, ...]:
    left = [one.person.name for one in roster if one.pk not in marks]
    if not left:
        return ()
    names = "、".join(left[:30]) + ("等" if len(left) > 30 else "")
    what = "到会情况照会议页面上现在的" if meeting else "不登记他们的考勤"
    return (f"表里没有的 {len(left)} 人：{names}。{what}。",)


ATTENDANCE: Final = Kind(
    code="attendance",
    title="考勤签到",
    about="活动或会议的签到表。活动的登记为考勤，标准里有对应扣分事项的，由您决定是否一并登记；会议的登记为到会。",
    verb="call_roll",
    columns=COLUMNS,
    hints=HINTS,
    questions=QUESTIONS,
    undo="会议的到会情况在会议结束以前可以再改。登错的扣分事项，初评以前在那件事项上撤回；考勤记录本身留存不改。",
    may_leave_out=True,
    plan=plan,
)
