"""答复: the one concerned answers a matter with minus points before it is assessed (R23, A14)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._reply import checked_words, write_reply
from fenming.actions._writing import writing
from fenming.queries.access import get_matter_for

AGAIN = "您已经答复过这件事。答复只能提交一次；要补充的，请直接告诉支部。"


def reply(*, actor_id: int, matter_id: int, agrees: bool, text: str, key: str, now: datetime) -> int:
    """The id of the matter. Taken also after the term, as long as the matter is not assessed; once.

    Refused: `forbidden` (not the one concerned), `no_reply_due` (nothing to lose by it), `already_replied`,
    `nothing_said` (disagrees without a word), `too_long`, `wrong_state` (assessed meanwhile).
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="reply", matter_id=matter_id, on=today)
    words = checked_words(text, agrees=agrees)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="reply", key=key, now=now) as act:
        in_time = write_reply(
            act, actor_id=actor_id, matter_id=matter.pk, words=words, agrees=agrees, again=AGAIN
        )
        detail = {"agrees": agrees, "in_time": in_time}
        act.audit(subject="matter", subject_id=matter.pk, clause="A14", detail=detail)
    return matter.pk
