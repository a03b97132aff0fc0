"""撤下议题: off the agenda, not out of the record."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.actions.close_meeting import close_meeting
from fenming.actions.drop_topic import drop_topic
from fenming.actions.note_topic import note_topic
from fenming.queries.access import NotFound
from fenming.records.models import Meeting, Topic
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, last_event, opened, topic_of
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def drop(people: Cast, topic_id: int, *, actor: int = 0, once: str = "") -> int:
    return drop_topic(actor_id=actor or people.xu, topic_id=topic_id, key=once or key(), now=NOW)


def test_it_leaves_the_agenda_and_its_name_is_free_again() -> None:
    people = cast()
    meeting_id = called(people)
    topic_id = topic_of(people, meeting_id)
    circulate_agenda(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=NOW)
    assert drop(people, topic_id) == meeting_id
    assert Topic.objects.get().dropped_at == NOW
    assert Meeting.objects.get().circulated_at is None
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("drop_topic", meeting_id)
    topic_of(people, meeting_id)
    assert list(Topic.objects.filter(dropped_at=None).values_list("number", flat=True)) == [2]


def test_what_was_dropped_noted_or_closed_is_not_dropped() -> None:
    people = cast()
    meeting_id = opened(people)
    gone, noted, left = (topic_of(people, meeting_id, title) for title in ("甲事", "乙事", "丙事"))
    drop(people, gone)
    note_topic(actor_id=people.xu, topic_id=noted, outcome="同意。", key=key(), now=NOW)
    for topic_id, code, words in (
        (gone, "topic_gone", "已经从议程里撤下"),
        (noted, "topic_noted", "已经记下结果"),
    ):
        with pytest.raises(Refused) as refused:
            drop(people, topic_id)
        assert refused.value.code == code
        assert words in refused.value.sentence
    close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes="讨论了两件事。", key=key(), now=NOW)
    with pytest.raises(Refused) as refused:
        drop(people, left)
    assert refused.value.code == "wrong_state"
    assert Topic.objects.exclude(dropped_at=None).count() == 1


def test_who_may() -> None:
    people = cast()
    topic_id = topic_of(people, called(people))
    with pytest.raises(Refused) as refused:
        drop(people, topic_id, actor=people.zhou)
    assert refused.value.code == "forbidden"
    assert "积分记录员" in refused.value.sentence
    for actor, wanted in ((people.deng, topic_id), (people.xu, 987654)):
        with pytest.raises(NotFound):
            drop(people, wanted, actor=actor)
    assert Topic.objects.get().dropped_at is None


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    topic_id = topic_of(people, called(people))
    drop(people, topic_id, once=once)
    with pytest.raises(AlreadyDone):
        drop(people, topic_id, once=once)
