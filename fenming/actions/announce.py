"""公布: tell the members the year's points, before the appraisal (R47, R82, A25)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

from fenming.actions._settlement import require_latest
from fenming.actions._writing import writing
from fenming.queries.access import get_settlement_for
from fenming.queries.settlement import settled_persons
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_signing import signing_of
from fenming.records.models import SettlementEvent
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def announce(*, actor_id: int, settlement_id: int, key: str, now: datetime) -> int:
    """The id of the settlement; from now on each member sees own points, place and suggested grade (R68).

    Refused: `forbidden`, `wrong_state` (announced already), `corrected`, `not_signed` while the secretary or more
    than half of the leading group is missing.
    """
    today = timezone.localdate(now)
    settlement = get_settlement_for(actor_id=actor_id, verb="announce", settlement_id=settlement_id, on=today)
    with writing(branch_id=settlement.branch_id, actor_id=actor_id, verb="announce", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=settlement.year), verb="announce")
        require_latest(settlement)
        signing = signing_of(settlement_id=settlement.pk, branch_id=settlement.branch_id, on=today)
        if not signing.signatures.enough:
            raise Refused("not_signed", f"还不能公布：{signing.signatures.lacks}。请先签署，再公布。")
        SettlementEvent.objects.create(
            branch_id=settlement.branch_id,
            settlement=settlement,
            kind=SettlementEvent.Kind.ANNOUNCED,
            by_id=actor_id,
            at=act.now.astimezone(UTC),
        )
        detail = {"year": settlement.year.number, "digest": settlement.digest}
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R47", detail=detail)
        to = settled_persons(settlement_id=settlement.pk)
        act.tell(kind="year_announced", subject="settlement", subject_id=settlement.pk, to=to)
    return settlement.pk
