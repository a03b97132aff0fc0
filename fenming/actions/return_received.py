"""收档退回: the committee sends an archive back to a branch with a system of its own, with remarks (R45, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._filing import remarks_given
from fenming.actions._received import require_unanswered
from fenming.actions._writing import writing
from fenming.queries.received import get_received_for
from fenming.queries.verification_received import answer_detail
from fenming.records.models import ReceivedEvent


def return_received(*, actor_id: int, received_id: int, remarks: str, key: str, now: datetime) -> int:
    """The id of what was received; the remarks go to the branch on the receipt.

    Refused: `forbidden`, `wrong_state`, `no_remarks`, `remarks_too_long`.
    """
    today = timezone.localdate(now)
    received = get_received_for(actor_id=actor_id, verb="return_received", received_id=received_id, on=today)
    with writing(
        branch_id=received.branch_id, actor_id=actor_id, verb="return_received", key=key, now=now
    ) as act:
        require_unanswered(received)
        event = ReceivedEvent.objects.create(
            branch_id=received.branch_id, received=received, kind=ReceivedEvent.Kind.RETURNED,
            remarks=act.keep_text(remarks_given(remarks)), by_id=actor_id, at=now,
        )  # fmt: skip
        act.audit(subject="received", subject_id=received.pk, clause="R45 R84", detail=answer_detail(event))
    return received.pk
