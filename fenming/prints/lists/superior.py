"""What the college committee looks at, as spreadsheets: the way of every branch, and counts without names."""

from __future__ import annotations

from collections.abc import Sequence

from fenming.prints.tables import Cell, Column, Kind, Table, columns
from fenming.queries.received import ReceivedList, ReceivedRow
from fenming.queries.superior import SuperiorDesk
from fenming.queries.superior_counts import CountTable
from fenming.queries.superior_statistics import ModuleCell, Statistics

UNSHOWN = "不列"
SMALL = "不足 5 名的不列；能从合计推算出来的，满 5 名也不列。"


def desk_tables(view: SuperiorDesk) -> tuple[Table, ...]:
    """How far every branch has come in a year."""
    rows = []
    for branch in view.branches:
        told = {one.name: "\n".join(cell.words for cell in one.cells) for one in branch.periods}
        rows.append(
            (branch.general or "直属党委", branch.name, *(told.get(name, "") for name in view.periods))
        )
    made = columns("隶属", "支部", *view.periods)
    return (Table(f"{view.number}年度各支部的进度", "各支部的进度", made, tuple(rows)),)


def statistics_tables(view: Statistics) -> tuple[Table, ...]:
    """Grades, means and what became of things, by branch; too small a number is not shown."""
    several = len(view.branches) > 1
    grades: list[tuple[Cell, ...]] = [
        (one.name, one.listed, *(_count(n) for _, n in one.counts), _points(one.mean_centi)) for one in view.branches
    ]  # fmt: skip
    modules = [(one.name, *_modules(one.modules)) for one in view.branches]
    if several:
        grades.append(("合计", view.listed, *(_count(n) for _, n in view.sums), None))
        modules.append(("合计", *_modules(view.modules)))
    made = (
        Column("支部"), *(Column(name, Kind.COUNT) for name in ("在册", *view.columns)), Column("平均分", Kind.POINTS),
    )  # fmt: skip
    names = [Column(f"{one.name}{what}", Kind.POINTS) for one in view.modules for what in ("平均", "总分")]
    return (
        Table(f"{view.number}年度评议等次汇总", "评议等次", made, tuple(grades), (SMALL,)),
        Table(f"{view.number}年度各项分汇总", "各项分", (Column("支部"), *names), tuple(modules), (SMALL,)),
        *(_course(view.number, one) for one in view.course),
    )


def _count(number: int | None) -> Cell:
    return UNSHOWN if number is None else number


def _points(points_centi: int | None) -> Cell:
    return UNSHOWN if points_centi is None else points_centi


def _modules(cells: Sequence[ModuleCell]) -> tuple[Cell, ...]:
    """A sum whose mean is not shown is not shown either, as on the page."""
    return tuple(
        UNSHOWN if one.mean_centi is None else points_centi
        for one in cells
        for points_centi in (one.mean_centi, one.sum_centi)
    )


def _course(year: int, table: CountTable) -> Table:
    rows: list[tuple[Cell, ...]] = [(name, *(_count(n) for _, n in cells)) for name, cells in table.rows]
    if len(table.rows) > 1:
        rows.append(("合计", *(_count(n) for _, n in table.sums)))
    made = (Column("支部"), *(Column(f"{name}（{table.unit}）", Kind.COUNT) for name in table.columns))
    return Table(f"{year}年度{table.title}", table.title, made, tuple(rows), (SMALL,))


def received_tables(view: ReceivedList) -> tuple[Table, ...]:
    """The archives that came in, the latest first."""
    rows = tuple(
        (one.sender, one.year, one.round, one.received_at, _answer(one), one.number) for one in view.rows
    )
    names = ("支部", "年度", "第几次报送", "收到", "结果", "备案编号")
    made = columns(*names, counts={"年度", "第几次报送"}, moments={"收到"})
    return (Table("收到的年度档案", "收到的年度档案", made, rows),)


def _answer(one: ReceivedRow) -> str:
    if one.answer:
        return {"accepted": "已备案", "returned": "已退回"}.get(one.answer, one.answer)
    return "已有后一份" if one.superseded else "等审核"
