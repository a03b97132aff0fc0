"""备案组织处理: the superior has looked a handling case through and accepts it under a number (R59, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._disposal import branch_handlers, reread, waiting_filing
from fenming.actions._filing import committee_number
from fenming.actions._writing import writing
from fenming.queries.disposals import get_disposal_for
from fenming.records.models import DisposalFilingEvent
from fenming.rules.workflow import next_state


def accept_disposal(*, actor_id: int, disposal_id: int, number: str, key: str, now: datetime) -> str:
    """The number: the one given, or the committee's next when it is empty. Branch and member are told.

    Raises NotFound. Refused: `forbidden`, `wrong_state` (not waiting), `same_person`, `bad_number`, `number_taken`.
    """
    today, verb = timezone.localdate(now), "accept_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        state = next_state(subject="disposal", state=case.state, verb=verb)
        filing = waiting_filing(case, actor_id=actor_id)
        above = case.branch.parent_id
        given = committee_number(above, number, act, stem="处备", taken_by=_numbers_of)
        DisposalFilingEvent.objects.create(
            branch_id=case.branch_id, filing=filing, kind=DisposalFilingEvent.Kind.ACCEPTED, number=given,
            by_id=actor_id, at=now,
        )  # fmt: skip
        case.state = state
        case.save(update_fields=["state"])
        detail = {"number": given, "digest": filing.digest}
        act.audit(subject="disposal", subject_id=case.pk, clause="R59 R84", detail=detail)
        to = [*branch_handlers(case, on=today), case.membership.person_id]
        act.tell(kind="disposal_accepted", subject="disposal", subject_id=case.pk, to=to)
    return given


def _numbers_of(committee_id: int | None) -> set[str]:
    """Every number the committee has accepted a case under."""
    accepted = DisposalFilingEvent.objects.filter(branch__parent_id=committee_id, kind="accepted")
    return set(accepted.values_list("number", flat=True))
