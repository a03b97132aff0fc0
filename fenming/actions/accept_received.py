"""收档备案: the committee accepts the archive of a branch with a system of its own, under a receipt's number (R45, R84)."""

from __future__ import annotations

import json
from datetime import datetime

from django.utils import timezone

from fenming.actions._filing import receipt_number
from fenming.actions._received import require_unanswered
from fenming.actions._writing import writing
from fenming.queries.received import get_received_for
from fenming.queries.verification_received import answer_detail
from fenming.records.models import ReceivedEvent
from fenming.rules.terms import Refused


def accept_received(*, actor_id: int, received_id: int, number: str, key: str, now: datetime) -> str:
    """The receipt's number: the one given, or the committee's next when it is empty.

    Refused: `forbidden`, `wrong_state`, `not_sound` when a total does not follow from the lines, `bad_number`,
    `number_taken`.
    """
    today = timezone.localdate(now)
    received = get_received_for(actor_id=actor_id, verb="accept_received", received_id=received_id, on=today)
    with writing(
        branch_id=received.branch_id, actor_id=actor_id, verb="accept_received", key=key, now=now
    ) as act:
        require_unanswered(received)
        found = json.loads(received.differences)
        if count := len(found["lines"]) + len(found["foot"]):
            raise Refused("not_sound", f"重算有 {count} 处不一样，不能备案。请退回支部，核对后再报送。")
        number = receipt_number(received.branch_id, number, act)
        event = ReceivedEvent.objects.create(
            branch_id=received.branch_id, received=received, kind=ReceivedEvent.Kind.ACCEPTED, number=number,
            by_id=actor_id, at=now,
        )  # fmt: skip
        act.audit(subject="received", subject_id=received.pk, clause="R45 R84", detail=answer_detail(event))
    return number
