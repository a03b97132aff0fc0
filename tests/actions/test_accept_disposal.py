"""备案组织处理: by the superior, under a number, once."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Disposal, DisposalFilingEvent, Outbox
from tests.actions.follow_up_scene import above, accepted, appraised_year, proposed, refusal, sent_back
from tests.cast import Cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_gets_the_committee_s_next_number_and_they_are_told(people: Cast) -> None:
    case_id = above(people)
    assert accepted(people, case_id) == "处备〔2027〕1号"
    event = DisposalFilingEvent.objects.get()
    assert (event.kind, event.number, event.by_id) == ("accepted", "处备〔2027〕1号", people.gao)
    assert Disposal.objects.get(pk=case_id).state == "filed"
    assert AuditEvent.objects.get(verb="accept_disposal").clause == "R59 R84"
    told = {one.to_id for one in Outbox.objects.filter(kind="disposal_accepted")}
    assert told == {people.lin, people.han, people.shen, people.he}
    for act in (accepted, sent_back):
        assert refusal(act, people, case_id).code == "wrong_state"


def test_only_the_superior_and_only_what_was_filed(people: Cast) -> None:
    case_id = above(people)
    for actor in (people.lin, people.he, people.zhou):
        assert refusal(accepted, people, case_id, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        accepted(people, case_id, actor_id=people.deng)
    assert refusal(accepted, people, case_id, number="号" * 41).code == "bad_number"
    same = key()
    accepted(people, case_id, number=" 院处〔2027〕5号 ", key=same)
    assert DisposalFilingEvent.objects.get().number == "院处〔2027〕5号"
    with pytest.raises(AlreadyDone):
        accepted(people, case_id, key=same)


def test_a_case_not_yet_filed_is_not_there(people: Cast) -> None:
    case_id = proposed(people)
    with pytest.raises(NotFound):
        accepted(people, case_id)
