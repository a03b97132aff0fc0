"""Months and quarters of any branch lived by the real actions, for journeys whose point is elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.end_due import end_due
from fenming.actions.post import post
from fenming.queries.demo_reading import on_desk, roll_of_month
from tests.cast import at, key
from tests.walk import hold_meeting_of


def assess_month(*, month_id: int, assessors: Sequence[int], day: date) -> None:
    """Every matter accepted as claimed, then everyone of the roster marked; `assessors` are persons, each other's last."""
    now = at(day.year, day.month, day.day)
    for one in on_desk(month_id=month_id, on=day):
        assess(
            actor_id=_not(one.person_id, assessors), matter_id=one.matter_id, outcome="accepted", quantity=one.quantity,
            level=one.level, each_centi=one.each_centi, reason="", seen_round=one.round, key=key(), now=now,
        )  # fmt: skip
    silent: dict[int, list[int]] = defaultdict(list)
    for membership_id, person_id in roll_of_month(month_id=month_id):
        silent[_not(person_id, assessors)].append(membership_id)
    for actor, members in silent.items():
        assess_batch(
            actor_id=actor, month_id=month_id, matter_ids=[], membership_ids=members, key=key(), now=now
        )


def _not(person_id: int, assessors: Sequence[int]) -> int:
    return next(one for one in assessors if one != person_id)


def end_quarter(*, secretary: int, quarter_id: int, held: date) -> None:
    """The meeting, the posting the day after, the lock once its terms are over."""
    hold_meeting_of(secretary, quarter_id, held)
    post(actor_id=secretary, quarter_id=quarter_id, key=key(), now=at(held.year, held.month, held.day + 1))
    end_due(now=at(held.year, held.month + 1, 20))
