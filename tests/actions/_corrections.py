"""Clerical corrections in short: 许明远 proposes, 沈知行 confirms."""

from __future__ import annotations

from typing import Any

from fenming.actions.answer_correction import answer_correction
from fenming.actions.confirm_correction import confirm_correction
from fenming.actions.decline_correction import decline_correction
from fenming.actions.propose_correction import propose_correction
from fenming.records.models import LedgerEntry
from tests.actions._objections import Wall, entry_of
from tests.cast import at, key

NOW = at(2026, 4, 2)


def proposed(scene: Wall, entry: LedgerEntry | None = None, **change: Any) -> int:
    """周予安's plus matter was done twice, unless `change` says otherwise."""
    entry = entry or entry_of(scene.plus)
    plain: dict[str, Any] = {
        "actor_id": scene.people.xu, "entry_id": entry.pk, "day": entry.day, "quantity": 2,
        "reason": "签到表是两次，录入时写成一次。", "key": key(), "now": NOW,
    }  # fmt: skip
    return propose_correction(**plain | change)


def lowering(scene: Wall) -> int:
    """A proposal that costs 何苗 half a point: the minus was twice."""
    return proposed(scene, entry_of(scene.minus))


def confirmed(scene: Wall, correction_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {"actor_id": scene.people.shen, "key": key(), "now": at(2026, 4, 3)}
    return confirm_correction(correction_id=correction_id, **plain | change)


def declined(scene: Wall, correction_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.people.shen, "reason": "签到表确是一次。", "key": key(), "now": at(2026, 4, 3),
    }  # fmt: skip
    return decline_correction(correction_id=correction_id, **plain | change)


def answered(scene: Wall, correction_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.people.he, "text": "那天只迟到一次。", "key": key(), "now": at(2026, 4, 3),
    }  # fmt: skip
    return answer_correction(correction_id=correction_id, **plain | change)
