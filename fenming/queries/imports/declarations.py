"""月度申报 from paper sheets that somebody typed into a table: each row judged as the member's own declaration (R31, R67)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.access import NotFound
from fenming.queries.claims import (
    Claim,
    claimed_words,
    declaration_faults,
    is_late,
    month_for,
    months_of,
    number_of,
    repeat_key,
    standard_on,
    tidy,
)
from fenming.queries.files.cells import clean_code, clean_text, read_day, read_points, read_quantity
from fenming.queries.files.columns import Column
from fenming.queries.imports.people import People, fault
from fenming.queries.imports.plan import Asked, CellFault, Kind, Outcome, Plan, RowPlan
from fenming.queries.roll_call import roll_of
from fenming.queries.scores import member_of
from fenming.records.models import Matter, Membership, Month, Year
from fenming.rules.people import Member
from fenming.rules.reasons import full_day_name
from fenming.rules.standard import Standard
from fenming.rules.workflow import STATE_NAMES

MOST_ROWS: Final = 600
COLUMNS: Final = (
    Column("id", ("姓名", "党员", "党员姓名", "申报人", "编号", "名册序号"), many=True),
    Column("month", ("月份", "申报月份", "所属月份"), optional=True),
    Column("date", ("日期", "发生日期", "时间", "活动日期", "事项日期")),
    Column("item", ("项目", "积分项目", "积分事项", "项目名称", "申报项目", "计分项目")),
    Column("quantity", ("次数", "数量"), optional=True),
    Column("points", ("分值", "申报分", "得分", "分数"), optional=True),
    Column("level", ("级别", "等级"), optional=True),
    Column("achievement", ("成果", "成果名称"), optional=True),
    Column("reason", ("事由", "具体事由", "说明", "内容", "情况说明", "做了什么")),
)  # fmt: skip
HINTS: Final = {
    "id": "必填。名册里的姓名；有同名的，写名册里的序号。",
    "month": "申报在哪个月，如 3月。空着的，按日期算；那个月已经初评的，归到正在申报的月份。",
    "date": "必填。事情发生的那一天。",
    "item": "必填。积分标准里的项目名称或编号，可从下拉单里选。",
    "quantity": "空着算 1 次。",
    "points": "只在有幅度的项目填，是一次的分值。",
    "level": "只在分级的项目填。",
    "achievement": "同一成果只按最高计分的项目填。",
    "reason": "必填。一句话说清做了什么。",
}
NOTHING_NEW: Final = "“本月无新增”不随表格导入。请不导入这一行，在“纸质表录入”里登记。"
# What the form calls a thing, and the column it stands in.
_KEYS: Final = {"day": "date", "each": "points", "said": "reason"}
_MONTH: Final = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*月?(?:份)?(?:[./-]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A row that can be declared: whose, in which month, what."""

    row: int
    membership: Membership
    month: Month
    claim: Claim


@dataclass(frozen=True, slots=True)
class DeclarationDraft:
    """The plan, and what its new rows come to."""

    plan: Plan
    lines: tuple[DeclarationLine, ...] = ()


def plan(asked: Asked) -> Plan:
    """What would become of each row."""
    return draft_of(asked).plan


def draft_of(asked: Asked) -> DeclarationDraft:
    """Every row judged by the standard of its day and the months that take declarations."""
    if problem := asked.missing(COLUMNS):
        return DeclarationDraft(Plan(problem=problem))
    if len(asked.reading.rows) > MOST_ROWS:
        problem = f"一次至多 {MOST_ROWS} 行，现在是 {len(asked.reading.rows)} 行。请按月份拆成几个文件。"
        return DeclarationDraft(Plan(problem=problem))
    try:
        _, standard = standard_on(branch_id=asked.branch_id, day=asked.today)
    except NotFound:
        return DeclarationDraft(Plan(problem="支部还没有通过积分标准，不能申报。请先在“积分标准”里启用。"))
    return _Reader(asked, standard).draft()


class _Reader:
    """Reads the rows of one table against the books; each question to the books is asked once."""

    def __init__(self, asked: Asked, standard: Standard) -> None:
        self.asked, self.standard = asked, standard
        roster = roll_of(branch_id=asked.branch_id, day=asked.today)
        self.people = People(asked, roster)
        self.members: dict[int, Member] = {one.pk: member_of(one) for one in roster}
        self.years = {year: months_of(year) for year in Year.objects.filter(branch_id=asked.branch_id)}
        self.late: dict[int, bool] = {}
        self.broken = asked.broken()

    def draft(self) -> DeclarationDraft:
        """All rows; a row that was declared before in the same words is the same and is not declared again."""
        rows = [self._row(number, cells) for number, cells in self.asked.reading.rows]
        lines = [line for _, line in rows if line is not None]
        keys = {line.row: (line.membership.pk, repeat_key(line.claim)) for line in lines}
        before = self._before(lines, {key for _, key in keys.values()})
        first: dict[tuple[int, str], int] = {}
        plans, new = [], []
        for one, line in rows:
            if line is None:
                plans.append(one)
                continue
            key = keys[line.row]
            at = first.setdefault(key, line.row)
            if key in before:
                plans.append(RowPlan(one.row, Outcome.SAME, one.who, before[key]))
            elif at != line.row:
                words = f"和第 {at} 行完全一样。请选不导入；确是两件事的，请在事由里写明区别。"
                cells = dict(self.asked.reading.rows)[line.row]
                wrong = fault(self.asked, (line.row, cells), "reason", words)
                plans.append(RowPlan(one.row, Outcome.FAULT, one.who, faults=(wrong,)))
            else:
                plans.append(one)
                new.append(line)
        return DeclarationDraft(Plan(tuple(plans)), tuple(new))

    def _row(self, number: int, cells: list[str]) -> tuple[RowPlan, DeclarationLine | None]:
        member, who, wrong = self.people.of(number, cells)
        if number in self.asked.choice.out:
            return RowPlan(number, Outcome.LEFT_OUT, who, "您选了不导入这一行"), None
        faults = [*self.broken.get(number, ()), *wrong]
        day, quantity, each_centi = self._figures(number, cells, faults)
        item = self._item(number, cells, member, day, faults)
        if faults or member is None or day is None:
            return RowPlan(number, Outcome.FAULT, who, faults=tuple(faults)), None
        words = (tidy(clean_text(self._text(cells, key))) for key in ("achievement", "reason"))
        achievement, said = words
        level = clean_text(self._text(cells, "level"))
        claim = Claim(item, day, said, quantity, level, each_centi, achievement)
        month = self._month(number, cells, day, faults)
        if month is not None:
            self._judge(number, cells, member, month, claim, faults)
        if faults or month is None:
            return RowPlan(number, Outcome.FAULT, who, faults=tuple(faults)), None
        line = DeclarationLine(number, member, month, claim)
        return RowPlan(number, Outcome.NEW, who, self._in_words(line)), line

    def _text(self, cells: list[str], key: str) -> str:
        return next((cells[place] for place in self.asked.places(key) if clean_code(cells[place])), "")

    def _figures(
        self, number: int, cells: list[str], faults: list[CellFault]
    ) -> tuple[date | None, int, int | None]:
        day: date | None = None
        quantity, each_centi = 1, None
        for key in ("date", "quantity", "points"):
            raw = self._text(cells, key)
            try:
                if key == "date":
                    day = read_day(raw)
                elif key == "quantity":
                    quantity = read_quantity(raw)
                else:
                    each_centi = read_points(raw)
            except ValueError as error:
                faults.append(fault(self.asked, (number, cells), key, str(error)))
                continue
            if key == "date" and day is None:
                words = "日期是空的。请填事情发生的那一天，写成 2026-03-01 的样子。"
                faults.append(fault(self.asked, (number, cells), "date", words))
        return day, quantity, each_centi

    def _item(
        self,
        number: int,
        cells: list[str],
        member: Membership | None,
        day: date | None,
        faults: list[CellFault],
    ) -> str:
        """By number or by title; where two lists share a title, the one on the member's list that day."""
        raw = self._text(cells, "item")
        code = clean_code(raw).upper()
        if code in self.standard.by_id:
            return code
        same = [one for one in self.standard.items if one.title == clean_text(raw)]
        if len(same) > 1 and member is not None and day is not None:
            own = self.members[member.pk].list_on(day)
            same = [one for one in same if own in one.lists] or same
        if not same:
            words = "项目是空的。请填标准里的项目名称。"
            if code:
                words = NOTHING_NEW if "无新增" in code else "积分标准里没有这个项目。请照标准写项目名称。"
            faults.append(fault(self.asked, (number, cells), "item", words))
        return same[0].id if same else ""

    def _month(self, number: int, cells: list[str], day: date, faults: list[CellFault]) -> Month | None:
        """As written, else that of the day while it takes declarations, else the one that does (A12, A35)."""
        months = next((months for year, months in self.years.items() if year.start <= day <= year.end), [])
        raw = clean_code(self._text(cells, "month"))
        if not months:
            words = f"{full_day_name(day)}不在本支部已开始的年度里。请核对日期。"
            faults.append(fault(self.asked, (number, cells), "date", words))
            return None
        if not raw:
            month = month_for(months, day=day, today=self.asked.today)
            words = "这一年的各月都已初评，不能再申报。请告诉支部书记。"
        else:
            said = _MONTH.fullmatch(raw)
            year, wanted = (said[1], int(said[2])) if said else (None, 0)
            month = next(
                (one for one in months if one.number == wanted and year in (None, str(one.start.year))), None
            )
            words = "月份读不出来，或者和日期不在同一年度。请写成 3月 的样子，或空着。"
        if month is None:
            faults.append(fault(self.asked, (number, cells), "month", words))
        return month

    def _judge(
        self,
        number: int,
        cells: list[str],
        member: Membership,
        month: Month,
        claim: Claim,
        faults: list[CellFault],
    ) -> None:
        months = self.years[month.quarter.year]
        found = declaration_faults(
            member=self.members[member.pk], month=month, months=months, claim=claim, today=self.asked.today
        )
        faults += [
            fault(self.asked, (number, cells), _KEYS.get(one.field, one.field), one.sentence) for one in found
        ]

    def _in_words(self, line: DeclarationLine) -> str:
        """``2026年1月20日，学院事务，1 分，报在1月（逾期）：布置会场``, before any limit."""
        _, standard = standard_on(branch_id=self.asked.branch_id, day=line.claim.day)
        item = standard.by_id[line.claim.item]
        if line.month.pk not in self.late:
            self.late[line.month.pk] = is_late(line.month, today=self.asked.today)
        late = "（逾期）" if self.late[line.month.pk] else ""
        points = claimed_words(item=item, claim=line.claim)
        return f"{full_day_name(line.claim.day)}，{item.title}，{points}，报在{line.month.number}月{late}：{line.claim.said}"

    def _before(self, lines: list[DeclarationLine], keys: set[str]) -> dict[tuple[int, str], str]:
        """What was declared before in the very same words, by member and words (R78)."""
        rows = Matter.objects.filter(
            membership_id__in={one.membership.pk for one in lines}, repeat_key__in=keys
        )
        rows = rows.exclude(state=Matter.State.WITHDRAWN).select_related("month")
        return {
            (one.membership_id, one.repeat_key): (
                f"已经报过，事项号 {number_of(one)}，现在是“{STATE_NAMES['matter'][one.state]}”"
            )
            for one in rows
        }


DECLARATIONS: Final = Kind(
    code="declarations",
    title="纸质月度申报",
    about="没有账号的党员交来的纸质申报表，录成表格后代为申报。逐人告知，本人可以撤回。您自己的请自己申报，不能导入。",
    verb="declare_for",
    columns=COLUMNS,
    hints=HINTS,
    questions=(),
    undo="报错的，初评以前由本人或您在那件事项上撤回，撤回以后可以重新申报。",
    may_leave_out=True,
    plan=plan,
)
