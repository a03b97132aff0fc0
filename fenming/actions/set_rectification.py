"""要求限期整改: who leads the branch sets what is to be put right and by when, on a grade or a decision (R56, A29)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._ground import checked_due, checked_ground
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.records.models import Rectification
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state


def set_rectification(
    *, actor_id: int, membership_id: int, what: str, due_on: date, document: str = "", key: str, now: datetime
) -> int:
    """The id; the member is told. When the day passes nothing happens by itself, somebody checks.

    Raises NotFound. Refused: `forbidden` (no secretary, or one's own), `nothing_said`, `too_long`, `left_already`,
    `bad_due_day` (today or earlier), `document_too_long`, `graded_well`, `no_grade`.
    """
    today, verb = timezone.localdate(now), "set_rectification"
    membership = get_membership_for(actor_id=actor_id, verb=verb, membership_id=membership_id, on=today)
    words = checked_text(what, missing="还没有写要整改什么。请写明哪里要改、改到什么程度。")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        state = next_state(subject="rectification", state=NEW, verb=verb)
        if membership.until is not None and membership.until < today:
            raise Refused("left_already", "这名党员已经离开本支部，不再要求整改。")
        row = Rectification(membership=membership, set_by_id=actor_id, state=state)
        row.due_on = checked_due(due_on, after=today)
        ground = checked_ground(membership, document=document)
        row.settlement_id, row.grade, row.document = ground.settlement_id, ground.grade, ground.document
        row.branch_id, row.what, row.set_at = branch_id, act.keep_text(words), now
        row.save(force_insert=True)
        detail = {"due_on": due_on.isoformat()}
        act.audit(subject="rectification", subject_id=row.pk, clause="R56 A29", detail=detail)
        act.tell(
            kind="rectification_set", subject="rectification", subject_id=row.pk, to=[membership.person_id]
        )
    return row.pk
