"""备案组织处理: the superior has looked a handling case through and accepts it under a number (R59, R84)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._disposal import branch_handlers, reread, waiting_filing
from fenming.actions._writing import Act, writing
from fenming.queries.disposals import get_disposal_for
from fenming.records.models import Disposal, DisposalFilingEvent, Organisation
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_NUMBER = 40


def accept_disposal(*, actor_id: int, disposal_id: int, number: str, key: str, now: datetime) -> str:
    """The number: the one given, or the committee's next when it is empty. Branch and member are told.

    Raises NotFound. Refused: `forbidden`, `wrong_state` (not waiting), `same_person`, `bad_number`, `number_taken`.
    """
    today, verb = timezone.localdate(now), "accept_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        state = next_state(subject="disposal", state=case.state, verb=verb)
        filing, given = waiting_filing(case, actor_id=actor_id), _number(act, case, number)
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


def _number(act: Act, case: Disposal, number: str) -> str:
    """The committee's row is locked after the branch's, so that two branches accepted at once get two numbers."""
    above = Organisation.objects.filter(children=case.branch_id)
    Organisation.objects.select_for_update().filter(pk__in=above).first()
    accepted = DisposalFilingEvent.objects.filter(branch__parent__in=above, kind="accepted")
    taken, given = set(accepted.values_list("number", flat=True)), number.strip()
    if len(given) > LONGEST_NUMBER:
        raise Refused("bad_number", f"备案编号请写在 {LONGEST_NUMBER} 字以内。")
    if given in taken:
        raise Refused("number_taken", f"备案编号“{given}”已经用过。请另写一个，或留空由系统编号。")
    serial = 1
    while f"处备〔{act.today.year}〕{serial}号" in taken:
        serial += 1
    return given or f"处备〔{act.today.year}〕{serial}号"
