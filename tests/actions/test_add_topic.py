"""添加议题: before the meeting and during it."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.add_topic import add_topic
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.queries.access import NotFound
from fenming.records.models import Meeting, Topic
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, closed, last_event, opened, topic_of
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_topic_is_numbered_and_kept_and_the_agenda_may_be_sent_again() -> None:
    people = cast()
    meeting_id = called(people)
    circulate_agenda(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=NOW)
    topic_of(people, meeting_id, " 讨论  暑期学习安排 ")
    topic_of(people, meeting_id, "通报发展党员工作")
    titles = Topic.objects.order_by("number").values_list("number", "title")
    assert list(titles) == [(1, "讨论 暑期学习安排"), (2, "通报发展党员工作")]
    assert Meeting.objects.get().circulated_at is None
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("add_topic", meeting_id)


def test_a_topic_may_come_up_at_the_meeting() -> None:
    people = cast()
    topic_of(people, opened(people))
    assert Topic.objects.get().title == "讨论暑期学习安排"


@pytest.mark.parametrize(
    ("title", "code", "words"),
    [
        ("  ", "title_missing", "还没有写议题"),
        ("题" * 81, "too_long", "80 字以内"),
        ("讨论暑期学习安排", "topic_there", "“讨论暑期学习安排”已经在议程里了"),
    ],
)
def test_a_topic_that_cannot_be_is_refused(title: str, code: str, words: str) -> None:
    people = cast()
    meeting_id = called(people)
    topic_of(people, meeting_id)
    with pytest.raises(Refused) as refused:
        topic_of(people, meeting_id, title)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Topic.objects.count() == 1


def test_there_is_an_end_to_them() -> None:
    people = cast()
    meeting_id = called(people)
    for number in range(20):
        topic_of(people, meeting_id, f"第{number + 1}件事")
    with pytest.raises(Refused) as refused:
        topic_of(people, meeting_id, "再一件")
    assert refused.value.code == "too_many"
    assert Topic.objects.count() == 20


def test_who_may_and_until_when() -> None:
    people = cast()
    meeting_id = closed(people)
    for actor, code, words in (
        (people.xu, "wrong_state", "现在是“已结束”，不能添加议题"),
        (people.zhou, "forbidden", "积分记录员"),
    ):
        with pytest.raises(Refused) as refused:
            add_topic(actor_id=actor, meeting_id=meeting_id, title="补一件", key=key(), now=NOW)
        assert refused.value.code == code
        assert words in refused.value.sentence
    with pytest.raises(NotFound):
        add_topic(actor_id=people.deng, meeting_id=meeting_id, title="补一件", key=key(), now=NOW)
    assert not Topic.objects.exists()


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    for title, wanted in (("第一件", None), ("第二件", AlreadyDone)):
        given = {"actor_id": people.xu, "meeting_id": meeting_id, "title": title, "key": once, "now": NOW}
        if wanted is None:
            add_topic(**given)
        else:
            with pytest.raises(wanted):
                add_topic(**given)
    assert Topic.objects.get().title == "第一件"
