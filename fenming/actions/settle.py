"""结算: compute the year's points of every member and freeze them (R44, R46, A24, A25)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._settlement import freeze, require_ready
from fenming.actions._writing import writing
from fenming.queries.access import get_year_for
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_signing import signers
from fenming.rules.workflow import next_state


def settle(*, actor_id: int, year_id: int, key: str, now: datetime) -> int:
    """The id of the year's settlement: the fold of the ledger up to its head, with places and suggested grades.

    The secretary and the leading group are told that it waits for their signatures. Refused: `forbidden`,
    `wrong_state` (settled already), `not_ready` with every condition that is not met: roster, meetings, postings,
    terms, the end of the year, a sound ledger. A grade is suggested, never given (A24).
    """
    today = timezone.localdate(now)
    year = get_year_for(actor_id=actor_id, verb="settle", year_id=year_id, on=today)
    with writing(branch_id=year.branch_id, actor_id=actor_id, verb="settle", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=year), verb="settle")
        require_ready(year, today=today)
        settlement = freeze(act, year, settled_by_id=actor_id)
        detail = {"year": year.number, "digest": settlement.digest, "ledger_seq": settlement.ledger_seq}
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R44", detail=detail)
        to = signers(branch_id=year.branch_id, on=today)
        act.tell(kind="settlement_to_sign", subject="settlement", subject_id=settlement.pk, to=to)
    return settlement.pk
