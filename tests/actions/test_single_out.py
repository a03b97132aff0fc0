"""提出逐项审议: any matter of the list, until the meeting closes."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.single_out import single_out
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, AuditEvent, Matter
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, matter_of, opened
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def take_out(
    people: Cast, meeting_id: int, matter_id: int, *, actor: int | None = None, once: str = ""
) -> int:
    return single_out(
        actor_id=actor or people.xu, meeting_id=meeting_id, matter_id=matter_id, key=once or key(), now=NOW
    )


def test_a_matter_leaves_the_list_and_loses_a_result_it_had() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = opened(people)
    decide_en_bloc(
        actor_id=people.lin,
        meeting_id=meeting_id,
        ayes=6,
        nays=0,
        abstained=0,
        without_objection=False,
        seen=[matter.pk],
        key=key(),
        now=NOW,
    )
    assert AgendaItem.objects.get().outcome == "accepted"
    take_out(people, meeting_id, matter.pk)
    row = AgendaItem.objects.get()
    assert (row.singled_out, row.outcome, row.resolution_id, row.points_centi) == (True, "", None, None)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("single_out", matter.pk)


def test_refusals_leave_the_agenda_as_it_was() -> None:
    people = cast()
    plain = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    minus = matter_of(people, people.m_zhou, "K03", date(2026, 2, 3))
    gone = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 4))
    meeting_id = opened(people)
    Matter.objects.filter(pk=gone.pk).update(state="returned")
    for matter, actor, code, words in (
        (minus, people.xu, "already_singled_out", "不用再提"),
        (gone, people.xu, "off_agenda", "不在这次大会的议程里"),
        (plain, people.zhou, "forbidden", "支部书记"),
    ):
        with pytest.raises(Refused) as refused:
            take_out(people, meeting_id, matter.pk, actor=actor)
        assert refused.value.code == code
        assert words in refused.value.sentence
    later = matter_of(people, people.m_he, "DA5", date(2026, 2, 6))
    for matter_id in (later.pk, 987654):
        with pytest.raises(NotFound):
            take_out(people, meeting_id, matter_id)
    with pytest.raises(NotFound):
        take_out(people, meeting_id, plain.pk, actor=people.deng)
    assert not AgendaItem.objects.get(matter=plain).singled_out


def test_before_the_meeting_begins_nobody_is_there_to_ask() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        take_out(people, meeting_id, matter.pk)
    assert refused.value.code == "wrong_state"
    assert not AgendaItem.objects.get().singled_out


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = opened(people)
    take_out(people, meeting_id, matter.pk, once=once)
    with pytest.raises(AlreadyDone):
        take_out(people, meeting_id, matter.pk, once=once)
