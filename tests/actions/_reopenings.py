"""Matters taken up again in short: 韩若水 proposes after the first quarter's posting, the second quarter's meeting decides."""

from __future__ import annotations

from typing import Any

from fenming.actions.answer_reopening import answer_reopening
from fenming.actions.close_meeting import close_meeting
from fenming.actions.drop_reopening import drop_reopening
from fenming.actions.reopen import reopen
from fenming.records.models import Matter
from tests.actions._objections import ON_THE_WALL, Wall
from tests.actions._walk import QUARTER_ENDS, hear
from tests.actions.meeting_scene import opened, single
from tests.cast import Cast, at, key

DAY = QUARTER_ENDS[2]
THERE = at(DAY.year, DAY.month, DAY.day)


def reopened(scene: Wall, matter: Matter | None = None, **change: Any) -> int:
    """周予安's plus matter was done twice, unless `change` says otherwise."""
    plain: dict[str, Any] = {
        "actor_id": scene.people.han, "matter_id": (matter or scene.plus).pk, "outcome": "changed", "quantity": 2,
        "reason": "档案里有两次的记录。", "key": key(), "now": ON_THE_WALL,
    }  # fmt: skip
    if change.get("outcome") == "refused":
        plain["quantity"] = None
    return reopen(**plain | change)


def lowering(scene: Wall, **change: Any) -> int:
    """A proposal that costs 周予安 the whole point."""
    return reopened(scene, **{"outcome": "refused", "reason": "不是本人做的。"} | change)


def answered(scene: Wall, reopening_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.people.zhou, "text": "当天是我做的，有照片。", "key": key(), "now": at(2026, 4, 3),
    }  # fmt: skip
    return answer_reopening(reopening_id=reopening_id, **plain | change)


def dropped(scene: Wall, reopening_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.people.lin, "reason": "材料还没有收齐。", "key": key(), "now": at(2026, 4, 3),
    }  # fmt: skip
    return drop_reopening(reopening_id=reopening_id, **plain | change)


def sitting(people: Cast) -> int:
    """The second quarter's meeting, under way, with what it has to hear told."""
    meeting_id = opened(people, quarter=2, held_on=DAY)
    hear(people, meeting_id, THERE)
    return meeting_id


def voted(scene: Wall, meeting_id: int, outcome: str, matter: Matter | None = None, **change: Any) -> Any:
    plain: dict[str, Any] = {"reason": "" if outcome == "accepted" else "与档案核对。", "now": THERE}
    return single(scene.people, meeting_id, matter or scene.plus, outcome, **plain | change)


def over(people: Cast, meeting_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.lin, "minutes": "重新审议一件。", "key": key(), "now": at(DAY.year, DAY.month, DAY.day, 12),
    }  # fmt: skip
    return close_meeting(meeting_id=meeting_id, **plain | change)


def decided_anew(scene: Wall, outcome: str = "changed", matter: Matter | None = None, **figures: Any) -> int:
    """The meeting from beginning to end; returns its id."""
    meeting_id = sitting(scene.people)
    voted(scene, meeting_id, outcome, matter, **figures)
    return over(scene.people, meeting_id)
