"""期初积分 from a file: a branch's paper book of the running year, judged as if it were pasted (A17, R61)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.files.cells import clean_text, read_day
from fenming.queries.files.columns import Column
from fenming.queries.files.tables import Row, Table
from fenming.queries.imports.plan import Asked, CellFault, Kind, Outcome, Plan, Question, RowPlan
from fenming.queries.opening import Frame, MemberFigures, entry_centi, figures_after, frame_of
from fenming.queries.opening_book import LABELS, OpeningFault, OpeningLine, read_book
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, format_centi

COLUMNS: Final = (
    Column("id", ("姓名", "编号", "党员", "党员姓名", "名册序号"), many=True),
    Column("date", ("日期", "时间", "发生日期", "活动日期", "事项日期")),
    Column("item", ("项目", "积分项目", "积分事项", "项目名称", "事项", "计分项目")),
    Column("quantity", ("次数", "数量"), optional=True),
    Column("points", ("分值", "得分", "分数", "积分"), optional=True),
    Column("level", ("级别", "等级"), optional=True),
    Column("achievement", ("成果", "成果名称"), optional=True),
    Column("reason", ("事由", "具体事由", "说明", "内容", "情况说明")),
)
HINTS: Final = {
    "id": "必填。名册里的姓名；有同名的，写名册里的序号。",
    "date": "必填。事情发生的那一天。",
    "item": "必填。积分标准里的项目名称或编号，可从下拉单里选。",
    "quantity": "空着算 1 次。",
    "points": "只在有幅度的项目填，是一次的分值。",
    "level": "只在分级的项目填。",
    "achievement": "同一成果只按最高计分的项目填。",
    "reason": "必填。一句话说清是什么事。",
}
QUESTIONS: Final = (
    Question("closed_on", "纸质台账截至哪天", "这一天以前的在纸上，之后的在系统里记。最好是一个季度的最后一天。", kind="day"),
    Question("resolution", "依据的决议", "如：支部党员大会 2026年9月1日。"),
)  # fmt: skip
MOST_ROWS: Final = 100_000
_EVERY_ROW: Final = 1 << 20  # as many as a sheet can have
UNDO: Final = "转入只办一次。转错的，请用“笔误更正”冲正，或由本人提出异议；一笔一笔都留有记录。"


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """The plan, and what taking it over needs; `frame` is None where nothing can be judged."""

    plan: Plan
    lines: tuple[OpeningLine, ...]
    frame: Frame | None
    closed_on: date | None
    resolution: str


def plan(asked: Asked) -> Plan:
    """What would become of each row."""
    return draft_of(asked).plan


def draft_of(asked: Asked) -> OpeningDraft:
    """Every row judged by the standard, as `queries/opening_book` judges it; Plan.problem where that is not possible."""
    resolution = " ".join(asked.answer("resolution").split())
    try:
        closed_on = _closed_on(asked)
        frame = frame_of(branch_id=asked.branch_id, closed_on=closed_on, today=asked.today)
    except Refused as refused:
        return OpeningDraft(Plan(problem=refused.sentence), (), None, None, resolution)
    book = read_book(_table(asked), frame.judge, most=_EVERY_ROW)
    faults: dict[int, list[CellFault]] = defaultdict(list, asked.broken())
    for fault in book.faults:
        faults[fault.row].append(_fault(asked, fault))
    lines = {line.row: line for line in book.lines}
    rows = tuple(
        _row(asked, row, lines.get(row[0]), faults.get(row[0], []), frame) for row in asked.reading.rows
    )
    problem = "" if resolution else "还没有填依据的决议。请写明，例如“支部党员大会 2026年9月1日”。"
    sums = () if book.faults or faults else tuple(map(_sum, figures_after(frame, book.lines)))
    plan_ = Plan(rows, sums=sums, problem=problem)
    return OpeningDraft(plan_, book.lines, frame, closed_on, resolution)


def _sum(one: MemberFigures) -> tuple[str, str]:
    """``3 笔，履职分 2，加分 0，扣分 0.5，合计 61.5``, every limit applied."""
    figures = (
        ("履职分", one.duty_centi), ("加分", one.bonus_centi), ("扣分", one.deduction_centi), ("合计", one.total_centi)
    )  # fmt: skip
    return (
        one.name,
        f"{one.lines} 笔，{'，'.join(f'{word} {format_centi(centi)}' for word, centi in figures)}",
    )


def _closed_on(asked: Asked) -> date:
    if problem := asked.missing(COLUMNS):
        raise Refused("no_column", problem)
    if len(asked.reading.rows) > MOST_ROWS:
        raise Refused(
            "too_many", f"一次至多 {MOST_ROWS} 行，现在是 {len(asked.reading.rows)} 行。请核对文件。"
        )
    try:
        day = read_day(asked.answer("closed_on"))
    except ValueError as error:
        raise Refused("bad_day", f"纸质台账截至的{error}") from error
    if day is None:
        raise Refused("no_day", "还没有填纸质台账截至哪天。请填好再核对。")
    return day


def _table(asked: Asked) -> Table:
    """The rows under the headings that the chosen columns have in `opening_book`, in the columns' own order."""
    names = {"id": ["姓名", "编号", "党员"]}
    header = [names[key].pop(0) if key == "id" and names[key] else LABELS.get(key, "") for key in asked.keys]
    return Table(asked.reading.file, header, iter(asked.reading.rows))


def _fault(asked: Asked, fault: OpeningFault) -> CellFault:
    """With the name of the cell; a fault beyond the columns stands for its row."""
    keys = {label: key for key, label in LABELS.items()}
    place = next(iter(asked.places(keys.get(fault.column, ""))), None) if fault.column in keys else None
    if place is None:
        return CellFault("", fault.column, fault.value, fault.sentence)
    reading = asked.reading
    return CellFault(reading.cell(fault.row, place), reading.headings[place], fault.value, fault.sentence)


def _row(asked: Asked, row: Row, line: OpeningLine | None, faults: list[CellFault], frame: Frame) -> RowPlan:
    number, cells = row
    who = "".join(clean_text(cells[place]) for place in asked.places("id")[:1])
    if faults or line is None:
        return RowPlan(number, Outcome.FAULT, who, faults=tuple(faults))
    return RowPlan(number, Outcome.NEW, who, _in_words(line, frame))


def _in_words(line: OpeningLine, frame: Frame) -> str:
    """``2026年3月18日，指导学生试讲，2 次，+2 分：指导学生试讲两次``, before any limit."""
    centi = entry_centi(frame, line)
    times = f"，{line.quantity} 次" if line.quantity > 1 else ""
    level = f"，{line.level}" if line.level else ""
    points = f"{'+' if centi > 0 else ''}{format_centi(centi)} 分"
    title = frame.judge.standard.by_id[line.item].title
    said = f"：{line.ground}" if line.ground else ""
    return f"{full_day_name(line.day)}，{title}{level}{times}，{points}{said}"


OPENING: Final = Kind(
    code="opening",
    title="期初积分",
    about="年中启用的支部，把今年已经记在纸上的各笔积分转进来，只办一次，在第一次党员大会之前。",
    verb="enter_opening",
    columns=COLUMNS,
    hints=HINTS,
    questions=QUESTIONS,
    undo=UNDO,
    may_leave_out=False,
    plan=plan,
)
