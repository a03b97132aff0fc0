"""确认人选: a person stands by one name on the list of a year, with the reason (R52–R54, A28)."""

from __future__ import annotations

from datetime import datetime

from fenming.actions._uses import decide


def confirm_use(
    *, actor_id: int, proposal_id: int, reason: str, heard: str = "", seen: int, key: str, now: datetime
) -> int:
    """The id of the name on the list, now confirmed; the one concerned is told.

    `heard` is what the one concerned said, due where honours are taken from them; `seen` how many decisions
    the page had shown. Raises NotFound. Refused: `forbidden` (own name too), `no_reason`, `too_long`,
    `heard_too_long`, `not_heard`, `wrong_state`, `superseded`, `decided_meanwhile`.
    """
    return decide(
        actor_id=actor_id,
        proposal_id=proposal_id,
        verb="confirm_use",
        reason=reason,
        heard=heard,
        seen=seen,
        key=key,
        now=now,
    )
