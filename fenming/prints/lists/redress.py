"""Objections, appeals, corrections, vetoes, enquiries and what follows a year as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from fenming.prints.tables import Table, columns
from fenming.queries.appeals import AppealRow, Appeals
from fenming.queries.corrections import CorrectionRow
from fenming.queries.disposals import DisposalRow
from fenming.queries.enquiries import EnquiryRow
from fenming.queries.follow_up import FollowUpPage
from fenming.queries.objections import ObjectionRow, Objections
from fenming.queries.probations import ProbationRow
from fenming.queries.use_page import UsePage
from fenming.queries.uses import BottomPage, UsesView
from fenming.queries.veto import VetoesPage

OWN = "本人"


def objections_tables(view: Objections) -> tuple[Table, ...]:
    """One's own, and for who handles them the branch's."""
    found = (("我提出的异议", view.own, False), ("本支部的异议", view.branch or (), True))
    return tuple(_objections(title, rows, named=named) for title, rows, named in found)


def _objections(title: str, rows: Iterable[ObjectionRow], *, named: bool) -> Table:
    names = ("编号", *(("党员",) if named else ()), "异议", "季度", "种类", "提出", "答复期限", "状态")
    made = columns(*names, counts={"编号"}, days={"答复期限"}, moments={"提出"})
    cells = (
        (one.number, *((one.name,) if named else ()), one.about, one.quarter, one.kind, one.filed_at,
         one.answer_by, one.outcome if one.state == "found" else one.word)
        for one in rows
    )  # fmt: skip
    return Table(title, title, made, tuple(cells))


def appeals_tables(view: Appeals) -> tuple[Table, ...]:
    """One's own, those of the branches below, and the branch's."""
    return (
        _appeals("我提出的申诉", view.own),
        _appeals("下级支部党员的申诉", view.below or (), branches=True, named=True),
        _appeals("本支部党员的申诉", view.branch or (), named=True),
    )


def _appeals(title: str, rows: Iterable[AppealRow], *, branches: bool = False, named: bool = False) -> Table:
    whose = (*(("支部",) if branches else ()), *(("党员",) if named else ()))
    made = columns(
        "编号", *whose, "申诉", "季度", "种类", "提出", "答复期限", "状态",
        counts={"编号"}, days={"答复期限"}, moments={"提出"},
    )  # fmt: skip
    cells = (
        (one.number, *((one.branch,) if branches else ()), *((one.name,) if named else ()), one.about,
         one.quarter, one.kind, one.filed_at, one.decide_by, _appeal_word(one))
        for one in rows
    )  # fmt: skip
    return Table(title, title, made, tuple(cells))


def _appeal_word(one: AppealRow) -> str:
    if one.overdue:
        return "逾期未答复"
    return one.outcome if one.state == "decided" else one.word


def corrections_tables(rows: Iterable[CorrectionRow]) -> tuple[Table, ...]:
    """Clerical corrections of the branch."""
    cells = tuple((one.name, one.title, one.proposed_at, one.word) for one in rows)
    return (Table("笔误更正", "笔误更正", columns("党员", "项目", "提出", "状态", moments={"提出"}), cells),)


def vetoes_tables(view: VetoesPage) -> tuple[Table, ...]:
    """Every veto of the branch, for those who see the page."""
    cells = tuple(
        (one.name, one.title, one.document, one.decided_on, one.reply_by if one.state == "proposed" else None, one.word)
        for one in view.rows
    )  # fmt: skip
    names = ("姓名", "种类", "处理决定", "决定日期", "陈述期到", "状态")
    return (Table("一票否决的办理情况", "一票否决", columns(*names, days={"决定日期", "陈述期到"}), cells),)


def enquiries_tables(rows: Iterable[EnquiryRow]) -> tuple[Table, ...]:
    """What readers of the postings asked, and the answers; how to reach them is on the page of each alone."""
    cells = tuple(
        (one.number, one.text, one.about, one.name, one.at, "已答复" if one.answer else "等支部答复", one.answered_by, one.answered_at)
        for one in rows
    )  # fmt: skip
    names = ("编号", "查询的内容", "公示", "提出人", "提出", "状态", "答复人", "答复")
    return (Table("公示查询", "公示查询", columns(*names, counts={"编号"}, moments={"提出", "答复"}), cells),)


def follow_up_tables(view: FollowUpPage) -> tuple[Table, ...]:
    """What follows a year for single members, as far as the viewer sees it."""
    talks = tuple((_whose(one.name, own=one.own), one.held_on, one.held_by, one.word) for one in view.talks)
    dated = tuple((_whose(one.name, own=one.own), one.due_on, one.word) for one in view.rectifications)
    probations = tuple(
        (_whose(one.name, own=one.own), one.due_on, _probation(one)) for one in view.probations
    )
    disposals = tuple(_disposal(one, inside=view.inside) for one in view.disposals)
    whose = ("党员",) if view.inside else ("党员", "支部")
    if not view.inside:
        talks, dated = (), ()
    return (
        Table("诫勉谈话", "诫勉谈话", columns("党员", "日期", "谈话人", "状态", days={"日期"}), talks),
        Table("限期整改", "限期整改", columns("党员", "期限", "状态", days={"期限"}), dated),
        Table("预备党员", "预备党员", columns("党员", "预备期到", "说明", days={"预备期到"}), probations),
        Table("组织处理", "组织处理", columns(*whose, "年度", "状态", counts={"年度"}), disposals),
    )


def _whose(name: str, *, own: bool) -> str:
    return OWN if own else name


def _probation(one: ProbationRow) -> str:
    extended = "延长过一次" if one.extended else "没有延长"
    return f"{extended}，已满，等大会讨论" if one.over else extended


def _disposal(one: DisposalRow, *, inside: bool) -> tuple[str | int, ...]:
    return (_whose(one.name, own=one.own), *(() if inside else (one.branch,)), one.year, one.word)


def uses_tables(view: UsesView) -> tuple[Table, ...]:
    """The lists of a year, each in roster order; the lists are no decisions."""
    names = ("姓名", "年度积分", "评议等次", "决定", "说明")
    return tuple(
        Table(
            section.name, section.name, columns(*names, points={"年度积分"}),
            tuple(
                (one.name, one.total_centi, one.grade or "没有等次", one.word, "" if one.listed else "按更正后的结算不在名单内")
                for one in section.rows
            ),
        )
        for section in view.sections
    )  # fmt: skip


def use_tables(view: UsePage) -> tuple[Table, ...]:
    """What was given for one name on a list."""
    cells = tuple((one.day, one.kind, one.what, one.document, one.by) for one in view.incentives)
    names = ("日期", "种类", "内容", "依据", "登记")
    return (Table(f"{view.name}已给的激励", "已给的激励", columns(*names, days={"日期"}), cells),)


def bottom_tables(view: BottomPage) -> tuple[Table, ...]:
    """The resolutions about the bottom list, the latest first."""
    cells = tuple(
        (one.day, "列靠后的名单" if one.is_on else "不再列靠后的名单", one.resolution, one.by, one.at)
        for one in view.resolutions
    )
    names = ("日期", "内容", "决议", "录入", "录入时间")
    return (
        Table(
            "靠后名单的决议", "靠后名单的决议", columns(*names, days={"日期"}, moments={"录入时间"}), cells
        ),
    )
