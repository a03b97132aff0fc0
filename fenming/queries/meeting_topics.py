"""The topics of a meeting besides the matters, and the door to one of them (R36, R37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

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


def with_topics(rows: QuerySet[Meeting]) -> QuerySet[Any]:
    """Meetings with one row a topic that is still on the agenda, in the order of the topics, or one without any."""
    there = FilteredRelation("topics", condition=Q(topics__dropped_at=None))
    facts = {"topic_pk": F("topic__pk"), "topic_title": F("topic__title")}
    noted = {"topic_outcome": F("topic__outcome__text")}
    return rows.annotate(topic=there, **facts, **noted).order_by("pk", "topic__number")


def topics_of(rows: Iterable[Any]) -> tuple[TopicLine, ...]:
    """What is on the agenda of one meeting, read `with_topics`."""
    there = (row for row in rows if row.topic_pk is not None)
    return tuple(
        TopicLine(row.topic_pk, number, row.topic_title, row.topic_outcome or "")
        for number, row in enumerate(there, start=1)
    )
