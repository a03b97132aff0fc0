"""添加议题: put something besides the matters on a meeting's agenda (R36)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import agenda_changed, reread
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import Meeting, Topic
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_TITLE = 80
MOST_TOPICS = 20


def add_topic(*, actor_id: int, meeting_id: int, title: str, key: str, now: datetime) -> int:
    """Add a topic, also while the meeting is under way; returns its id.

    An agenda that was sent out before may then be sent again. Raises NotFound. Refused: forbidden, wrong_state,
    title_missing, too_long, topic_there, too_many.
    """
    today, title = timezone.localdate(now), " ".join(title.split())
    meeting = get_meeting_for(actor_id=actor_id, verb="add_topic", meeting_id=meeting_id, on=today)
    with writing(branch_id=meeting.branch_id, actor_id=actor_id, verb="add_topic", key=key, now=now) as act:
        meeting = reread(meeting)
        next_state(subject="meeting", state=meeting.state, verb="add_topic")
        _check(meeting, title)
        number = Topic.objects.filter(meeting=meeting).count() + 1
        topic = Topic.objects.create(branch_id=meeting.branch_id, meeting=meeting, number=number, title=title)
        agenda_changed(meeting)
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R36", detail={"topic": topic.pk})
    return topic.pk


def _check(meeting: Meeting, title: str) -> None:
    there = Topic.objects.filter(meeting=meeting, dropped_at=None)
    if not title:
        raise Refused("title_missing", "还没有写议题。请写一句，例如“讨论暑期学习安排”。")
    if len(title) > LONGEST_TITLE:
        raise Refused("too_long", f"议题请写在 {LONGEST_TITLE} 字以内。")
    if there.filter(title=title).exists():
        raise Refused("topic_there", f"“{title}”已经在议程里了，不用再添。")
    if there.count() >= MOST_TOPICS:
        raise Refused("too_many", f"一次会议至多 {MOST_TOPICS} 个议题。请先撤下不讨论的。")
