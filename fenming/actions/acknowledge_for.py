"""代录签收: a member without an account has signed a slip for the answer to an objection or an appeal (R42, R67)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._acknowledgement import acknowledge
from fenming.actions._paper import check_paper
from fenming.actions._writing import writing
from fenming.queries.paper import get_finding_on_paper
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

AGAIN = "这份答复已经登记过签收，不用再录。"


def acknowledge_for(
    *, actor_id: int, finding_id: int, signed_on: date, paper_kept: bool, key: str, now: datetime
) -> int:
    """The id of the row that says so; received, not agreed. `signed_on` is the day on the slip.

    Raises NotFound. Refused: `forbidden` (the answer to oneself too), `has_account`, `paper_not_kept`, `future_day`,
    `signed_early` (before it was answered), `already_acknowledged`.
    """
    today, verb = timezone.localdate(now), "acknowledge_for"
    found = get_finding_on_paper(actor_id=actor_id, verb=verb, finding_id=finding_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    answered = timezone.localdate(found.at)
    if signed_on < answered:
        sentence = f"答复是{full_day_name(answered)}作出的，签收不会更早。请核对回执上的日期。"
        raise Refused("signed_early", sentence)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        row = acknowledge(act, found, actor_id=actor_id, again=AGAIN, signed_on=signed_on)
    return row.pk
