"""退回组织处理: the superior sends a handling case back with the reason, to be decided and filed anew (R59, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._disposal import branch_handlers, reread, waiting_filing
from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.disposals import get_disposal_for
from fenming.records.models import DisposalFilingEvent
from fenming.rules.workflow import next_state


def return_disposal(*, actor_id: int, disposal_id: int, remarks: str, key: str, now: datetime) -> int:
    """The id of the case; branch and member are told and read the remarks.

    Raises NotFound. Refused: `forbidden`, `wrong_state` (not waiting), `same_person`, `nothing_said`, `too_long`.
    """
    today, verb = timezone.localdate(now), "return_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    words = checked_text(remarks, missing="还没有写退回的意见。请写明哪里要改，支部才知道怎么改。")
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        state = next_state(subject="disposal", state=case.state, verb=verb)
        filing = waiting_filing(case, actor_id=actor_id)
        DisposalFilingEvent.objects.create(
            branch_id=case.branch_id, filing=filing, kind=DisposalFilingEvent.Kind.RETURNED,
            remarks=act.keep_text(words), by_id=actor_id, at=now,
        )  # fmt: skip
        case.state = state
        case.save(update_fields=["state"])
        act.audit(subject="disposal", subject_id=case.pk, clause="R59 R84", detail={"digest": filing.digest})
        to = [*branch_handlers(case, on=today), case.membership.person_id]
        act.tell(kind="disposal_returned", subject="disposal", subject_id=case.pk, to=to)
    return case.pk
