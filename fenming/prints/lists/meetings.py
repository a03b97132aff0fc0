"""Meetings, the assessment of a month and the trail of a matter as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fenming.prints.tables import Cell, Table, columns
from fenming.queries.assess_desk import AssessDesk, DeskRow
from fenming.queries.assess_words import DeskMatter
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_list import Meetings
from fenming.queries.meeting_month import MonthWork
from fenming.queries.meeting_view import MARKS, Attendee, MeetingView
from fenming.queries.meeting_words import told_text
from fenming.queries.trail import Trail

POINTS = ("申报", "初评", "评定")
COUNTED = ("应到", "同意", "反对", "弃权")


def meetings_tables(view: Meetings) -> tuple[Table, ...]:
    """The branch's meetings, the latest first."""
    rows = tuple((row.title, row.held_on, row.place, row.state_name, row.entered_on) for row in view.rows)
    return (Table("历次会议", "会议", columns("会议", "日期", "地点", "状态", "补录于", days={"日期", "补录于"}), rows),)  # fmt: skip


def agenda_tables(view: MeetingView) -> tuple[Table, ...]:
    """Before a meeting: what it will look at one by one, and what it will vote on together."""
    if view.month:
        return _month_tables(view, view.month)
    singled = tuple(
        (*_matter(line), _why(line), line.claimed_centi, line.assessed_centi) for line in view.singled
    )
    together = tuple((*_matter(line), line.claimed_centi, line.assessed_centi) for line in view.en_bloc)
    names = ("党员", "事项", "说明", "日期")
    return (
        Table(f"{view.title}：逐项审议", "逐项审议", columns(*names, "为什么单列", *POINTS[:2], points=POINTS, days={"日期"}), singled),
        Table(f"{view.title}：一并评定", "一并评定", columns(*names, *POINTS[:2], points=POINTS, days={"日期"}), together),
    )  # fmt: skip


def minutes_tables(view: MeetingView) -> tuple[Table, ...]:
    """After a meeting: who was there, how was voted, what came out."""
    there = _attendance(view)
    if view.month:
        return (there, *_month_tables(view, view.month))
    about = {line.matter_id: f"{line.name}，{line.item.title}：" for line in view.lines}
    votes = tuple(
        (
            vote.number, f"{about.get(vote.matter_id or 0, '')}{vote.proposal}", vote.should_attend, vote.ayes,
            vote.nays, vote.abstained, f"{'无异议，' if vote.without_objection else ''}{'通过' if vote.adopted else '没有通过'}",
        )
        for vote in view.votes
    )  # fmt: skip
    results = tuple(
        (*_matter(line), line.result or "还没有结果", line.claimed_centi, line.assessed_centi, line.determined_centi)
        for line in view.lines
    )  # fmt: skip
    names = ("党员", "事项", "说明", "日期", "结果", *POINTS)
    return (
        Table(f"{view.title}：决议", "决议", columns("项", "决议", *COUNTED, "结果", counts={"项", *COUNTED}), votes),
        Table(f"{view.title}：评定结果", "评定结果", columns(*names, points=POINTS, days={"日期"}), results),
        there,
    )  # fmt: skip


def _attendance(view: MeetingView) -> Table:
    rows = tuple((one.name, "有" if one.voting else "无", _there(one)) for one in view.sheet)
    return Table(f"{view.title}：到会情况", "到会情况", columns("姓名", "表决权", "到会"), rows)


def _there(one: Attendee) -> str:
    if one.present is None:
        return ""
    if not one.present:
        return f"缺席（{one.why_away}）" if one.why_away else "缺席"
    return f"到会（{MARKS[one.mark]}）" if one.mark == "late" else "到会"


def _matter(line: Line) -> tuple[str, str, str, date]:
    """What a deduction was for is not written here (A22), nor what its owner withholds: such a list is handed round."""
    return line.name, line.item.title, told_text(line), line.day


def _why(line: Line) -> str:
    return f"{line.why}：{line.reopened.proposal}" if line.reopened else line.why


def _month_tables(view: MeetingView, month: MonthWork) -> tuple[Table, ...]:
    if not view.may_see_month:
        return ()
    rows = tuple(
        (line.roster_no, line.name, line.said, line.matters, line.assessed, line.assessed_centi)
        for line in month.lines
    )
    names = ("序号", "党员", "本月", "件数", "已初评", "初评分")
    made = columns(*names, points={"初评分"}, counts={"序号", "件数", "已初评"})
    return (Table(f"{month.number}月初评情况", "初评情况", made, rows),)


def desk_tables(view: AssessDesk) -> tuple[Table, ...]:
    """The rows of the desk under the filter asked for."""
    rows = tuple(cells for row in view.rows for cells in _desk_rows(row))
    names = ("序号", "党员", "类别", "本月情况", "说明", *POINTS[:2], "状态")
    return (
        Table(f"{view.month_number}月初评", "初评", columns(*names, points=POINTS, counts={"序号"}), rows),
    )


def _desk_rows(row: DeskRow) -> Iterator[tuple[Cell, ...]]:
    """A member's month in one line, or a line for each matter where they are looked at one by one."""
    whose = (row.roster_no, row.name, row.kind)
    if not row.opened:
        yield (*whose, row.what, row.why, row.claimed_centi, row.assessed_centi, row.word)
        return
    for one in row.matters:
        said, why = f"{one.how}：{one.said or one.title}", one.unheard or one.why
        yield (*whose, said, why, one.claimed_centi, one.assessed_centi, _desk_word(one))


def _desk_word(one: DeskMatter) -> str:
    if one.unheard:
        return "等本人答复"
    if one.open:
        return "等办理人初评" if one.handler else "单独看"
    return {"returned": "退回补充", "refused": "不认定"}.get(one.state, "已初评")


def trail_tables(view: Trail) -> tuple[Table, ...]:
    """Who did what to a matter, and what of it is in the ledger."""
    acts = tuple(
        (row.seq, row.at, row.who, row.what, _ground(row.sections), row.code, row.before) for row in view.rows
    )
    booked = tuple(
        (row.seq, row.at, row.kind, row.points_centi, row.reverses, row.code, row.before)
        for row in view.booked
    )
    names, chain = ("留痕编号", "时间", "谁", "办了什么", "依据"), ("本号短码", "上一号短码")
    title = f"事项{view.number}的办理留痕"
    return (
        Table(title, "办理留痕", columns(*names, *chain, counts={"留痕编号"}, moments={"时间"}), acts),
        Table(f"{title}：台账", "台账", columns(
            "台账编号", "时间", "种类", "限额之前的分", "冲回", *chain,
            points={"限额之前的分"}, counts={"台账编号", "冲回"}, moments={"时间"},
        ), booked),
    )  # fmt: skip


def _ground(sections: Sequence[str]) -> str:
    return f"方案{'、'.join(sections)}" if sections else "办理约定"
