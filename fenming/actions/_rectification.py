"""What the verbs about a dated correction share: its row under the lock, and an event with its words (R56)."""

from __future__ import annotations

from datetime import date

from fenming.actions._writing import Act
from fenming.records.models import Rectification, RectificationEvent


def reread(rectification_id: int) -> Rectification:
    """As it stands under the lock."""
    rows = Rectification.objects.select_for_update(of=("self",)).select_related("membership")
    return rows.get(pk=rectification_id)


def note(
    act: Act, row: Rectification, *, kind: str, text: str, by_id: int, due_on: date | None = None
) -> RectificationEvent:
    """Add what was reported or found."""
    return RectificationEvent.objects.create(
        branch_id=act.branch_id,
        rectification=row,
        kind=kind,
        text=act.keep_text(text),
        due_on=due_on,
        by_id=by_id,
        at=act.now,
    )
