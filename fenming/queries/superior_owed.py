"""Who below a committee is awaited: for the reviewer's home page, the late ones first (R45, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.superior import AWAITED, OVERDUE, BranchRow, superior_desk


@dataclass(frozen=True, slots=True)
class Owed:
    """What a branch is late with, or is awaited to do now, in words; `late` when something is overdue."""

    branch: str
    late: bool
    words: tuple[str, ...]


def owed_below(*, actor_id: int, today: date) -> tuple[Owed, ...]:
    """Who is awaited below the reviewer, the late ones first and of those only what is late; as superior_desk."""
    desk = superior_desk(actor_id=actor_id, number=None, today=today, requests=False)
    found = [one for one in map(_owed, desk.branches) if one.words]
    return tuple(sorted(found, key=lambda one: not one.late))


def _owed(row: BranchRow) -> Owed:
    said = [
        (cell.state, cell.words if cell.words[0].isdigit() else f"{period.name}{cell.words}")
        for period in row.periods
        for cell in period.cells
    ]
    late = tuple(words for state, words in said if state == OVERDUE)
    return Owed(row.name, bool(late), late or tuple(words for state, words in said if state == AWAITED))
