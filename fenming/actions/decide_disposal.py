"""登记处理决定: what people decided about an unqualified member is entered with its document, once heard (R58)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._disposal import last_decision, reread
from fenming.actions._membership import line_of
from fenming.actions._veto import checked_text
from fenming.actions._writing import Act, writing
from fenming.queries.disposals import get_disposal_for
from fenming.records.models import Disposal, DisposalDecision
from fenming.rules.measures import OUTCOMES
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


@dataclass(frozen=True, slots=True)
class Decided:
    """As the organisation decided: one of OUTCOMES, in words, by which document of which day."""

    outcome: str
    text: str
    document: str
    decided_on: date


def decide_disposal(*, actor_id: int, disposal_id: int, decided: Decided, key: str, now: datetime) -> int:
    """The number of the round; it touches neither roster nor points. Until it is filed, a later round replaces it.

    Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own), `no_outcome`, `nothing_said`,
    `incomplete`, `too_long`, `wrong_state`, `not_heard`, `bad_day` (to come, or before the hearing).
    """
    today, verb = timezone.localdate(now), "decide_disposal"
    case = get_disposal_for(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=today)
    if decided.outcome not in OUTCOMES:
        raise Refused("no_outcome", "还没有选处理的结果。请照组织的决定选一项。")
    words = checked_text(decided.text, missing="还没有写决定的内容。请照决定写明。")
    line = line_of(decided.document, what="决定的文号或大会决议")
    with writing(branch_id=case.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        case = reread(disposal_id)
        state = next_state(subject="disposal", state=case.state, verb=verb)
        _require_heard(case, decided.decided_on, today)
        row = _kept(act, case, decided, words, line, by_id=actor_id)
        case.state = state
        case.save(update_fields=["state"])
        detail = {"round": row.round, "outcome": row.outcome, "decided_on": row.decided_on.isoformat()}
        act.audit(subject="disposal", subject_id=case.pk, clause="R58", detail=detail)
        to = [case.membership.person_id]
        act.tell(kind="disposal_decided", subject="disposal", subject_id=case.pk, to=to)
    return row.round


def _require_heard(case: Disposal, day: date, today: date) -> None:
    if case.answered_at is None and case.heard_on is None:
        raise Refused("not_heard", "还没有听取本人的意见，不能登记决定。请先听取意见并登记，或等本人陈述。")
    heard = [timezone.localdate(case.answered_at)] if case.answered_at else []
    first = min([*heard, *([case.heard_on] if case.heard_on else [])])
    if not first <= day <= today:
        days = f"{full_day_name(first)}和{full_day_name(today)}之间"
        raise Refused("bad_day", f"决定在听取本人意见以后作出，请填{days}的日期。")


def _kept(
    act: Act, case: Disposal, decided: Decided, words: str, line: str, *, by_id: int
) -> DisposalDecision:
    last = last_decision(case)
    return DisposalDecision.objects.create(
        branch_id=act.branch_id,
        disposal=case,
        round=last.round + 1 if last else 1,
        outcome=decided.outcome,
        text=act.keep_text(words),
        document=line,
        decided_on=decided.decided_on,
        by_id=by_id,
        at=act.now,
    )
