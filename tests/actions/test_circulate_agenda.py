"""发送议程: everyone who should attend is told once, and again only when the agenda is another."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, Meeting, Outbox
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, last_event, matter_of, month_of, opened, seven, topic_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def send(people: Cast, meeting_id: int, *, actor: int = 0, once: str = "") -> int:
    return circulate_agenda(actor_id=actor or people.lin, meeting_id=meeting_id, key=once or key(), now=NOW)


def told() -> set[int]:
    return {
        pk for pk in Outbox.objects.filter(kind="agenda_circulated").values_list("to_id", flat=True) if pk
    }


def test_everyone_but_the_sender_is_told_and_what_was_assessed_since_is_on_it() -> None:
    people = cast()
    meeting_id = called(people)
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    send(people, meeting_id)
    assert told() == {people.xu, people.han, people.shen, people.zhou, people.he, people.jiang}
    assert AgendaItem.objects.get().matter_id == matter.pk
    assert Meeting.objects.get().circulated_at == NOW
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("circulate_agenda", meeting_id)


def test_the_agenda_of_a_committee_meeting_goes_to_the_committee() -> None:
    people = cast()
    seven(people)
    meeting_id = call_meeting(
        actor_id=people.lin, month_id=month_of(people).pk, kind="committee", held_on=date(2026, 3, 28), place="",
        key=key(), now=at(2026, 3, 9),
    )  # fmt: skip
    send(people, meeting_id)
    assert told() == {people.han, people.shen}


def test_it_is_sent_again_only_after_a_topic_came_or_went() -> None:
    people = cast()
    meeting_id = called(people)
    send(people, meeting_id)
    with pytest.raises(Refused) as refused:
        send(people, meeting_id)
    assert refused.value.code == "already_circulated"
    assert "之后没有增减议题" in refused.value.sentence
    assert Outbox.objects.filter(subject="meeting").count() == 6
    topic_of(people, meeting_id)
    send(people, meeting_id)
    assert Outbox.objects.filter(subject="meeting").count() == 12


def test_who_may_and_until_when() -> None:
    people = cast()
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        send(people, meeting_id)
    assert refused.value.code == "wrong_state"
    with pytest.raises(Refused) as refused:
        send(people, meeting_id, actor=people.xu)
    assert "支部书记" in refused.value.sentence
    with pytest.raises(NotFound):
        send(people, meeting_id, actor=people.deng)
    assert not Outbox.objects.filter(subject="meeting").exists()


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    send(people, meeting_id, once=once)
    with pytest.raises(AlreadyDone):
        send(people, meeting_id, once=once)
    assert Outbox.objects.filter(subject="meeting").count() == 6
