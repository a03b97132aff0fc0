"""退回年度积分: the superior sends a filed table back with remarks, to be put right and filed again (R45, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._filing import remarks_given, require_open
from fenming.actions._writing import writing
from fenming.queries.superior_people import secretaries_of
from fenming.queries.year_filing import get_filing_for
from fenming.records.models import FilingEvent


def return_filing(*, actor_id: int, filing_id: int, remarks: str, key: str, now: datetime) -> int:
    """The id of the filing; the branch's secretary is told and reads the remarks.

    Refused: `forbidden`, `wrong_state` (answered already), `no_remarks`, `remarks_too_long`.
    """
    today = timezone.localdate(now)
    filing = get_filing_for(actor_id=actor_id, verb="return_filing", filing_id=filing_id, on=today)
    with writing(
        branch_id=filing.branch_id, actor_id=actor_id, verb="return_filing", key=key, now=now
    ) as act:
        require_open(filing, verb="return_filing")
        FilingEvent.objects.create(
            branch_id=filing.branch_id,
            filing=filing,
            kind=FilingEvent.Kind.RETURNED,
            remarks=act.keep_text(remarks_given(remarks)),
            by_id=actor_id,
            at=now,
        )
        detail = {"round": filing.round, "digest": filing.digest}
        act.audit(subject="filing", subject_id=filing.pk, clause="R45 R84", detail=detail)
        to = secretaries_of(branch_id=filing.branch_id, on=today)
        act.tell(kind="filing_returned", subject="filing", subject_id=filing.pk, to=to)
    return filing.pk
