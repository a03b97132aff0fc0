"""登记送达: the notice for a member without an account was handed over on paper, and the term to reply runs (R23, R67, A14)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._matter import hearing_from
from fenming.actions._paper import check_handed_over
from fenming.actions._writing import writing
from fenming.queries.access import get_matter_for
from fenming.queries.scores import standard_of
from fenming.records.models import Matter
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def hand_over(
    *, actor_id: int, matter_id: int, handed_on: date, receipt_kept: bool, key: str, now: datetime
) -> date:
    """The last day to reply, counted in working days from the day the paper was handed over; entered once.

    Refused: `forbidden` (own matter too), `no_notice_due` (nothing to hand over), `already_handed_over`,
    `receipt_not_kept`, `future_day`, `too_early` (before the matter was recorded), `wrong_state`. Raises NotFound.
    """
    today, verb = timezone.localdate(now), "hand_over"
    matter = get_matter_for(actor_id=actor_id, verb=verb, matter_id=matter_id, on=today)
    check_handed_over(handed_on=handed_on, receipt_kept=receipt_kept, since=matter.declared_at, today=today)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        matter = Matter.objects.select_related("version").select_for_update(of=("self",)).get(pk=matter.pk)
        if not matter.by_hand:
            raise Refused("no_notice_due", "这件事不用当面送达：本人可以在自己的页面上看到，或者不扣分。")
        if matter.shown_on is not None:
            sentence = f"这份告知书已登记在{full_day_name(matter.shown_on)}送达，不用再登记。"
            raise Refused("already_handed_over", sentence)
        matter.state = next_state(subject="matter", state=matter.state, verb=verb)
        term = hearing_from(handed_on, standard=standard_of(matter.version), branch_id=act.branch_id)
        matter.shown_on, matter.reply_by = term.shown_on, term.reply_by
        matter.handed_by_id, matter.handed_at = actor_id, now
        matter.save(update_fields=["shown_on", "reply_by", "handed_by", "handed_at"])
        detail = {"handed_on": handed_on.isoformat(), "reply_by": term.reply_by.isoformat()}
        act.audit(subject="matter", subject_id=matter.pk, clause="R23 A14", detail=detail)
    return term.reply_by
