"""签收: the one concerned confirms having received the answer to an objection or the decision on an appeal (R42)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._acknowledgement import acknowledge
from fenming.actions._writing import writing
from fenming.queries.appeals import get_finding_for

AGAIN = "您已经签收过，不用再办。答复和理由随时可以再看。"


def acknowledge_finding(*, actor_id: int, finding_id: int, key: str, now: datetime) -> int:
    """The id of the row that says so; it means received, not agreed. No term waits for it.

    Raises NotFound. Refused: `forbidden` (someone else's), `already_acknowledged`.
    """
    today, verb = timezone.localdate(now), "acknowledge_finding"
    found = get_finding_for(actor_id=actor_id, verb=verb, finding_id=finding_id, on=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        row = acknowledge(act, found, actor_id=actor_id, again=AGAIN)
    return row.pk
