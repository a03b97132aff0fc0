"""补记: under the minutes, which stay as they were."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.add_addendum import add_addendum
from fenming.queries.access import NotFound
from fenming.records.models import Addendum, Meeting
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, closed, last_event, opened
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = at(2026, 4, 3)


def add(
    people: Cast,
    meeting_id: int,
    text: str = "参会的还有列席的入党积极分子两名。",
    *,
    seen: int = 0,
    actor: int = 0,
    once: str = "",
) -> int:
    return add_addendum(
        actor_id=actor or people.xu, meeting_id=meeting_id, text=text, seen=seen, key=once or key(), now=LATER
    )


def test_paragraphs_are_numbered_and_the_minutes_stay() -> None:
    people = cast()
    meeting_id = closed(people)
    add(people, meeting_id)
    add(people, meeting_id, " 地点应为文学馆 206 室。 ", seen=1, actor=people.lin)
    rows = Addendum.objects.order_by("number").values_list("number", "text__text", "by_id")
    assert list(rows) == [
        (1, "参会的还有列席的入党积极分子两名。", people.xu),
        (2, "地点应为文学馆 206 室。", people.lin),
    ]
    meeting = Meeting.objects.get()
    assert meeting.minutes is not None
    assert meeting.minutes.text == "没有要评定的事项。"
    event = last_event(people)
    assert (event.verb, event.subject_id) == ("add_addendum", meeting_id)


@pytest.mark.parametrize(
    ("text", "seen", "code", "words"),
    [
        (" ", 0, "text_missing", "补记是空的"),
        ("补" * 2001, 0, "too_long", "2000 字以内"),
        ("再补一段。", 1, "stale", "刚才已有人补记了一段"),
    ],
)
def test_a_paragraph_that_cannot_be_is_refused(text: str, seen: int, code: str, words: str) -> None:
    people = cast()
    meeting_id = closed(people)
    with pytest.raises(Refused) as refused:
        add(people, meeting_id, text, seen=seen)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Addendum.objects.exists()


def test_not_while_the_meeting_runs_and_not_by_everyone() -> None:
    people = cast()
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        add_addendum(actor_id=people.xu, meeting_id=meeting_id, text="早了。", seen=0, key=key(), now=NOW)
    assert refused.value.code == "wrong_state"
    assert "现在是“进行中”，不能补记" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        add(people, meeting_id, actor=people.zhou)
    assert "积分记录员" in refused.value.sentence
    with pytest.raises(NotFound):
        add(people, meeting_id, actor=people.deng)
    assert not Addendum.objects.exists()


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = closed(people)
    add(people, meeting_id, once=once)
    with pytest.raises(AlreadyDone):
        add(people, meeting_id, seen=1, once=once)
    assert Addendum.objects.count() == 1
