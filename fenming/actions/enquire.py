"""提出查询: a reader of a posting asks the branch, with name and contact; never a matter (R66, A22)."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Max
from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.enquiries import answering, posting_up
from fenming.records.models import Enquiry, Posting
from fenming.rules.terms import Refused

LONGEST_NAME = 40
LONGEST_CONTACT = 80
LONGEST_QUESTION = 500
MOST_A_DAY = 20
"""Questions of one day that may wait for an answer: what a branch can read, and no flood."""


def enquire(*, code: str, name: str, contact: str, text: str, key: str, now: datetime) -> int:
    """The number of the question within its branch, which the reader is shown; nobody is signed in for this.

    Raises NotFound for an unknown code. Refused: `nothing_said`, `too_long`, `not_up` (the posting's term is over),
    `too_many` (twenty of today wait already).
    """
    said = (
        _line(name, "姓名", LONGEST_NAME),
        _line(contact, "联系方式", LONGEST_CONTACT),
        _line(text, "要查询的内容", LONGEST_QUESTION),
    )
    if not Posting.objects.filter(code=code).exists():
        raise NotFound("posting")
    today = timezone.localdate(now)
    found = posting_up(code=code, on=today)
    if found is None:
        raise Refused("not_up", "这次公示已经期满，不能再在网上查询。请按公示单上的联系方式与支部联系。")
    with writing(branch_id=found.branch_id, actor_id=None, verb="enquire", key=key, now=now) as act:
        asked = Enquiry.objects.filter(branch_id=act.branch_id)
        midnight = timezone.make_aware(datetime.combine(today, time.min))
        if asked.filter(at__gte=midnight, answer__isnull=True).count() >= MOST_A_DAY:
            raise Refused(
                "too_many", "今天的查询已经很多，支部还在答复。请明天再来，或按公示单上的联系方式与支部联系。"
            )
        last = asked.aggregate(last=Max("number"))["last"] or 0
        kept = [act.keep_text(line) for line in said]
        enquiry = Enquiry.objects.create(
            branch_id=act.branch_id,
            posting_id=found.id,
            number=last + 1,
            name=kept[0],
            contact=kept[1],
            text=kept[2],
            at=now,
        )
        detail = {"posting": found.id, "number": enquiry.number}
        act.audit(subject="enquiry", subject_id=enquiry.pk, clause="R66", detail=detail)
        to = answering(branch_id=act.branch_id, on=today)
        act.tell(kind="enquiry_received", subject="enquiry", subject_id=enquiry.pk, to=to)
    return enquiry.number


def _line(text: str, what: str, longest: int) -> str:
    words = text.strip()
    if not words:
        raise Refused("nothing_said", f"还没有填{what}。请填好后再提交。")
    if len(words) > longest:
        raise Refused("too_long", f"{what}至多 {longest} 字，现在是 {len(words)} 字。请写短一些。")
    return words
