"""查看报告人: an assessor learns who reported a matter, and each look is kept (A14, A22)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.reporting import get_reporter_for
from fenming.records.models import AccessEvent


def see_reporter(*, actor_id: int, matter_id: int, key: str, now: datetime) -> str:
    """The reporter's name, for the answer to this one request; it is to be kept nowhere.

    Refused: `forbidden` (the one concerned, no assessor, the secretary beside a committee), `reported_by_you`.
    NotFound when nobody reported it.
    """
    today = timezone.localdate(now)
    reporter = get_reporter_for(actor_id=actor_id, matter_id=matter_id, on=today)
    with writing(
        branch_id=reporter.branch_id, actor_id=actor_id, verb="see_reporter", key=key, now=now
    ) as act:
        AccessEvent.objects.create(
            branch_id=act.branch_id, person_id=actor_id, subject="reporter", subject_id=reporter.pk, at=now
        )
        act.audit(subject="reporter", subject_id=reporter.pk, clause="A14", detail={"matter": matter_id})
    return reporter.person.name
