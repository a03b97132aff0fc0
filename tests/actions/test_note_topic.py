"""记下议题结果: while the meeting is under way."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.drop_topic import drop_topic
from fenming.actions.note_topic import note_topic
from fenming.queries.access import NotFound
from fenming.records.models import Topic
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, last_event, opened, topic_of
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def note(
    people: Cast, topic_id: int, outcome: str = "同意，七月第一周办。", *, actor: int = 0, once: str = ""
) -> int:
    return note_topic(
        actor_id=actor or people.xu, topic_id=topic_id, outcome=outcome, key=once or key(), now=NOW
    )


def outcome_of(topic_id: int) -> str:
    return Topic.objects.values_list("outcome__text", flat=True).get(pk=topic_id) or ""


def test_it_is_noted_and_may_be_written_anew() -> None:
    people = cast()
    meeting_id = opened(people)
    topic_id = topic_of(people, meeting_id)
    assert note(people, topic_id) == meeting_id
    note(people, topic_id, " 同意，八月办。 ")
    assert outcome_of(topic_id) == "同意，八月办。"
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("note_topic", meeting_id)
    assert "同意" not in event.detail


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [(" ", "outcome_missing", "还没有写讨论的结果"), ("同" * 501, "too_long", "500 字以内")],
)
def test_an_outcome_that_cannot_be_is_refused(outcome: str, code: str, words: str) -> None:
    people = cast()
    topic_id = topic_of(people, opened(people))
    with pytest.raises(Refused) as refused:
        note(people, topic_id, outcome)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert outcome_of(topic_id) == ""


def test_not_before_the_meeting_and_not_for_what_was_dropped() -> None:
    people = cast()
    early = topic_of(people, called(people))
    with pytest.raises(Refused) as refused:
        note(people, early)
    assert refused.value.code == "wrong_state"
    assert "请先登记到会，再开始会议" in refused.value.sentence
    assert outcome_of(early) == ""


def test_what_was_dropped_has_no_outcome() -> None:
    people = cast()
    topic_id = topic_of(people, opened(people))
    drop_topic(actor_id=people.xu, topic_id=topic_id, key=key(), now=NOW)
    with pytest.raises(Refused) as refused:
        note(people, topic_id)
    assert refused.value.code == "topic_gone"


def test_who_may() -> None:
    people = cast()
    topic_id = topic_of(people, opened(people))
    with pytest.raises(Refused) as refused:
        note(people, topic_id, actor=people.zhou)
    assert refused.value.code == "forbidden"
    assert "积分记录员" in refused.value.sentence
    for actor, wanted in ((people.deng, topic_id), (people.xu, 987654)):
        with pytest.raises(NotFound):
            note(people, wanted, actor=actor)
    assert outcome_of(topic_id) == ""


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    topic_id = topic_of(people, opened(people))
    note(people, topic_id, once=once)
    with pytest.raises(AlreadyDone):
        note(people, topic_id, "另一个结果", once=once)
    assert outcome_of(topic_id) == "同意，七月第一周办。"
