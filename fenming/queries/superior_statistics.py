"""汇总统计: a year's filed tables counted by grade, without a name and without a group under five people (A34, R45)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fenming.queries.superior_people import posts_above
from fenming.queries.year_filing import read_table
from fenming.records.models import Filing, FilingEvent
from fenming.rules.authority import Relation, may
from fenming.rules.suppression import LEAST, shown_counts
from fenming.rules.terms import Refused

WITHOUT = "不评等次"


@dataclass(frozen=True, slots=True)
class BranchCounts:
    """A branch that filed: how many are listed, (grade, how many or None: not shown), the mean in hundredths."""

    name: str
    listed: int
    counts: tuple[tuple[str, int | None], ...]
    mean_centi: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year below a committee; `columns` are the grades that occur and 不评等次; `missing` have not filed."""

    number: int
    years: tuple[int, ...]
    columns: tuple[str, ...]
    branches: tuple[BranchCounts, ...]
    listed: int
    sums: tuple[tuple[str, int | None], ...]
    missing: tuple[str, ...]


def superior_statistics(*, actor_id: int, number: int | None, today: date) -> Statistics:
    """The filed tables of a year, counted; the latest year that has any when none is given. Two queries.

    A table sent back for correction does not count. Refused `forbidden` for whoever neither reviews nor audits above.
    """
    above = posts_above(person_id=actor_id, on=today)
    answer = may(verb="see_filing", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    tables = _tables([pk for pk, _ in above.branches])
    years = sorted({year for year, _ in tables}, reverse=True)
    chosen = number if number in years else years[0] if years else today.year
    of_year = [(pk, name, tables[chosen, pk]) for pk, name in above.branches if (chosen, pk) in tables]
    columns = _columns([table for *_, table in of_year])
    shown = shown_counts([_counts(table, columns) for *_, table in of_year])
    return Statistics(
        number=chosen,
        years=tuple(years),
        columns=columns,
        branches=tuple(
            BranchCounts(name, len(table["lines"]), _named(columns, counts), _mean(table))
            for (_, name, table), counts in zip(of_year, shown.rows, strict=True)
        ),
        listed=sum(len(table["lines"]) for *_, table in of_year),
        sums=_named(columns, shown.sums),
        missing=tuple(name for pk, name in above.branches if (chosen, pk) not in tables),
    )


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
    """The mean total, rounded half up to whole tenths of a point; None under five people."""
    totals: list[int] = [line["total_centi"] for line in table["lines"]]
    if len(totals) < LEAST:
        return None
    return (2 * sum(totals) + 10 * len(totals)) // (20 * len(totals)) * 10
