"""答复查询: what the branch told a reader who asked, kept with the question (R66, A22)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.enquiries import get_enquiry_for
from fenming.records.models import Enquiry
from fenming.rules.terms import Refused

LONGEST_ANSWER = 1000


def answer_enquiry(*, actor_id: int, enquiry_id: int, text: str, key: str, now: datetime) -> int:
    """The id of the question, now answered, once; the reader is told outside the system, by the contact left.

    Raises NotFound. Refused: `forbidden`, `nothing_said`, `too_long`, `answered` (already).
    """
    found = get_enquiry_for(
        actor_id=actor_id, verb="answer_enquiry", enquiry_id=enquiry_id, on=timezone.localdate(now)
    )
    words = text.strip()
    if not words:
        raise Refused("nothing_said", "还没有写答复内容。请写好后再提交。")
    if len(words) > LONGEST_ANSWER:
        raise Refused("too_long", f"答复内容至多 {LONGEST_ANSWER} 字，现在是 {len(words)} 字。请写短一些。")
    branch_id = found.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="answer_enquiry", key=key, now=now) as act:
        enquiry = Enquiry.objects.select_for_update().get(pk=found.pk)
        if enquiry.answer_id is not None:
            raise Refused("answered", "这条查询已经有人答复。请看现在的答复。")
        enquiry.answer, enquiry.answered_by_id, enquiry.answered_at = act.keep_text(words), actor_id, now
        enquiry.save(update_fields=["answer", "answered_by", "answered_at"])
        detail = {"number": enquiry.number}
        act.audit(subject="enquiry", subject_id=enquiry.pk, clause="R66", detail=detail)
    return enquiry.pk
