"""记下议题结果: what the meeting made of a topic (R37)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import reread, topic_there
from fenming.actions._writing import writing
from fenming.queries.meeting_topics import get_topic_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_OUTCOME = 500


def note_topic(*, actor_id: int, topic_id: int, outcome: str, key: str, now: datetime) -> int:
    """Note the outcome while the meeting is under way; it may be written anew until it closes. Returns the meeting's id.

    Raises NotFound. Refused: forbidden, wrong_state, topic_gone, outcome_missing, too_long.
    """
    today, outcome = timezone.localdate(now), outcome.strip()
    topic = get_topic_for(actor_id=actor_id, verb="note_topic", topic_id=topic_id, on=today)
    with writing(branch_id=topic.branch_id, actor_id=actor_id, verb="note_topic", key=key, now=now) as act:
        meeting = reread(topic.meeting)
        next_state(subject="meeting", state=meeting.state, verb="note_topic")
        topic = topic_there(topic)
        if not outcome:
            raise Refused("outcome_missing", "还没有写讨论的结果。请写一句；没有结论的，写“没有结论”。")
        if len(outcome) > LONGEST_OUTCOME:
            raise Refused("too_long", f"讨论的结果请写在 {LONGEST_OUTCOME} 字以内。")
        topic.outcome = act.keep_text(outcome)
        topic.save(update_fields=["outcome"])
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37", detail={"topic": topic.pk})
    return meeting.pk
