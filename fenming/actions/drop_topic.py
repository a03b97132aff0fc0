"""撤下议题: take a topic off the agenda; its row stays (R36)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import agenda_changed, reread, topic_there
from fenming.actions._writing import writing
from fenming.queries.meeting_topics import get_topic_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def drop_topic(*, actor_id: int, topic_id: int, key: str, now: datetime) -> int:
    """Take a topic off until its outcome has been noted; returns the meeting's id.

    Raises NotFound. Refused: forbidden, wrong_state, topic_gone, topic_noted.
    """
    today = timezone.localdate(now)
    topic = get_topic_for(actor_id=actor_id, verb="drop_topic", topic_id=topic_id, on=today)
    with writing(branch_id=topic.branch_id, actor_id=actor_id, verb="drop_topic", key=key, now=now) as act:
        meeting = reread(topic.meeting)
        next_state(subject="meeting", state=meeting.state, verb="drop_topic")
        topic = topic_there(topic)
        if topic.outcome_id is not None:
            raise Refused("topic_noted", f"“{topic.title}”已经记下结果，不能再撤下。结果可以改写。")
        topic.dropped_at = now
        topic.save(update_fields=["dropped_at"])
        agenda_changed(meeting)
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R36", detail={"topic": topic.pk})
    return meeting.pk
