"""登记长期请假: from when to when a member is away for long (A19)."""

from __future__ import annotations

from datetime import datetime

from fenming.actions._absence import Application, put_away
from fenming.records.models import Absence

__all__ = ["Application", "record_leave"]


def record_leave(
    *, actor_id: int, membership_id: int, application: Application, resolution: str, key: str, now: datetime
) -> int:
    """The id of the absence, which is shown and changes no point.

    Refused: `forbidden`, `incomplete`, `too_long`, `future_day` (the application's), `bad_span`, `left_already`,
    `before_joining`, `year_settled`, `absence_overlaps`.
    """
    return put_away(
        actor_id=actor_id,
        membership_id=membership_id,
        verb="record_leave",
        kind=Absence.Kind.LEAVE,
        application=application,
        resolution=resolution,
        key=key,
        now=now,
    )
