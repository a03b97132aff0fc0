"""签署: stand by a settlement before the members are told (R44, R60)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._settlement import require_latest
from fenming.actions._writing import writing
from fenming.queries.access import get_settlement_for, roles_in
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_signing import SIGNING_ROLES
from fenming.records.models import SignOff
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def sign_off(*, actor_id: int, settlement_id: int, key: str, now: datetime) -> int:
    """The id of the settlement, signed by the actor in each office held today that is to sign it.

    Refused: `forbidden`, `wrong_state` (announced already), `corrected` (a later settlement took its place),
    `signed_already`.
    """
    today = timezone.localdate(now)
    settlement = get_settlement_for(actor_id=actor_id, verb="sign_off", settlement_id=settlement_id, on=today)
    with writing(branch_id=settlement.branch_id, actor_id=actor_id, verb="sign_off", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=settlement.year), verb="sign_off")
        require_latest(settlement)
        held = roles_in(person_id=actor_id, organisation_id=settlement.branch_id, on=today)
        done = set(
            SignOff.objects.filter(settlement=settlement, person_id=actor_id).values_list("role", flat=True)
        )
        roles = [role for role in SIGNING_ROLES if role in held and role not in done]
        if not roles:
            raise Refused("signed_already", "这次结算您已经签署，不用再签。")
        SignOff.objects.bulk_create(
            SignOff(
                branch_id=settlement.branch_id, settlement=settlement, person_id=actor_id, role=role, at=now
            )
            for role in roles
        )
        detail = {"year": settlement.year.number, "digest": settlement.digest, "roles": [*map(str, roles)]}
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R44 R60", detail=detail)
    return settlement.pk
