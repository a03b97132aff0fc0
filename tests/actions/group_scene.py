"""A group of the second branch, set up by 林曼青; 周予安 and 何苗 are placed in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.end_group import end_group
from fenming.actions.found_group import found_group
from fenming.actions.place_members import place_members
from tests.cast import Cast, at, cast, key
from tests.once import once

GROUND, SINCE_MARCH, NOW = "支委会 2026年3月2日", date(2026, 3, 2), at(2026, 3, 2)


@once
def with_group() -> tuple[Cast, int]:
    """The people and the group, in which nobody is yet."""
    people = cast()
    return people, founded(people)


def founded(people: Cast, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "name": "第一党小组", "since": SINCE_MARCH,
        "resolution": GROUND, "key": key(), "now": NOW,
    }  # fmt: skip
    return found_group(**plain | change)


def grouped(people: Cast, group_id: int | None, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "membership_ids": [people.m_zhou, people.m_he],
        "group_id": group_id, "since": SINCE_MARCH, "resolution": GROUND, "key": key(), "now": NOW,
    }  # fmt: skip
    return place_members(**plain | change)


def ended(people: Cast, group_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.lin, "group_id": group_id, "until": date(2026, 6, 30), "resolution": GROUND, "key": key(),
        "now": at(2026, 6, 1),
    }  # fmt: skip
    return end_group(**plain | change)
