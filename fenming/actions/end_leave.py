"""登记销假: the last day of a long leave (A19)."""

from __future__ import annotations

from datetime import date, datetime

from fenming.actions._absence import bring_back
from fenming.records.models import Absence


def end_leave(
    *, actor_id: int, absence_id: int, until: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the absence, whose last day is `until`: earlier than it was, or the first to be set; once.

    Refused: `forbidden`, `incomplete`, `too_long`, `left_already`, `ended_already`, `bad_span`, `not_earlier`,
    `year_settled`.
    """
    return bring_back(
        actor_id=actor_id,
        absence_id=absence_id,
        verb="end_leave",
        kind=Absence.Kind.LEAVE,
        until=until,
        resolution=resolution,
        key=key,
        now=now,
    )
