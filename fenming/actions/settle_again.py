"""更正结算: settle a year anew when its ledger has moved since (R44, R77)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._settlement import freeze, require_ready
from fenming.actions._writing import writing
from fenming.queries.access import get_year_for
from fenming.queries.settlement_steps import latest_steps, moved_since, year_state
from fenming.queries.year_signing import signers
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def settle_again(*, actor_id: int, year_id: int, key: str, now: datetime) -> int:
    """The id of the settlement that corrects the year's latest one; that one stays as it was.

    Signatures, announcement, grades and filing follow anew. Refused: `forbidden`, `wrong_state` (nothing settled
    yet, or its table lies with the superior), `nothing_moved`, `not_ready` as for settling.
    """
    today = timezone.localdate(now)
    year = get_year_for(actor_id=actor_id, verb="settle_again", year_id=year_id, on=today)
    with writing(branch_id=year.branch_id, actor_id=actor_id, verb="settle_again", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=year), verb="settle_again")
        before = latest_steps(year_id=year.pk)
        if before is None or not moved_since(year=year, ledger_seq=before.ledger_seq):
            raise Refused(
                "nothing_moved",
                f"{year.number}年度结算之后，这一年的台账没有变动，不用更正。请按现有的结算办下一步。",
            )
        require_ready(year, today=today)
        settlement = freeze(act, year, settled_by_id=actor_id, corrects_id=before.settlement_id)
        detail = {
            "year": year.number,
            "digest": settlement.digest,
            "ledger_seq": settlement.ledger_seq,
            "corrects": before.settlement_id,
        }
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R44 R77", detail=detail)
        to = signers(branch_id=year.branch_id, on=today)
        act.tell(kind="settlement_to_sign", subject="settlement", subject_id=settlement.pk, to=to)
    return settlement.pk
