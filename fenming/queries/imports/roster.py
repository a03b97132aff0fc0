"""党员名册 from a file: who is new, what changed about whom, which rows cannot be taken (R64, R9).

Nobody leaves the roster because a file does not have them: they are listed, and leave by their own step.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from fenming.queries.files.columns import Column
from fenming.queries.imports.plan import Asked, Kind, Outcome, Plan, Question, RowPlan
from fenming.queries.imports.roster_books import Books, books_of
from fenming.queries.imports.roster_changes import Deed
from fenming.queries.imports.roster_judge import Faults, Judge, Row
from fenming.queries.imports.roster_lists import off_lists
from fenming.queries.imports.roster_words import OUTSIDER, is_here

COLUMNS: Final = (
    Column("name", ("姓名", "党员姓名", "名字")),
    Column("status", ("人员类别", "党员类别", "党员类型", "党员状态", "党籍状态", "政治面貌", "党员身份", "身份"), optional=True),
    Column("post", ("工作岗位", "岗位", "岗位类别", "岗位类型", "岗位性质", "工作岗位类别", "教师/管理"), optional=True),
    Column("since", ("加入本支部日期", "加入日期", "进入党支部日期", "进入本支部日期", "进入支部日期", "进入当前党支部日期", "转入日期", "转入时间", "组织关系转入日期"), optional=True),
    Column("joined", ("入党日期", "入党时间", "加入党组织日期", "加入党组织时间", "加入中共组织日期", "加入中共组织时间", "加入中国共产党时间", "接收为预备党员日期", "发展为预备党员时间"), optional=True),
    Column("formal", ("转正日期", "转正时间", "转为正式党员日期", "转为正式党员时间", "成为正式党员日期"), optional=True),
    Column("branch", ("所在党支部", "党支部", "所在支部", "支部", "支部名称", "党支部名称", "所在党组织", "所属党组织", "所属党支部", "党组织名称", "组织关系所在党支部"), optional=True),
)  # fmt: skip
HINTS: Final = {
    "name": "必填。与身份证件上的姓名一致，不加空格。",
    "status": "正式党员或预备党员。空着的，按转正日期推断。",
    "post": "教师或管理。决定按哪一份项目清单积分。",
    "since": "加入本支部的第一天。空着的，按导入时所填的日期。",
    "joined": "支部党员大会接收为预备党员的日期。预备党员填了，预备期从这天起算。",
    "formal": "转正的日期。预备党员空着。",
    "branch": "可以空着。写了别的支部的，这一行不导入。",
}
QUESTIONS: Final = (
    Question("resolution", "依据", "如：支部党员大会 2026年1月5日。转入的写介绍信。"),
    Question("since", "没写加入日期的，算哪天", "往年就在本支部的，用今年1月1日即可，不影响算分。", kind="day", free=True),
    Question("day", "岗位有变动的，从哪天起", "不填就从今天起。", kind="day", free=True),
    Question("post", "没写岗位的，算哪一类", kind="choice", choices=(("", "不推定，逐个补"), ("T", "教师岗"), ("A", "管理岗")), free=True),
)  # fmt: skip
UNDO: Final = (
    "登记错的党员，在他的页面上办理“组织关系转出”，名册里留有记录；岗位写错的，再调整一次岗位；"
    "转正和预备期按决议登记，登记后不能改。"
)


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """The plan, and what the accepted rows come to."""

    plan: Plan
    deeds: tuple[Deed, ...]
    resolution: str


def plan(asked: Asked) -> Plan:
    """What would become of each row."""
    return draft_of(asked).plan


def draft_of(asked: Asked) -> RosterDraft:
    """Every row judged against the books, and what it comes to; three queries, and five more for whose list changes."""
    if problem := asked.missing(COLUMNS):
        return RosterDraft(Plan(problem=problem), (), "")
    books = books_of(branch_id=asked.branch_id, today=asked.today)
    judge = Judge(asked, books)
    rows = [Row(number, cells) for number, cells in asked.reading.rows]
    names = Counter(judge.text(row, "name") for row in rows if _is_one_of_ours(judge, row, books))
    found: list[RowPlan] = []
    deeds: list[Deed] = []
    for row in rows:
        one, deed = _judged(judge, row, books, names)
        found.append(one)
        if deed is not None:
            deeds.append(deed)
    for number, (key, sentence) in off_lists(deeds).items():
        at = next(at for at, row in enumerate(rows) if row.number == number)
        faults = Faults(asked, rows[at])
        faults.add(key, sentence)
        found[at] = RowPlan(number, Outcome.FAULT, found[at].who, faults=tuple(faults.found))
    resolution = " ".join(asked.answer("resolution").split())
    problem = "" if resolution else "还没有写依据（如支部会议日期、介绍信）。请补填后再导入。"
    undone = {one.who for one in found if one.outcome in (Outcome.LEFT_OUT, Outcome.FAULT)}
    missing = tuple(
        one.name for one in books.here if one.membership_id not in judge.met and one.name not in undone
    )
    return RosterDraft(
        Plan(tuple(found), missing, _remarks(found), problem=problem), tuple(deeds), resolution
    )


def _is_one_of_ours(judge: Judge, row: Row, books: Books) -> bool:
    """Whether the row is about this branch and not left out: only then is its name counted among namesakes."""
    here = is_here(judge.text(row, "branch"), name=books.name, long_name=books.long_name)
    return here and row.number not in judge.asked.choice.out


def _judged(judge: Judge, row: Row, books: Books, names: Counter[str]) -> tuple[RowPlan, Deed | None]:
    name = judge.text(row, "name")
    if row.number in judge.asked.choice.out:
        return RowPlan(row.number, Outcome.LEFT_OUT, name, "您选了不导入这一行"), None
    if not _is_one_of_ours(judge, row, books):
        elsewhere = judge.text(row, "branch")
        return RowPlan(row.number, Outcome.LEFT_OUT, name, f"所在党支部是“{elsewhere}”"), None
    status = judge.text(row, "status")
    if OUTSIDER.search(status):
        return RowPlan(row.number, Outcome.LEFT_OUT, name, f"人员类别是“{status}”，不是党员"), None
    return judge.judged(row, alike=names[name])


def _remarks(found: list[RowPlan]) -> tuple[str, ...]:
    elsewhere = [one for one in found if one.outcome is Outcome.LEFT_OUT]
    if found and len(elsewhere) == len(found):
        return ("没有一行是本支部的。请核对“所在党支部”一列，或在“列的对应”里改成不导入。",)
    return ()


ROSTER: Final = Kind(
    code="roster",
    title="党员名册",
    about="新党员登记到名册；已在名册里的，核对岗位、转正和预备期。名册里有、文件里没有的，只列出来，不会删去。",
    verb="enrol_members",
    columns=COLUMNS,
    hints=HINTS,
    questions=QUESTIONS,
    undo=UNDO,
    may_leave_out=True,
    plan=plan,
)
