"""要求不上屏显示: the one concerned decides what is thrown on the wall."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.withhold_text import withhold_text
from fenming.queries.access import NotFound
from fenming.records.models import Matter
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, last_event, matter_of
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def ask(people: Cast, matter_id: int, *, withheld: bool = True, actor: int = 0, once: str = "") -> int:
    return withhold_text(
        actor_id=actor or people.he, matter_id=matter_id, withheld=withheld, key=once or key(), now=NOW
    )


@pytest.mark.parametrize("state", ["declared", "assessed"])
def test_it_is_kept_off_and_shown_again(state: str) -> None:
    people = cast()
    matter = matter_of(people, people.m_he, "K03", date(2026, 2, 5), state=state)
    ask(people, matter.pk)
    assert Matter.objects.get().text_withheld
    ask(people, matter.pk, withheld=False)
    assert not Matter.objects.get().text_withheld
    event = last_event(people)
    assert (event.verb, event.subject, event.subject_id) == ("withhold_text", "matter", matter.pk)


def test_not_twice_and_not_after_the_meeting() -> None:
    people = cast()
    matter = matter_of(people, people.m_he, "K03", date(2026, 2, 5))
    over = matter_of(people, people.m_he, "DA5", date(2026, 2, 5), state="determined")
    ask(people, matter.pk)
    for matter_id, code, words in (
        (matter.pk, "unchanged", "已经要求不上屏显示"),
        (over.pk, "wrong_state", "现在是“已评定”，不能要求不上屏显示"),
    ):
        with pytest.raises(Refused) as refused:
            ask(people, matter_id)
        assert refused.value.code == code
        assert words in refused.value.sentence
    assert not Matter.objects.get(pk=over.pk).text_withheld


def test_nobody_asks_for_another() -> None:
    people = cast()
    matter = matter_of(people, people.m_he, "K03", date(2026, 2, 5))
    for actor in (people.zhou, people.lin):
        with pytest.raises(Refused) as refused:
            ask(people, matter.pk, actor=actor)
        assert refused.value.code == "forbidden"
        assert "您只能为本人" in refused.value.sentence
    with pytest.raises(NotFound):
        ask(people, matter.pk, actor=people.deng)
    assert not Matter.objects.get().text_withheld


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    matter = matter_of(people, people.m_he, "K03", date(2026, 2, 5))
    ask(people, matter.pk, once=once)
    with pytest.raises(AlreadyDone):
        ask(people, matter.pk, withheld=False, once=once)
    assert Matter.objects.get().text_withheld
