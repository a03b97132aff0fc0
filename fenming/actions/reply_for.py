"""代录书面答复: the signed reply of a member without an account is entered from paper (R23, R67, A14)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._paper import check_paper
from fenming.actions._reply import checked_words, write_reply
from fenming.actions._writing import writing
from fenming.queries.paper import AGAIN, get_matter_on_paper


def reply_for(
    *,
    actor_id: int,
    matter_id: int,
    agrees: bool,
    text: str,
    signed_on: date,
    paper_kept: bool,
    key: str,
    now: datetime,
) -> int:
    """The id of the matter; the words are the member's, `signed_on` the day on the paper, and who entered it is named.

    In time or not by the day it was signed. Refused: `forbidden` (own matter too), `reported_by_you`, `has_account`,
    `paper_not_kept`, `future_day`, `not_handed_over`, `signed_early`, and what `reply` refuses. Raises NotFound.
    """
    today = timezone.localdate(now)
    matter = get_matter_on_paper(actor_id=actor_id, verb="reply_for", matter_id=matter_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    words = checked_words(text, agrees=agrees)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="reply_for", key=key, now=now) as act:
        in_time = write_reply(
            act,
            actor_id=actor_id,
            matter_id=matter.pk,
            words=words,
            agrees=agrees,
            again=AGAIN,
            signed_on=signed_on,
        )
        detail = {"agrees": agrees, "in_time": in_time, "signed_on": signed_on.isoformat()}
        act.audit(subject="matter", subject_id=matter.pk, clause="R23 A14", detail=detail)
    return matter.pk
