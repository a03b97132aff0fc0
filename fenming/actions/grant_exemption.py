"""批准免予积分: on application and by resolution a member is not scored for a time (A21)."""

from __future__ import annotations

from datetime import datetime

from fenming.actions._absence import Application, put_away
from fenming.records.models import Absence

__all__ = ["Application", "grant_exemption"]


def grant_exemption(
    *, actor_id: int, membership_id: int, application: Application, resolution: str, key: str, now: datetime
) -> int:
    """The id of the absence. Nothing is due in these days, and nothing that happened in them counts (reading.md §16).

    Refused: `forbidden`, `incomplete`, `too_long`, `future_day` (the application's), `bad_span`, `left_already`,
    `before_joining`, `year_settled`, `absence_overlaps`, `happened_then`.
    """
    return put_away(
        actor_id=actor_id,
        membership_id=membership_id,
        verb="grant_exemption",
        kind=Absence.Kind.EXEMPTION,
        application=application,
        resolution=resolution,
        key=key,
        now=now,
    )
