"""补记: add to the minutes of a meeting that is over; the minutes themselves stay as they were (R37)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import reread
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import Addendum
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_ADDENDUM = 2000


def add_addendum(*, actor_id: int, meeting_id: int, text: str, seen: int, key: str, now: datetime) -> int:
    """Add a dated paragraph under the minutes; returns its id. `seen`: how many there were on the page.

    It changes no point and no vote. Raises NotFound. Refused: forbidden, wrong_state, text_missing, too_long, stale.
    """
    today, text = timezone.localdate(now), text.strip()
    meeting = get_meeting_for(actor_id=actor_id, verb="add_addendum", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="add_addendum", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        next_state(subject="meeting", state=meeting.state, verb="add_addendum")
        if not text:
            raise Refused("text_missing", "补记是空的。请写明补充或说明的内容。")
        if len(text) > LONGEST_ADDENDUM:
            raise Refused("too_long", f"补记请写在 {LONGEST_ADDENDUM} 字以内。")
        there = Addendum.objects.filter(meeting=meeting).count()
        if there != seen:
            raise Refused("stale", "刚才已有人补记了一段，您这次没有保存。请看过之后再补。")
        addendum = Addendum.objects.create(
            branch_id=meeting.branch_id,
            meeting=meeting,
            number=there + 1,
            text=act.keep_text(text),
            by_id=actor_id,
            at=now,
        )
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37", detail={"addendum": addendum.pk})
    return addendum.pk
