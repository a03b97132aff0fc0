"""要求不上屏显示: whether the sentence of one's own matter is thrown on the wall at the meeting (R67, A22)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_matter_for
from fenming.records.models import Matter
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def withhold_text(*, actor_id: int, matter_id: int, withheld: bool, key: str, now: datetime) -> int:
    """Keep the sentence off the wall, or let it be shown again; returns the matter's id.

    Only the one concerned asks, until the meeting has determined it. Item, day and points are shown as ever. Raises
    NotFound. Refused: forbidden, wrong_state, unchanged.
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="withhold_text", matter_id=matter_id, on=today)
    with writing(
        branch_id=matter.branch_id, actor_id=actor_id, verb="withhold_text", key=key, now=now
    ) as act:
        matter = Matter.objects.get(pk=matter.pk)
        next_state(subject="matter", state=matter.state, verb="withhold_text")
        if matter.text_withheld == withheld:
            how = "已经要求不上屏显示" if withheld else "本来就会上屏显示"
            raise Refused("unchanged", f"这件事的说明{how}，没有改动。")
        matter.text_withheld = withheld
        matter.save(update_fields=["text_withheld"])
        detail = {"withheld": withheld}
        act.audit(subject="matter", subject_id=matter.pk, clause="R67 A22", detail=detail)
    return matter.pk
