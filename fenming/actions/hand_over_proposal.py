"""登记拟办送达: the notice of a veto, a correction or a reopening was handed over on paper, and the term runs (R24, R77, A14)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._paper import check_handed_over
from fenming.actions._proposal import CLAUSES, last_day, locked
from fenming.actions._writing import writing
from fenming.queries.proposals import NO_NOTICE, days_to_answer, get_proposal_for
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def hand_over_proposal(
    *,
    actor_id: int,
    subject: str,
    thing_id: int,
    handed_on: date,
    receipt_kept: bool,
    key: str,
    now: datetime,
) -> date:
    """The last day to answer, counted in working days from the day the paper was handed over; entered once.

    `subject`: veto, correction or reopening. Raises NotFound. Refused: `forbidden` (own matter too), `no_notice_due`
    (nothing to hand over), `already_handed_over`, `receipt_not_kept`, `future_day`, `too_early` (before it was
    proposed), `wrong_state`.
    """
    today, verb = timezone.localdate(now), "hand_over_proposal"
    found = get_proposal_for(actor_id=actor_id, verb=verb, subject=subject, thing_id=thing_id, on=today)
    check_handed_over(handed_on=handed_on, receipt_kept=receipt_kept, since=found.proposed_at, today=today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        thing = locked(subject, found.pk)
        if not thing.by_hand:
            raise Refused("no_notice_due", NO_NOTICE)
        if thing.shown_on is not None:
            sentence = f"这份告知书已登记在{full_day_name(thing.shown_on)}送达，不用再登记。"
            raise Refused("already_handed_over", sentence)
        thing.state = next_state(subject=subject, state=thing.state, verb=verb)
        until = last_day(act, handed_on, days=days_to_answer(thing, on=today))
        thing.shown_on, thing.reply_by, thing.handed_by_id, thing.handed_at = handed_on, until, actor_id, now
        thing.save(update_fields=["shown_on", "reply_by", "handed_by", "handed_at"])
        detail = {"handed_on": handed_on.isoformat(), "reply_by": until.isoformat()}
        act.audit(subject=subject, subject_id=thing.pk, clause=CLAUSES[subject], detail=detail)
    return until
