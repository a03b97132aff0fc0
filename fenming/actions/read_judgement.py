"""阅知报告核查结论: the reporter notes that what was found above about the own report was read (R32, A14)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.inquiries import state_of
from fenming.queries.judgements import get_own_judgement_for
from fenming.rules.workflow import next_state


def read_judgement(*, actor_id: int, matter_id: int, key: str, now: datetime) -> int:
    """The id of the finding, now read. As with the report itself neither key nor trail names the actor.

    NotFound for everybody but the reporter. Refused `wrong_state` the second time.
    """
    today = timezone.localdate(now)
    found = get_own_judgement_for(actor_id=actor_id, matter_id=matter_id, on=today)
    with writing(branch_id=found.branch_id, actor_id=None, verb="read_judgement", key=key, now=now) as act:
        judgement = get_own_judgement_for(actor_id=actor_id, matter_id=matter_id, on=today)
        next_state(subject="inquiry", state=state_of(judgement.inquiry), verb="read_judgement")
        judgement.read_at = now
        judgement.save(update_fields=["read_at"])
        subject_id = judgement.inquiry.reporter_id
        act.audit(
            subject="reporter", subject_id=subject_id, clause="R32 A14", detail={"judgement": judgement.pk}
        )
    return judgement.pk
