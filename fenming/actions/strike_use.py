"""划去人选: a person takes one name off the list of a year, or takes a confirmation back, with the reason (R52–R54, A28)."""

from __future__ import annotations

from datetime import datetime

from fenming.actions._uses import decide


def strike_use(*, actor_id: int, proposal_id: int, reason: str, seen: int, key: str, now: datetime) -> int:
    """The id of the name on the list, now struck; what was decided before stays on record.

    The one concerned is told only where they were confirmed before. Raises NotFound. Refused: `forbidden`
    (own name too), `no_reason`, `too_long`, `wrong_state`, `superseded`, `decided_meanwhile`.
    """
    return decide(
        actor_id=actor_id,
        proposal_id=proposal_id,
        verb="strike_use",
        reason=reason,
        heard="",
        seen=seen,
        key=key,
        now=now,
    )
