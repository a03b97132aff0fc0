"""What a committee may know of a year's course without a name: how many matters, objections and appeals ended how (A34).

A figure counts things; whether it is shown goes by the people behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from fenming.records.models import Absence, Appeal, Finding, Matter, Objection
from fenming.rules.suppression import shown_groups

# kind → its title and columns, as (category, heading)
_ENDS: Final = (("upheld", "成立"), ("kept", "维持原评定"), ("withdrawn", "撤回"), ("open", "办理中"))
TABLES: Final[dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "matter": (
        "申报、登记和报告的事项",
        (("determined", "评定"), ("refused", "不认定"), ("withdrawn", "撤回"), ("open", "办理中")),
    ),
    "objection": ("异议", _ENDS),
    "appeal": ("申诉", _ENDS),
    "exemption": ("免予积分的党员", (("exempt", "人数"),)),
}


@dataclass(frozen=True, slots=True)
class CountTable:
    """One kind of thing by branch and outcome; None: not shown."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int | None], ...]], ...]
    sums: tuple[tuple[str, int | None], ...]


def count_tables(*, branches: Sequence[tuple[int, str]], number: int) -> tuple[CountTable, ...]:
    """A table of each kind, a row for each branch; one query."""
    things: dict[tuple[str, int, str], int] = defaultdict(int)
    people: dict[tuple[str, int, str], set[int]] = defaultdict(set)
    for kind, branch, category, person, many in _rows([pk for pk, _ in branches], number):
        things[kind, branch, category] += many
        people[kind, branch, category].add(person)
    return tuple(_table(kind, branches, things, people) for kind in TABLES)


def _table(
    kind: str,
    branches: Sequence[tuple[int, str]],
    things: dict[tuple[str, int, str], int],
    people: dict[tuple[str, int, str], set[int]],
) -> CountTable:
    title, columns = TABLES[kind]
    groups = [[frozenset(people[kind, pk, one]) for one, _ in columns] for pk, _ in branches]
    counts = [
        [len(group) if kind == "exemption" else things[kind, pk, one] for (one, _), group in zip(columns, row, strict=True)]
        for (pk, _), row in zip(branches, groups, strict=True)
    ]  # fmt: skip
    # no sum of a row is told anywhere, hence each column by itself
    shown = [shown_groups([[row[at]] for row in groups]) for at in range(len(columns))]
    heads = tuple(heading for _, heading in columns)
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * len(columns)
    return CountTable(
        title=title,
        unit="名" if kind == "exemption" else "件",
        columns=heads,
        rows=tuple(
            (name, _seen(heads, row, [column.rows[at][0] for column in shown]))
            for at, ((_, name), row) in enumerate(zip(branches, counts, strict=True))
        ),
        sums=_seen(heads, sums, [any(column.sums) for column in shown]),
    )


def _seen(
    heads: Sequence[str], counts: Sequence[int], shown: Sequence[bool]
) -> tuple[tuple[str, int | None], ...]:
    return tuple((head, one if seen else None) for head, one, seen in zip(heads, counts, shown, strict=True))


def _rows(branches: Sequence[int], number: int) -> QuerySet[Any, Any]:
    """(kind, branch, category, person, how many) of the year; a thing the committee's answer overtook counts there."""
    matter = Case(
        *(When(state=state, then=Value(state)) for state in ("determined", "refused", "withdrawn")),
        default=Value("open"),
        output_field=CharField(),
    )
    ended = Case(
        *(When(finding__outcome=one, then=Value(one)) for one in Finding.Outcome.values),
        When(state="withdrawn", then=Value("withdrawn")),
        default=Value("open"),
        output_field=CharField(),
    )
    first, last = date(number, 1, 1), date(number, 12, 31)
    away = Absence.objects.filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last)
    objections = Objection.objects.exclude(state=Objection.State.OVERTAKEN)
    of_year = {"quarter__year__number": number}
    parts = (
        ("matter", Matter.objects.filter(month__quarter__year__number=number), matter),
        ("objection", objections.filter(**of_year), ended),
        ("appeal", Appeal.objects.filter(**of_year), ended),
        ("exemption", away.filter(kind=Absence.Kind.EXEMPTION), Value("exempt", CharField())),
    )
    found = [_grouped(kind, rows.filter(branch__in=branches), category) for kind, rows, category in parts]
    return found[0].union(*found[1:], all=True)


def _grouped(kind: str, rows: QuerySet[Any], category: Any) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(
        thing=Value(kind, CharField()), category=category, person=F("membership__person_id")
    )
    by = named.values("thing", "branch_id", "category", "person").annotate(many=Count("pk"))
    found: QuerySet[Any, Any] = by.values_list("thing", "branch_id", "category", "person", "many")
    return found
