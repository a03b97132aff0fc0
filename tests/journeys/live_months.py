"""Eleven months of the branch the journeys found, lived by the real actions: `python -m tests.journeys.live_months`.

周予安 declares six times 教书育人 (one more than the year counts), an award of the university, and is late once; the
four teachers keep their promise each quarter. Three quarters are determined, posted and locked; December is declared
and waits for the committee.
"""

from __future__ import annotations

from datetime import date

import django

django.setup()

from fenming.actions.assess import assess  # noqa: E402
from fenming.actions.assess_batch import assess_batch  # noqa: E402
from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.end_due import end_due  # noqa: E402
from fenming.actions.post import post  # noqa: E402
from fenming.actions.record import record  # noqa: E402
from fenming.actions.reply import reply  # noqa: E402
from fenming.queries.demo_reading import Periods, periods_of, unmarked_members  # noqa: E402
from fenming.records.models import Matter, Membership, Organisation  # noqa: E402
from tests.cast import Cast, at, key  # noqa: E402
from tests.walk import hold_meeting  # noqa: E402

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


def assess_month(people: Cast, periods: Periods, month: int) -> None:
    """Every matter accepted as claimed, then every member marked, on the eleventh of the month after."""
    day = date(2026, month + 1, 11)
    for matter in Matter.objects.filter(month_id=periods.months[month], state="declared"):
        assess(
            actor_id=people.shen if matter.membership_id == people.m_han else people.han, matter_id=matter.pk,
            outcome="accepted", quantity=matter.quantity, level=matter.level, each_centi=matter.each_centi,
            reason="", seen_round=0, key=key(), now=at(day.year, day.month, day.day),
        )  # fmt: skip
    _mark_the_others(people, periods.months[month], day)


def _mark_the_others(people: Cast, month_id: int, day: date) -> None:
    """Whoever had no matter; the two of the committee mark each other."""
    left = unmarked_members(month_id=month_id)
    own = [member for member in left if member == people.m_han]
    for actor, members in ((people.han, [pk for pk in left if pk not in own]), (people.shen, own)):
        if members:
            assess_batch(
                actor_id=actor, month_id=month_id, matter_ids=[], membership_ids=members, key=key(),
                now=at(day.year, day.month, day.day),
            )  # fmt: skip


def end_quarter(people: Cast, periods: Periods, quarter: int) -> None:
    """The meeting, the posting the day after, the lock."""
    held = HELD[quarter]
    hold_meeting(people, periods.quarters[quarter], held)
    now = at(held.year, held.month, held.day + 1)
    post(actor_id=people.lin, quarter_id=periods.quarters[quarter], key=key(), now=now)
    end_due(now=at(held.year, held.month + 1, 10))


def main() -> None:
    """January to November, and what December begins with."""
    people = cast_of_the_journey()
    periods = periods_of(branch_id=people.branch_id, year=2026)
    for month in range(1, 12):
        live_month(people, periods, month)
        assess_month(people, periods, month)
        if month in (3, 6, 9):
            end_quarter(people, periods, month // 3)
    live_month(people, periods, 12)


if __name__ == "__main__":
    main()
