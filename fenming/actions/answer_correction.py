"""答复笔误更正: the one concerned says something before a correction that costs points is confirmed (R23, R77)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.corrections import get_correction_for
from fenming.queries.objections import handlers_of
from fenming.records.models import Correction
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REPLY = 300


def answer_correction(*, actor_id: int, correction_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the correction. Taken once, also after the term, as long as nobody has decided on it.

    Raises NotFound. Refused: `forbidden` (not the one concerned), `nothing_said`, `too_long`, `no_reply_due`
    (no points to lose), `already_replied`, `wrong_state`.
    """
    today = timezone.localdate(now)
    found = get_correction_for(
        actor_id=actor_id, verb="answer_correction", correction_id=correction_id, on=today
    )
    words = _checked(text)
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="answer_correction", key=key, now=now
    ) as act:
        correction = Correction.objects.select_for_update().get(pk=found.pk)
        correction.state = next_state(subject="correction", state=correction.state, verb="answer_correction")
        if not correction.asks_reply:
            raise Refused("no_reply_due", "这次更正不会少计您的分，不用答复。有话要说的，请告诉支部书记。")
        if correction.answered_at is not None:
            raise Refused("already_replied", "您已经答复过。答复只能提交一次；要补充的，请直接告诉支部书记。")
        correction.answer, correction.answered_at = act.keep_text(words), now
        correction.save(update_fields=["answer", "answered_at"])
        detail = {"in_time": correction.reply_by is None or today <= correction.reply_by}
        act.audit(subject="correction", subject_id=correction.pk, clause="R23 R77", detail=detail)
        reviewers = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        act.tell(
            kind="correction_answered", subject="correction", subject_id=correction.pk, to=sorted(reviewers)
        )
    return correction.pk


def _checked(text: str) -> str:
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", "还没有写答复。请写明情况；没有意见的，写“没有意见”。")
    if len(words) > LONGEST_REPLY:
        raise Refused("too_long", f"答复请写在 {LONGEST_REPLY} 字以内，现在是 {len(words)} 字。")
    return words
