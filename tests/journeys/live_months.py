"""Eleven months of the branch the journeys found, lived by the real actions: `python -m tests.journeys.live_months`.

周予安 declares six times 教书育人 (one more than the year counts), an award of the university, and is late once; the
four teachers keep their promise each quarter. Three quarters are determined, posted and locked; December is declared
and waits for the committee. With the word `spring`: the first three months of 2027, in which nothing is declared.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.record import record  # noqa: E402
from fenming.actions.reply import reply  # noqa: E402
from fenming.queries.demo_reading import Periods, periods_of  # noqa: E402
from fenming.records.models import Membership, Organisation  # noqa: E402
from tests.cast import Cast, at, key  # noqa: E402
from tests.journeys.by_actions import assess_month, end_quarter  # noqa: E402

TUTORED = "指导学生修改论文，两课时。"
HELD = {1: date(2026, 4, 15), 2: date(2026, 7, 15), 3: date(2026, 10, 15)}
TEACHERS = ("m_lin", "m_han", "m_shen", "m_zhou")


def cast_of_the_journey() -> Cast:
    """The people who were entered by hand, under the names the other tests know them by; no second branch."""
    branch = Organisation.objects.get(kind="branch")
    rows = Membership.objects.filter(branch=branch).order_by("roster_no").values_list("pk", "person_id")
    (m_lin, lin), (m_xu, xu), (m_han, han), (m_shen, shen), (m_zhou, zhou), (m_he, he), (m_jiang, jiang) = (
        rows
    )
    return Cast(
        superior_id=0, branch_id=branch.pk, other_branch_id=0, gao=0, deng=0, m_deng=0,
        lin=lin, xu=xu, han=han, shen=shen, zhou=zhou, he=he, jiang=jiang,
        m_lin=m_lin, m_xu=m_xu, m_han=m_han, m_shen=m_shen, m_zhou=m_zhou, m_he=m_he, m_jiang=m_jiang,
    )  # fmt: skip


def live_month(people: Cast, periods: Periods, month: int) -> None:
    """What is declared and recorded in a month."""
    if month <= 6:
        _declare(people, periods, month, item="DT2", said=TUTORED)
    if month == 8:
        _declare(people, periods, month, item="J01", said="获评校级优秀教师，校发文件已下。", level="校")
    if month == 5:
        (late,) = _record(people, "K03", date(2026, 5, 21), ("m_zhou",), "主题党日迟到十分钟。")
        reply(actor_id=people.zhou, matter_id=late, agrees=True, text="", key=key(), now=at(2026, 5, 25))
    if month % 3 == 0:
        _record(people, "DT4", date(2026, month, 25), TEACHERS, "本季度承诺事项已兑现。")


def _declare(people: Cast, periods: Periods, month: int, *, item: str, said: str, level: str = "") -> None:
    declare(
        actor_id=people.zhou, month_id=periods.months[month], item=item, day=date(2026, month, 20), said=said,
        level=level, key=key(), now=at(2026, month, 27),
    )  # fmt: skip


def _record(people: Cast, item: str, day: date, members: tuple[str, ...], what: str) -> tuple[int, ...]:
    done = record(
        actor_id=people.xu, branch_id=people.branch_id, item=item, day=day,
        membership_ids=[getattr(people, name) for name in members], what=what,
        key=key(), now=at(day.year, day.month, day.day),
    )  # fmt: skip
    return done.matter_ids


def _assess(people: Cast, month_id: int, day: date) -> None:
    """韩若水 takes everyone but herself."""
    assess_month(month_id=month_id, assessors=(people.han, people.shen), day=day)


def live_spring(people: Cast) -> None:
    """January to March of the year after, up to the meeting."""
    months = periods_of(branch_id=people.branch_id, year=2027).months
    for month in (1, 2, 3):
        _assess(people, months[month], date(2027, month + 1, 12))


def main() -> None:
    """January to November, and what December begins with."""
    people = cast_of_the_journey()
    if sys.argv[1:] == ["spring"]:
        live_spring(people)
        return
    periods = periods_of(branch_id=people.branch_id, year=2026)
    for month in range(1, 12):
        live_month(people, periods, month)
        _assess(people, periods.months[month], date(2026, month + 1, 11))
        if month in (3, 6, 9):
            quarter = month // 3
            end_quarter(secretary=people.lin, quarter_id=periods.quarters[quarter], held=HELD[quarter])
    live_month(people, periods, 12)


if __name__ == "__main__":
    main()
