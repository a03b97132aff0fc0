"""答复重新审议: the one concerned says something before a meeting may decide anew to their loss (R23, R77, A14)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.reopenings import get_reopening_for
from fenming.records.models import Reopening
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REPLY = 300


def answer_reopening(*, actor_id: int, reopening_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the reopening. Taken once, also after the term, as long as no meeting has decided on it.

    Raises NotFound. Refused: `forbidden` (not the one concerned), `nothing_said`, `too_long`, `no_reply_due`
    (no points to lose), `already_replied`, `wrong_state`.
    """
    today = timezone.localdate(now)
    found = get_reopening_for(actor_id=actor_id, verb="answer_reopening", reopening_id=reopening_id, on=today)
    words = _checked(text)
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="answer_reopening", key=key, now=now
    ) as act:
        reopening = Reopening.objects.select_for_update().get(pk=found.pk)
        reopening.state = next_state(subject="reopening", state=reopening.state, verb="answer_reopening")
        if not reopening.asks_reply:
            raise Refused(
                "no_reply_due", "这次重新审议不会少计您的分，不用答复。有话要说的，可以在会上说明。"
            )
        if reopening.answered_at is not None:
            raise Refused("already_replied", "您已经答复过。答复只能提交一次；要补充的，可以在会上说明。")
        reopening.answer, reopening.answered_at = act.keep_text(words), now
        reopening.save(update_fields=["answer", "answered_at"])
        detail = {"in_time": reopening.reply_by is None or today <= reopening.reply_by}
        act.audit(subject="reopening", subject_id=reopening.pk, clause="R23 R77 A14", detail=detail)
        act.tell(
            kind="reopening_answered",
            subject="reopening",
            subject_id=reopening.pk,
            to=[reopening.proposed_by_id],
        )
    return reopening.pk


def _checked(text: str) -> str:
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", "还没有写答复。请写明情况；没有意见的，写“没有意见”。")
    if len(words) > LONGEST_REPLY:
        raise Refused("too_long", f"答复请写在 {LONGEST_REPLY} 字以内，现在是 {len(words)} 字。")
    return words
