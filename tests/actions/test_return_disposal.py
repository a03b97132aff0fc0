"""退回组织处理: with the reason; decided anew it is filed again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fenming.records.models import AuditEvent, Disposal, DisposalDecision, DisposalFilingEvent, Outbox
from tests.actions.follow_up_scene import (
    DECIDED,
    above,
    accepted,
    appraised_year,
    decided,
    refusal,
    sent_back,
    submitted,
)
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_comes_back_with_the_reason_and_goes_up_again(people: Cast) -> None:
    case_id = above(people)
    sent_back(people, case_id)
    event = DisposalFilingEvent.objects.select_related("remarks").get()
    assert event.remarks is not None
    assert (event.kind, event.number, event.remarks.text) == ("returned", "", "请写明依据。")
    assert Disposal.objects.get(pk=case_id).state == "returned"
    assert AuditEvent.objects.get(verb="return_disposal").clause == "R59 R84"
    told = {one.to_id for one in Outbox.objects.filter(kind="disposal_returned")}
    assert told == {people.lin, people.han, people.shen, people.he}
    assert refusal(submitted, people, case_id, now=at(2027, 4, 29)).code == "wrong_state"
    again = replace(DECIDED, text="依据党章，限期一年改正。")
    assert decided(people, case_id, decided=again, now=at(2027, 5, 6)) == 2
    submitted(people, case_id, now=at(2027, 5, 7))
    accepted(people, case_id, now=at(2027, 5, 10))
    assert Disposal.objects.get(pk=case_id).state == "filed"
    assert DisposalDecision.objects.count() == DisposalFilingEvent.objects.count() == 2


def test_only_the_superior_and_never_without_a_reason(people: Cast) -> None:
    case_id = above(people)
    assert refusal(sent_back, people, case_id, remarks=" ").code == "nothing_said"
    assert refusal(sent_back, people, case_id, remarks="长" * 501).code == "too_long"
    for actor in (people.lin, people.he):
        assert refusal(sent_back, people, case_id, actor_id=actor).code == "forbidden"
