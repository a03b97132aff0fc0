"""汇总统计: a year's filed tables counted by grade and module, and its course, without a name and without a group under five people (A34, R45)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from fenming.queries.superior_counts import CountTable, count_tables
from fenming.queries.superior_people import posts_above
from fenming.queries.year_filing import read_table
from fenming.records.models import Filing, FilingEvent, Year
from fenming.rules.authority import Relation, may
from fenming.rules.suppression import LEAST, shown_counts, shown_groups
from fenming.rules.terms import Refused

WITHOUT = "不评等次"
MODULES: Final = (("base", "基础分"), ("duty", "履职分"), ("bonus", "加分"), ("deduction", "扣分"))


@dataclass(frozen=True, slots=True)
class ModuleCell:
    """One module of a branch or of all: the mean and the sum in signed hundredths, None where not shown."""

    name: str
    mean_centi: int | None
    sum_centi: int | None


@dataclass(frozen=True, slots=True)
class BranchCounts:
    """A branch that filed: how many are listed, (grade, how many or None: not shown), the mean in hundredths."""

    name: str
    listed: int
    counts: tuple[tuple[str, int | None], ...]
    mean_centi: int | None
    modules: tuple[ModuleCell, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year below a committee; `columns` are the grades that occur and 不评等次; `missing` have not filed.

    `course`: what became of matters, objections and appeals in all branches, filed or not.
    """

    number: int
    years: tuple[int, ...]
    columns: tuple[str, ...]
    branches: tuple[BranchCounts, ...]
    listed: int
    sums: tuple[tuple[str, int | None], ...]
    modules: tuple[ModuleCell, ...]
    missing: tuple[str, ...]
    course: tuple[CountTable, ...]


def superior_statistics(*, actor_id: int, number: int | None, today: date) -> Statistics:
    """The filed tables of a year, counted; the latest year that has any when none is given. Four queries.

    A table sent back for correction does not count. Refused `forbidden` for whoever neither reviews nor audits above.
    """
    above = posts_above(person_id=actor_id, on=today)
    answer = may(verb="see_filing", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    branches = [pk for pk, _ in above.branches]
    tables = _tables(branches)
    filed_in = {year for year, _ in tables}
    lived = Year.objects.filter(branch__in=branches, start__lte=today).order_by("number")
    years = sorted(filed_in | set(lived.values_list("number", flat=True)), reverse=True)
    chosen = number if number in years else max(filed_in, default=years[0] if years else today.year)
    of_year = [(pk, name, tables[chosen, pk]) for pk, name in above.branches if (chosen, pk) in tables]
    columns = _columns([table for *_, table in of_year])
    shown = shown_counts([_counts(table, columns) for *_, table in of_year])
    modules, all_modules = _modules([table["lines"] for *_, table in of_year])
    return Statistics(
        number=chosen,
        years=tuple(years),
        columns=columns,
        branches=tuple(
            BranchCounts(name, len(table["lines"]), _named(columns, counts), _mean(table), cells)
            for (_, name, table), counts, cells in zip(of_year, shown.rows, modules, strict=True)
        ),
        listed=sum(len(table["lines"]) for *_, table in of_year),
        sums=_named(columns, shown.sums),
        modules=all_modules,
        missing=tuple(name for pk, name in above.branches if (chosen, pk) not in tables),
        course=count_tables(branches=above.branches, number=chosen),
    )


def _modules(
    tables: Sequence[Sequence[Mapping[str, Any]]],
) -> tuple[list[tuple[ModuleCell, ...]], tuple[ModuleCell, ...]]:
    """Each branch's modules and those of all. A module says something of those who have points in it: with the mean
    total, which is shown beside it, one left out alone would follow from the others."""
    people = count()
    named = [[(next(people), line) for line in lines] for lines in tables]
    groups = [
        [frozenset(one for one, line in lines if line[f"{key}_centi"]) for key, _ in MODULES]
        for lines in named
    ]
    shown = shown_groups(groups)
    cells = [_cells(lines, seen) for lines, seen in zip(tables, shown.rows, strict=True)]
    everyone = [line for lines in tables for line in lines]
    return cells, _cells(everyone, shown.sums or (False,) * len(MODULES))


def _cells(lines: Sequence[Mapping[str, Any]], shown: Sequence[bool]) -> tuple[ModuleCell, ...]:
    cells = []
    for (key, name), seen in zip(MODULES, shown, strict=True):
        points = [(-1 if key == "deduction" else 1) * line[f"{key}_centi"] for line in lines]
        cells.append(
            ModuleCell(name, _mean_of(points), sum(points)) if seen else ModuleCell(name, None, None)
        )
    return tuple(cells)


def _named(columns: Sequence[str], counts: Sequence[int | None]) -> tuple[tuple[str, int | None], ...]:
    return tuple(zip(columns, counts, strict=True))


def _tables(branches: Sequence[int]) -> dict[tuple[int, int], dict[str, Any]]:
    """(year, branch) → the table that was filed last and not sent back."""
    rows = Filing.objects.filter(branch__in=branches).exclude(event__kind=FilingEvent.Kind.RETURNED)
    fields = ("settlement__year__number", "branch_id", "table")
    return {
        (year, branch): read_table(table) for year, branch, table in rows.order_by("pk").values_list(*fields)
    }


def _columns(tables: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Every grade of the branches' standards, in the order of the first that has it, and 不评等次."""
    grades = dict.fromkeys(name for table in tables for name, _ in table["totals"]["grades"])
    return (*grades, WITHOUT) if grades else ()


def _counts(table: Mapping[str, Any], columns: Sequence[str]) -> list[int]:
    """How many of the listed are in each column; whoever takes no part in the appraisal is without a grade."""
    given = dict(table["totals"]["grades"])
    counts = [given.get(name, 0) for name in columns[:-1]]
    return [*counts, len(table["lines"]) - sum(counts)]


def _mean(table: Mapping[str, Any]) -> int | None:
    """The mean total; None under five people."""
    totals: list[int] = [line["total_centi"] for line in table["lines"]]
    return _mean_of(totals) if len(totals) >= LEAST else None


def _mean_of(points: Sequence[int]) -> int:
    """Rounded half up to whole tenths of a point."""
    return (2 * sum(points) + 10 * len(points)) // (20 * len(points)) * 10
