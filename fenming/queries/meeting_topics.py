"""The topics of a meeting besides the matters, and the door to one of them (R36, R37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import one_of, require
from fenming.records.models import Meeting, Topic


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic on the agenda; `number` counts those that are still on it, `outcome` is "" until it is noted."""

    id: int
    number: int
    title: str
    outcome: str


def get_topic_for(*, actor_id: int, verb: str, topic_id: int, on: date) -> Topic:
    """A topic with its meeting (R36); raises NotFound, Refused."""
    topic = one_of(Topic.objects.select_related("meeting"), pk=topic_id)
    require(actor_id=actor_id, verb=verb, branch_id=topic.branch_id, on=on)
    return topic


def topics_of(meeting: Meeting) -> tuple[TopicLine, ...]:
    """What is still on the agenda, in the order it was added; one query."""
    rows = Topic.objects.filter(meeting=meeting, dropped_at=None).order_by("number")
    found = rows.values_list("pk", "title", "outcome__text")
    return tuple(
        TopicLine(pk, number, title, outcome or "")
        for number, (pk, title, outcome) in enumerate(found, start=1)
    )
