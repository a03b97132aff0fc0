"""The desk of the college committee: all its branches, month by month and quarter by quarter (R45, R84, A34).

What is done, awaited or overdue is process; of points there is nothing here but what is posted or filed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from fenming.queries.appeals import OpenAppeal, open_below
from fenming.queries.handling import Asked, asked_of
from fenming.queries.quarter import QuarterFacts, facts_of, quarter_name
from fenming.queries.settlement_steps import FIELDS, Steps, steps_from, with_steps
from fenming.queries.superior_people import posts_above
from fenming.queries.superior_uses import DECIDED, uses_of_year
from fenming.records.models import Membership, Month, Quarter, Settlement, Year
from fenming.rules.authority import Relation, Role, may
from fenming.rules.calendar import month_bounds
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused

DONE, AWAITED, YOURS, OVERDUE, LATER = "done", "awaited", "yours", "overdue", "later"
# A month's assessment and a quarter's meeting and posting are looked for by the end of the following month: the
# committee meets monthly, the members' meeting quarterly (R33, R35). The year's table follows the appraisal, which is
# for a members' meeting of the next first quarter (R46, R47), hence a month after that quarter.
_MONTHS_AFTER_PERIOD = 1
_MONTHS_AFTER_YEAR = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing of a period: how it stands, in words, and where it can be looked at."""

    state: str
    words: str
    code: str = ""
    filing_id: int | None = None

    @property
    def mark(self) -> str:
        """The key of the mark beside the words."""
        return {DONE: "done", YOURS: "yours", OVERDUE: "waiting", AWAITED: "open", LATER: "draft"}[self.state]


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, or the year, of a branch with what belongs to it."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch: its quarters and then its year; the filing that waits for an answer, if one does. `general`: the
    general branch it belongs to, or ""."""

    id: int
    name: str
    general: str
    periods: tuple[Period, ...]
    waiting_filing: int | None
    round: int


@dataclass(frozen=True, slots=True)
class SuperiorDesk:
    """A year of every branch below; `years` are those there are, the latest first."""

    committees: tuple[str, ...]
    number: int
    years: tuple[int, ...]
    branches: tuple[BranchRow, ...]
    appeals: tuple[OpenAppeal, ...]
    may_answer: bool
    sees_files: bool  # what is filed and appealed: the committee's, not a general branch's
    asked: tuple[Asked, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """The columns; where a branch did not live through a quarter, its cell is empty."""
        return (*(quarter_name(number) for number in range(1, 5)), "全年")

    @property
    def grouped(self) -> bool:
        """Whether any belongs to a general branch."""
        return any(one.general for one in self.branches)

    @property
    def waiting(self) -> tuple[BranchRow, ...]:
        """Those whose filed table waits for an answer."""
        return tuple(one for one in self.branches if one.waiting_filing is not None)


def superior_desk(*, actor_id: int, number: int | None, today: date, requests: bool = True) -> SuperiorDesk:
    """The desk of everyone who reviews or audits above branches; Refused `forbidden` for everybody else.

    Without a number the oldest year that is over and of which a table is still missing or unanswered, else the
    latest; `requests`: with what handlers are asked for. Six queries, for fifty branches as for one.
    """
    above = posts_above(person_id=actor_id, on=today)
    answer = may(verb="see_superior_desk", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    branches = [pk for pk, _ in above.branches]
    steps = _steps(branches, today)
    years = sorted({year for _, year in steps}, reverse=True)
    if number not in years:
        number = _year_to_show(steps, years, today)
    quarters, months = _quarters(branches, number), _months(branches, number)
    reviews = Role.SUPERIOR_REVIEWER in above.roles
    files = may(verb="see_filing", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False).allowed
    rows = [
        _row(
            one,
            quarters[one[0]],
            months=months,
            progress=steps.get((one[0], number), (None, "")),
            number=number,
            today=today,
        )
        for one in above.branches
    ]
    return SuperiorDesk(
        committees=above.committees,
        number=number,
        years=tuple(years),
        branches=tuple(replace(row, general=above.generals.get(row.id, "")) for row in rows),
        appeals=open_below(branches=branches, today=today) if files else (),
        may_answer=reviews,
        sees_files=files,
        asked=asked_of(branch_ids=branches, on=today) if requests and reviews else (),
    )


def _steps(branches: Sequence[int], today: date) -> dict[tuple[int, int], tuple[Steps | None, str]]:
    """(branch, year) → the latest settlement's steps, and how far its lists are; every year that has begun is there."""
    latest = with_steps(Settlement.objects.filter(year=OuterRef("pk"))).order_by("-pk")
    rows = Year.objects.filter(branch__in=branches, start__lte=today).annotate(
        uses=uses_of_year(), **{f"steps_{name}": Subquery(latest.values(name)[:1]) for name in FIELDS}
    )
    fields = ("branch_id", "number", "uses", *(f"steps_{name}" for name in FIELDS))
    return {
        (branch, number): (steps_from(tuple(found)) if found[0] else None, uses)
        for branch, number, uses, *found in rows.values_list(*fields)
    }


def _year_to_show(steps: Mapping[tuple[int, int], Any], years: Sequence[int], today: date) -> int:
    lacking = {year for (_, year), (one, _) in steps.items() if one is None or one.state != "accepted"}
    return min((year for year in lacking if year < today.year), default=years[0] if years else today.year)


def _quarters(branches: Sequence[int], number: int) -> dict[int, list[QuarterFacts]]:
    lived = Quarter.objects.filter(branch__in=branches, year__number=number, end__gte=F("year__start"))
    rows = lived.order_by("number")
    found: dict[int, list[QuarterFacts]] = defaultdict(list)
    for facts, (branch,) in facts_of(rows, "branch_id"):
        found[branch].append(facts)
    return found


def _months(branches: Sequence[int], number: int) -> dict[int, list[Any]]:
    """quarter → its months that had members, as rows of number, end and assessed_at."""
    members = Membership.objects.filter(branch=OuterRef("branch"), since__lte=OuterRef("end"))
    members = members.filter(Q(until__isnull=True) | Q(until__gte=OuterRef("start")))
    rows = Month.objects.filter(Exists(members), branch__in=branches, quarter__year__number=number)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("start").values_list("quarter_id", "number", "end", "assessed_at", named=True):
        found[row.quarter_id].append(row)
    return found


def _row(
    branch: tuple[int, str],
    quarters: Sequence[QuarterFacts],
    *,
    months: Mapping[int, list[Any]],
    progress: tuple[Steps | None, str],
    number: int,
    today: date,
) -> BranchRow:
    steps, uses = progress
    lived = {one.number: one for one in quarters}
    periods = [
        Period(
            quarter_name(n),
            _quarter_cells(lived[n], months.get(lived[n].id, []), today) if n in lived else (),
        )
        for n in range(1, 5)
    ]
    end = quarters[-1].end if quarters else date(number, 12, 31)
    waits = steps is not None and steps.state == "filed"
    return BranchRow(
        id=branch[0],
        name=branch[1],
        general="",
        periods=(*periods, Period("全年", (*_year_cells(steps, end, today), *_use_cells(uses)))),
        waiting_filing=steps.filing_id if steps and waits else None,
        round=steps.filing_round if steps else 0,
    )


def _quarter_cells(quarter: QuarterFacts, months: Sequence[Any], today: date) -> tuple[Cell, ...]:
    held = f"大会{day_name(quarter.held_on)}已开" if quarter.held_on else ""
    meeting = _cell("大会", held, quarter.end, months=_MONTHS_AFTER_PERIOD, today=today)
    posting = _cell("公示", "", quarter.end, months=_MONTHS_AFTER_PERIOD, today=today)
    if quarter.posting is not None:
        posting = Cell(DONE, f"公示：{quarter.word}", code=quarter.posting.code)
    return (*_month_cells(months, today), meeting, posting)


def _month_cells(months: Sequence[Any], today: date) -> list[Cell]:
    """The months' assessments; those that stand alike together: ``1、2月已初评``, ``3月等初评``."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in months:
        cell = _cell(
            "初评", "已初评" if one.assessed_at else "", one.end, months=_MONTHS_AFTER_PERIOD, today=today
        )
        alike[cell.state, cell.words].append(one.number)
    return [
        Cell(state, f"{'、'.join(map(str, numbers))}月{words}") for (state, words), numbers in alike.items()
    ]


def _year_cells(steps: Steps | None, end: date, today: date) -> tuple[Cell, ...]:
    at = {
        "结算": steps.settled_at if steps else None,
        "公布": steps.announced_at if steps else None,
        "评议": steps.appraised_at if steps else None,
    }
    cells = [
        _cell(
            noun,
            f"{day_name(timezone.localdate(moment))}{noun}" if moment else "",
            end,
            months=_MONTHS_AFTER_YEAR,
            today=today,
        )
        for noun, moment in at.items()
    ]
    return (*cells, _filing_cell(steps, end, today))


def _use_cells(uses: str) -> tuple[Cell, ...]:
    return (Cell(DONE if uses == DECIDED else LATER, uses),) if uses else ()


def _filing_cell(steps: Steps | None, end: date, today: date) -> Cell:
    if steps is None or steps.filing_id is None:
        return _cell("报送", "", end, months=_MONTHS_AFTER_YEAR, today=today)
    if steps.state == "accepted":
        return Cell(DONE, f"已备案，{steps.receipt}", filing_id=steps.filing_id)
    if steps.state == "returned":
        return Cell(AWAITED, "已退回，等再报送", filing_id=steps.filing_id)
    return Cell(YOURS, f"第 {steps.filing_round} 次报送，等审核", filing_id=steps.filing_id)


def _cell(noun: str, done: str, end: date, *, months: int, today: date) -> Cell:
    """Done, in the words given, or else not due yet, awaited, or overdue."""
    if done:
        return Cell(DONE, done)
    if today <= end:
        return Cell(LATER, f"{noun}未到")
    if today > _last_day(end, months):
        return Cell(OVERDUE, f"{noun}逾期")
    return Cell(AWAITED, f"等{noun}")


def _last_day(end: date, months: int) -> date:
    """The last day of the month that many months after a period's end."""
    for _ in range(months):
        following = end + timedelta(days=1)
        end = month_bounds(following.year, following.month)[1]
    return end
