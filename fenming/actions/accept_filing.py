"""备案: the superior has looked a filed table through and accepts it under a number (R45, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._filing import accept
from fenming.queries.year_filing import get_filing_for


def accept_filing(*, actor_id: int, filing_id: int, number: str, key: str, now: datetime) -> str:
    """The receipt's number: the one given, or the committee's next when it is empty.

    The branch's secretary is told. Refused: `forbidden`, `wrong_state` (answered already), `not_sound` when the table
    does not add up or is not what was filed, `bad_number`, `number_taken`.
    """
    today = timezone.localdate(now)
    filing = get_filing_for(actor_id=actor_id, verb="accept_filing", filing_id=filing_id, on=today)
    return accept(
        filing, actor_id=actor_id, number=number, only_green=False, verb="accept_filing", key=key, now=now
    )
