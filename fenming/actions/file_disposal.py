"""报送处理备案: the decision as it stands goes to the superior, frozen with its digest (R59, R84)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from fenming.actions._disposal import last_decision, reread
from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.disposals import disposal_content, get_disposal_for
from fenming.queries.superior_people import reviewers_of
from fenming.records.models import DisposalFiling
from fenming.rules.ledger import canonical_bytes
from fenming.rules.workflow import next_state


def file_disposal(*, actor_id: int, disposal_id: int, key: str, now: datetime) -> int:
    """The id of the filing; the superior's reviewers and the member are told.

    Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own), `wrong_state`.
    """
    today, verb = timezone.localdate(now), "file_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        state = next_state(subject="disposal", state=case.state, verb=verb)
        decision = last_decision(case)
        if decision is None:
            raise NotFound("decision")
        content = canonical_bytes(disposal_content(case, decision))
        digest = sha256(content).hexdigest()
        filing = DisposalFiling.objects.create(
            branch_id=case.branch_id, decision=decision, content=content.decode(), digest=digest,
            filed_by_id=actor_id, filed_at=now,
        )  # fmt: skip
        case.state = state
        case.save(update_fields=["state"])
        detail = {"round": decision.round, "digest": digest}
        act.audit(subject="disposal", subject_id=case.pk, clause="R59 R84", detail=detail)
        to = [one for one in reviewers_of(branch_id=case.branch_id, on=today) if one != actor_id]
        act.tell(kind="disposal_received", subject="disposal", subject_id=case.pk, to=to)
        member = [case.membership.person_id]
        act.tell(kind="disposal_submitted", subject="disposal", subject_id=case.pk, to=member)
    return filing.pk
