"""重新提交: whoever declared a returned matter corrects it and sends it again (R31, R67, A35)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._matter import claimed, earlier_same, next_number, refuse, said_for_month, state_name
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_matter_for
from fenming.queries.claims import (
    Claim,
    declaration_faults,
    is_late,
    month_again,
    number_of,
    quarter_for,
    tidy,
)
from fenming.queries.resubmitting import refuse_not_theirs
from fenming.queries.scores import member_of
from fenming.records.models import Matter, Membership, Month
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def resubmit(
    *,
    actor_id: int,
    matter_id: int,
    day: date,
    said: str,
    key: str,
    now: datetime,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    achievement: str = "",
) -> int:
    """The id of the matter, declared again under the same item; what was said and assessed before stays on record.

    It stays in its month while that is not assessed, else it goes to the open month with a new number and its own day
    (A35). Refused: `not_declared_by_you`, `declare_anew` (shown to the one concerned for a reply: a new text needs a
    new matter), `wrong_state`, `no_open_month`, `repeat`, and what declare is refused for. NotFound, `forbidden`.
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="resubmit", matter_id=matter_id, on=today)
    refuse_not_theirs(matter, actor_id=actor_id)
    claim = Claim(matter.item, day, tidy(said), quantity, level.strip(), each_centi, tidy(achievement))
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="resubmit", key=key, now=now) as act:
        rows = Matter.objects.select_related("month__quarter__year").select_for_update(of=("self",))
        matter = rows.get(pk=matter.pk)
        state = next_state(subject="matter", state=matter.state, verb="resubmit")
        month, months = month_again(matter.month, today=today)
        people = Membership.objects.select_related("person").prefetch_related("standings")
        member = member_of(people.get(pk=matter.membership_id))
        refuse(declaration_faults(member=member, month=month, months=months, claim=claim, today=today))
        _refuse_repeat(matter, claim)
        before = {"said_before": matter.said_id, "from": matter.month_id}
        before |= {"claimed_before_centi": matter.claimed_centi}
        _rewrite(act, matter, month, claim, state=state)
        after = {"said": matter.said_id, "claimed_centi": matter.claimed_centi, "month": matter.month_id}
        act.audit(subject="matter", subject_id=matter.pk, clause="R31", detail=before | after)
    return matter.pk


def _refuse_repeat(matter: Matter, claim: Claim) -> None:
    for same in earlier_same(membership_ids=[matter.membership_id], claim=claim):
        if same.pk != matter.pk:
            sentence = f"改成这样，就和事项 {number_of(same)} 完全相同，那件现在是“{state_name(same)}”。"
            raise Refused("repeat", f"{sentence}如果是另一件事，请把不同之处写进说明；不是的，请撤回这件。")


def _rewrite(act: Act, matter: Matter, month: Month, claim: Claim, *, state: str) -> None:
    """The matter says what the claim says; in another month it gets the next number there and counts as said then."""
    columns = claimed(act.branch_id, claim) | {"said": act.keep_text(claim.said), "state": state}
    if month.pk != matter.month_id:
        late = is_late(month, today=act.today)
        columns |= {"month": month, "number": next_number(month), "quarter": quarter_for(month), "late": late}
        if matter.origin == Matter.Origin.DECLARED:
            said_for_month(act, month=month, membership_id=matter.membership_id, late=late)
    for name, value in columns.items():
        setattr(matter, name, value)
    matter.save(update_fields=[*columns])
