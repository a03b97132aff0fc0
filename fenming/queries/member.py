"""一名党员的履历: standings, probation, absences, offices, coming and going; and what may be entered next (R64, R67)."""

from __future__ import annotations

from datetime import date

from fenming.queries.access import NotFound, one_of, require
from fenming.records.models import Absence


def get_absence_for(*, actor_id: int, verb: str, absence_id: int, kind: str, on: date) -> Absence:
    """An absence of one kind, with its membership (A19, A21); raises NotFound, Refused."""
    rows = Absence.objects.select_related("membership__person")
    absence = one_of(rows, pk=absence_id)
    if absence.kind != kind:
        raise NotFound("absence")
    require(
        actor_id=actor_id,
        verb=verb,
        branch_id=absence.branch_id,
        on=on,
        owner_id=absence.membership.person_id,
    )
    return absence
