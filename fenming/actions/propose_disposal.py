"""提出组织处理: the branch writes down what it proposes for a member graded unqualified; the member is heard first (R58)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import checked_text
from fenming.actions._writing import writing
from fenming.queries.access import get_membership_for
from fenming.queries.grounds import Ground, last_ground
from fenming.records.models import Disposal, Membership
from fenming.rules.measures import disposal_fault
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state


def propose_disposal(*, actor_id: int, membership_id: int, proposal: str, key: str, now: datetime) -> int:
    """The id of the case, on the grade of the last appraised year; the member is told and may answer.

    Nothing follows by itself. Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own),
    `nothing_said`, `too_long`, `no_grade`, `not_unqualified`, `repeat`.
    """
    today, verb = timezone.localdate(now), "propose_disposal"
    membership = get_membership_for(actor_id=actor_id, verb=verb, membership_id=membership_id, on=today)
    words = checked_text(proposal, missing="还没有写拟作的处理。请写明拟怎样处理、为什么。")
    with writing(branch_id=membership.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        state = next_state(subject="disposal", state=NEW, verb=verb)
        ground = _checked(membership)
        case = Disposal(membership=membership, settlement_id=ground.settlement_id, state=state)
        case.branch_id, case.grade = act.branch_id, ground.grades[membership.pk]
        case.proposal, case.proposed_by_id, case.proposed_at = act.keep_text(words), actor_id, now
        case.save(force_insert=True)
        detail = {"year": ground.year.number}
        act.audit(subject="disposal", subject_id=case.pk, clause="R58", detail=detail)
        act.tell(kind="disposal_proposed", subject="disposal", subject_id=case.pk, to=[membership.person_id])
    return case.pk


def _checked(membership: Membership) -> Ground:
    ground = last_ground(branch_id=membership.branch_id)
    grade = ground.grades.get(membership.pk, "") if ground else ""
    bands, year = (ground.bands, ground.year.number) if ground else ((), 0)
    if fault := disposal_fault(bands=bands, year=year, grade=grade):
        raise Refused(*fault)
    if ground is None:
        raise Refused("no_grade", "本支部还没有评议过的年度。")
    if Disposal.objects.filter(membership=membership, settlement_id=ground.settlement_id).exists():
        raise Refused("repeat", f"这名党员{year}年度的已经提出过，请看那一次。")
    return ground
