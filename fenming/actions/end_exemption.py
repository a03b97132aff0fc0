"""恢复积分: the last day a member is exempt from the scheme (A21)."""

from __future__ import annotations

from datetime import date, datetime

from fenming.actions._absence import bring_back
from fenming.records.models import Absence


def end_exemption(
    *, actor_id: int, absence_id: int, until: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the absence, whose last day is `until`: earlier than it was, or the first to be set; once.

    Refused: `forbidden`, `incomplete`, `too_long`, `left_already`, `ended_already`, `bad_span`, `not_earlier`,
    `year_settled`.
    """
    return bring_back(
        actor_id=actor_id,
        absence_id=absence_id,
        verb="end_exemption",
        kind=Absence.Kind.EXEMPTION,
        until=until,
        resolution=resolution,
        key=key,
        now=now,
    )
