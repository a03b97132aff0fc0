"""Statement, postings, the settled year and the filed table as spreadsheets. Points are signed, in roster order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fenming.prints.tables import Table, columns
from fenming.queries.filing_view import FiledLine
from fenming.queries.notices import Notices
from fenming.queries.posting import PostingsView
from fenming.queries.posting_lines import PostedItem, PostedLines
from fenming.queries.standard_page import StandardPage
from fenming.queries.statement_view import OwnStatement, StatedLine
from fenming.queries.year_appraisal import AppraisalView, AppraisedLine
from fenming.queries.year_view import YearView
from fenming.rules.terms import BUCKET_NAMES, Bucket, format_centi

FIGURES = ("申报", "初评", "评定", "计入")
BUCKETS = ("基础分", "履职分", "加分", "扣分", "合计")


def statement_tables(view: OwnStatement | None) -> tuple[Table, ...]:
    """Every line of a year with its figures, and the sums by bucket."""
    if view is None:
        return ()
    lines = tuple(
        (BUCKET_NAMES[Bucket(item.item.bucket)], item.item.title, line.day, line.fact, _state(line, view.today),
         *_figures(line), "\n".join(line.cuts))
        for item in view.items
        for line in item.lines
    )  # fmt: skip
    claimed, assessed, fold = view.figures.claimed, view.figures.assessed, view.figures.determined
    sums = (
        ("基础分", None, None, fold.base_centi),
        ("履职分", claimed.duty_centi, assessed.duty_centi, fold.duty_centi),
        ("加分", claimed.bonus_centi, assessed.bonus_centi, fold.bonus_centi),
        ("扣分", claimed.deduction_centi, assessed.deduction_centi, -fold.deduction_centi),
        ("合计", None, None, fold.total_centi),
    )
    names = ("类别", "项目", "日期", "事实", "状态", *FIGURES, "限额")
    title = f"{view.year}年度我的积分"
    return (
        Table(title, "事项", columns(*names, points=FIGURES, days={"日期"}), lines),
        Table(f"{title}：各类积分", "各类积分", columns("类别", *FIGURES[:3], points=FIGURES), sums),
    )


def _state(line: StatedLine, today: date) -> str:
    if line.is_reversal:
        return "冲正"
    if line.matter is not None:
        return line.matter.state_word(today)
    return "已冲正" if line.taken_back else "已评定"


def _figures(line: StatedLine) -> tuple[int | None, ...]:
    matter = None if line.is_reversal else line.matter
    before = (matter.claimed_centi, matter.assessed_centi) if matter else (None, None)
    return (*before, line.determined_centi, line.counted_centi)


def postings_tables(view: PostingsView) -> tuple[Table, ...]:
    """The branch's quarters, the latest first."""
    rows = tuple(
        (one.year, one.name, one.word, *((one.posting.first_day, one.posting.last_day, one.posting.code) if one.posting else (None, None, "")))
        for one in (row.quarter for row in view.rows)
    )  # fmt: skip
    names = ("年度", "季度", "状态", "公示第一天", "公示最后一天", "公示编号")
    return (Table("历次公示", "公示", columns(*names, counts={"年度"}, days=names[3:5]), rows),)


def posting_lines_tables(view: PostedLines) -> tuple[Table, ...]:
    """Everyone's items and buckets as posted; why a total is nought is nobody's but those concerned."""
    rows = tuple(
        (one.name, _items(one.items, veto=one.veto), one.base_centi, one.duty_centi, one.bonus_centi,
         one.deduction_centi, one.total_centi, "已转出" if one.left else "")
        for one in view.members
    )  # fmt: skip
    return (Table(view.title, "各人积分", columns("姓名", "项目", *BUCKETS, "说明", points=BUCKETS), rows),)


def _items(items: Iterable[PostedItem], *, veto: bool) -> str:
    told = [
        f"{one.title}{f' {one.times} 次' if one.times > 1 else ''}，{format_centi(one.points_centi)} 分" for one in items
    ]  # fmt: skip
    if veto:
        return "\n".join([*told, "按规定，合计计 0 分"])
    return "\n".join(told) or "没有增减"


def year_tables(view: YearView) -> tuple[Table, ...]:
    """The lines of a settled year; nobody's place among the others (R68)."""
    rows = tuple(
        (one.name, one.base_centi, one.duty_centi, one.bonus_centi, one.deducted_centi, one.total_centi,
         _suggested(one.suggested_grade, veto=one.veto, none="没有建议" if one.ranked else "不在册，不排位次"),
         ("" if one.grade is None else one.grade or "不评等次") if one.ranked else "不参评")
        for one in view.lines
    )  # fmt: skip
    return (_graded(f"{view.facts.number}年度积分", rows),)


def _graded(title: str, rows: Iterable[tuple[str | int, ...]]) -> Table:
    return Table(
        title, "年度积分", columns("姓名", *BUCKETS, "建议等次", "评议等次", points=BUCKETS), tuple(rows)
    )


def _suggested(grade: str, *, veto: bool, none: str) -> str:
    return "，".join(filter(None, (grade, "一票否决" if veto else ""))) or none


def appraisal_tables(view: AppraisalView) -> tuple[Table, ...]:
    """Suggested and given grade of everyone who takes part; one that is only offered is not given yet."""
    rows = tuple(
        (one.name, one.total_centi, _suggested(one.suggested, veto=one.veto, none="没有建议"), _given(one),
         "" if one.by_before else one.reason)
        for one in view.lines
    )  # fmt: skip
    names = ("姓名", "年度积分", "建议等次", "评议等次", "理由")
    return (
        Table(f"{view.facts.number}年度民主评议等次", "评议等次", columns(*names, points={"年度积分"}), rows),
    )


def _given(one: AppraisedLine) -> str:
    return "还没有登记" if one.grade is None or one.by_before else one.grade or "不评等次"


def filed_tables(title: str, lines: Iterable[FiledLine]) -> tuple[Table, ...]:
    """A filed table, the branch's own or one that was received."""
    rows = (
        (one.name, one.base_centi, one.duty_centi, one.bonus_centi, one.deducted_centi, one.total_centi,
         _suggested(one.suggested, veto=one.veto, none="没有建议"),
         one.grade or "不评等次" if one.takes_part else "不参评")
        for one in lines
    )  # fmt: skip
    return (_graded(title, rows),)


def notices_tables(view: Notices) -> tuple[Table, ...]:
    """One's own notices, the latest first."""
    rows = tuple((line.at, line.sentence, "新" if line.is_new else "已看") for line in view.lines)
    return (Table("我的提醒", "提醒", columns("时间", "内容", "状态", moments={"时间"}), rows),)


def standard_tables(view: StandardPage) -> tuple[Table, ...]:
    """The items of the standard in force, section by section."""
    if view.text is None:
        return ()
    rows = tuple(
        (section.name, group.name, row.title, row.rule, row.limit, row.evidence, row.clause)
        for section in view.text.sections
        for group in section.groups
        for row in group.rows
    )
    names = ("类别", "分组", "项目", "分值", "上限", "证明材料", "条款")
    return (Table(view.text.title, "积分标准", columns(*names), rows),)
