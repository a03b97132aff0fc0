"""导入表格: everything a table would do, as it was looked over, in one act and one line of the trail (R64, R61, A17)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from fenming.actions._import_attendance import take_attendance
from fenming.actions._import_declarations import take_declarations
from fenming.actions._import_opening import take_opening
from fenming.actions._import_roster import take_roster
from fenming.actions._import_store import clear
from fenming.actions._writing import Act, writing
from fenming.queries.imports.door import asked_of, get_import_for
from fenming.queries.imports.kinds import KINDS
from fenming.queries.imports.plan import Asked, Choice, Outcome
from fenming.records.models import Import
from fenming.rules.terms import Refused

# Each writes what the table comes to, after asking its kind anew, and says what it wrote.
TAKERS: Final[Mapping[str, Callable[[Act, Asked], Mapping[str, object]]]] = {
    "roster": take_roster,
    "opening": take_opening,
    "declarations": take_declarations,
    "attendance": take_attendance,
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of it: rows that were new, rows that changed something; how it can be taken back."""

    kind: str
    new: int
    changed: int
    undo: str


def accept_import(
    *, actor_id: int, import_id: int, choice: Choice, seen: str, key: str, now: datetime
) -> Accepted:
    """All rows of the table, or none. `seen`: the digest of the plan that was looked at.

    Refused: `forbidden`, `import_ended`, `file_missing`, `books_changed` (to be looked over again), `not_judged`,
    `bad_rows`, `nothing_to_do`, and what the single steps refuse. NotFound.
    """
    today = timezone.localdate(now)
    found = get_import_for(actor_id=actor_id, verb="accept_import", import_id=import_id, on=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="accept_import", key=key, now=now) as act:
        found = Import.objects.select_for_update().get(pk=found.pk)
        asked = asked_of(found, choice=choice, today=today)
        plan = KINDS[found.kind].plan(asked)
        if refused := plan.refused():
            raise refused
        if plan.digest(asked.answered(KINDS[found.kind].questions)) != seen:
            sentence = (
                "结果和您刚才核对的不一样：支部的登记有了变动，或者您又改了选择。没有导入，请再核对一遍。"
            )
            raise Refused("books_changed", sentence)
        counts = plan.count()
        written = TAKERS[found.kind](act, asked)
        new, changed = counts[Outcome.NEW], counts[Outcome.CHANGED]
        rows = {
            "new": new,
            "changed": changed,
            "same": counts[Outcome.SAME],
            "left_out": counts[Outcome.LEFT_OUT],
        }
        _end(found, asked, now)
        detail = {"kind": found.kind, "digest": found.digest, "rows": rows, **written}
        act.audit(subject="import", subject_id=found.pk, clause="R64", detail=detail)
    clear(found.stored_as)
    return Accepted(found.kind, new, changed, KINDS[found.kind].undo)


def _end(found: Import, asked: Asked, now: datetime) -> None:
    found.state, found.ended_at = Import.State.ACCEPTED, now
    found.columns = json.dumps(list(asked.keys))
    found.save(update_fields=["state", "ended_at", "columns"])
