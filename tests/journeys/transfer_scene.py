"""周予安's year in two branches, but for the transfer itself: `python -m tests.journeys.transfer_scene spring|autumn`.

`spring`: the first quarter is determined, April and May are assessed, in June 周予安 declares something that still waits
when the transfer comes. `autumn`: both branches to their announced year; in the other branch 邓可为 and 周予安, two
people, assess each other.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.give_office import give_office  # noqa: E402
from fenming.actions.settle import settle  # noqa: E402
from fenming.queries.demo_reading import branch_ids, members_by_name, periods_of, year_ids  # noqa: E402
from fenming.rules.authority import Role  # noqa: E402
from tests.cast import at, cast, key  # noqa: E402
from tests.journeys.by_actions import assess_month, end_quarter  # noqa: E402
from tests.journeys.stage import let_in  # noqa: E402
from tests.telling import sign_and_announce  # noqa: E402
from tests.walk import walk_quarter  # noqa: E402

JUNE = "指导两名学生修改论文，两课时。"
HELD = {1: date(2026, 7, 14), 2: date(2026, 7, 15), 3: date(2026, 10, 15), 4: date(2027, 1, 13)}


def spring() -> None:
    """Up to 12 June."""
    people = cast()
    let_in(people, ("zhou",))
    periods = walk_quarter(people).periods
    for month in (4, 5):
        day = date(2026, month + 1, 11)
        assess_month(month_id=periods.months[month], assessors=(people.han, people.shen), day=day)
    declare(
        actor_id=people.zhou, month_id=periods.months[6], item="DT2", day=date(2026, 6, 10), said=JUNE, key=key(),
        now=at(2026, 6, 12),
    )  # fmt: skip


def _months(branch_id: int, assessors: tuple[int, int], months: range) -> None:
    """Each in the month after, those of the first half in July."""
    periods = periods_of(branch_id=branch_id, year=2026)
    for month in months:
        day = date(2027, 1, 11) if month == 12 else date(2026, max(month + 1, 7), 11)
        assess_month(month_id=periods.months[month], assessors=assessors, day=day)


def _year(branch_id: int, secretary: int, assessors: tuple[int, int], *, first_month: int) -> None:
    periods = periods_of(branch_id=branch_id, year=2026)
    for quarter in range((first_month + 2) // 3, 5):
        last = quarter * 3
        _months(branch_id, assessors, range(max(first_month, last - 2), last + 1))
        end_quarter(secretary=secretary, quarter_id=periods.quarters[quarter], held=HELD[quarter])
    year_id = year_ids(branch_id=branch_id, year=2026).year_id
    settlement_id = settle(actor_id=secretary, year_id=year_id, key=key(), now=at(2027, 2, 22))
    sign_and_announce(actor_id=secretary, settlement_id=settlement_id, now=at(2027, 2, 23))


def autumn() -> None:
    """June to the announcement in the branch that was left, all of the year in the one that was joined."""
    branches = branch_ids()
    old, new = branches["教工第二党支部"], branches["教工第一党支部"]
    here = {name: person for name, (_, person) in members_by_name(branch_id=old).items()}
    deng = members_by_name(branch_id=new)["邓可为"][1]
    _year(old, here["林曼青"], (here["韩若水"], here["沈知行"]), first_month=6)
    give_office(
        actor_id=deng, branch_id=new, person_id=here["周予安"], role=Role.COMMITTEE, since=date(2026, 7, 2),
        resolution="支部党员大会 2026年7月2日", key=key(), now=at(2026, 7, 2),
    )  # fmt: skip
    _year(new, deng, (deng, here["周予安"]), first_month=1)


if __name__ == "__main__":
    {"spring": spring, "autumn": autumn}[sys.argv[1]]()
