"""阅知报告核查结论: the reporter alone reads it; that it was read names nobody."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, IdempotencyKey, Judgement
from fenming.rules.terms import Refused
from tests.actions.inquiry_scene import READ_ON, inquiry_traces, judged, read, referred, turned_down
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_is_read_once_and_nothing_names_who_read_it() -> None:
    people, matter_id = turned_down()
    judged(people, referred(people, matter_id))
    same = key()
    read(people, matter_id, key=same)
    assert Judgement.objects.get().read_at == READ_ON
    event = AuditEvent.objects.get(verb="read_judgement")
    assert (event.actor_id, event.subject) == (None, "reporter")
    assert IdempotencyKey.objects.get(key=same).actor_id is None
    before = inquiry_traces()
    with pytest.raises(AlreadyDone):
        read(people, matter_id, key=same)
    with pytest.raises(Refused, match="报告人已阅知"):
        read(people, matter_id)
    assert inquiry_traces() == before


@pytest.mark.parametrize("who", ["zhou", "han", "shen", "lin", "gao", "deng"])
def test_for_everybody_else_there_is_nothing(who: str) -> None:
    people, matter_id = turned_down()
    judged(people, referred(people, matter_id))
    before = inquiry_traces()
    with pytest.raises(NotFound):
        read(people, matter_id, who)
    assert inquiry_traces() == before


def test_nothing_can_be_read_before_it_was_found() -> None:
    people, matter_id = turned_down()
    referred(people, matter_id)
    with pytest.raises(NotFound):
        read(people, matter_id)
