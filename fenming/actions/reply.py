"""答复: the one concerned answers a matter with minus points before it is assessed (R23, A14)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_matter_for
from fenming.queries.claims import tidy
from fenming.records.models import Matter, Reply
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REPLY = 300


def reply(*, actor_id: int, matter_id: int, agrees: bool, text: str, key: str, now: datetime) -> int:
    """The id of the matter. Taken also after the term, as long as the matter is not assessed; once.

    Refused: `forbidden` (not the one concerned), `no_reply_due` (nothing to lose by it), `already_replied`,
    `nothing_said` (disagrees without a word), `too_long`, `wrong_state` (assessed meanwhile).
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="reply", matter_id=matter_id, on=today)
    words = tidy(text)
    _check_words(words, agrees=agrees)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="reply", key=key, now=now) as act:
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        if matter.reply_by is None:
            raise Refused("no_reply_due", "这件事不扣分，不用答复。有话要说的，请告诉支委。")
        if Reply.objects.filter(matter=matter).exists():
            raise Refused(
                "already_replied", "您已经答复过这件事。答复只能提交一次；要补充的，请直接告诉支委。"
            )
        matter.state = next_state(subject="matter", state=matter.state, verb="reply")
        Reply.objects.create(
            branch_id=act.branch_id,
            matter=matter,
            text=act.keep_text(words),
            agrees=agrees,
            by_id=actor_id,
            at=now,
        )
        detail = {"agrees": agrees, "in_time": today <= matter.reply_by}
        act.audit(subject="matter", subject_id=matter.pk, clause="A14", detail=detail)
    return matter.pk


def _check_words(words: str, *, agrees: bool) -> None:
    if not agrees and not words:
        raise Refused("nothing_said", "还没有写答复。有不同意见的，请写明情况；没有意见的，请选“没有异议”。")
    if len(words) > LONGEST_REPLY:
        raise Refused("too_long", f"答复请写在 {LONGEST_REPLY} 字以内，现在是 {len(words)} 字。")
