"""登记处理决定: entered as people decided it, never before the member was heard; roster and points stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Disposal, DisposalDecision, LedgerEntry, Membership, Outbox
from tests.actions.follow_up_scene import (
    DECIDED,
    answered,
    appraised_year,
    decided,
    heard,
    proposed,
    refusal,
    submitted,
)
from tests.cast import Cast, at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_what_was_decided_is_kept_and_nothing_else_moves(people: Cast) -> None:
    case_id = proposed(people)
    heard(people, case_id)
    before = LedgerEntry.objects.count(), Membership.objects.get(pk=people.m_he).until
    assert decided(people, case_id) == 1
    row = DisposalDecision.objects.select_related("text").get()
    assert (row.outcome, row.text.text, row.document, row.decided_on) == (
        "correct", DECIDED.text, DECIDED.document, DECIDED.decided_on,
    )  # fmt: skip
    assert Disposal.objects.get(pk=case_id).state == "decided"
    assert (LedgerEntry.objects.count(), Membership.objects.get(pk=people.m_he).until) == before
    event = AuditEvent.objects.get(verb="decide_disposal")
    assert event.detail == '{"decided_on":"2027-04-20","outcome":"correct","round":1}'
    assert Outbox.objects.get(kind="disposal_decided").to_id == people.he


def test_nothing_is_decided_before_the_member_was_heard_however_long_it_takes(people: Cast) -> None:
    case_id = proposed(people)
    end_due(now=at(2027, 9, 1))
    later = {"now": at(2027, 9, 1), "decided": replace(DECIDED, decided_on=date(2027, 8, 30))}
    unheard = refusal(decided, people, case_id, **later)
    assert (unheard.code, "还没有听取本人的意见" in unheard.sentence) == ("not_heard", True)
    answered(people, case_id, now=at(2027, 9, 2))
    assert refusal(decided, people, case_id, **later | {"now": at(2027, 9, 2)}).code == "bad_day"
    decided(people, case_id, now=at(2027, 9, 3), decided=replace(DECIDED, decided_on=date(2027, 9, 3)))


def test_what_is_wrong_is_said(people: Cast) -> None:
    case_id = proposed(people)
    heard(people, case_id)
    for change, code in (
        ({"outcome": ""}, "no_outcome"),
        ({"outcome": "fine"}, "no_outcome"),
        ({"text": " "}, "nothing_said"),
        ({"document": ""}, "incomplete"),
        ({"document": "号" * 121}, "too_long"),
        ({"decided_on": date(2027, 4, 11)}, "bad_day"),
        ({"decided_on": date(2027, 4, 22)}, "bad_day"),
    ):
        assert refusal(decided, people, case_id, decided=replace(DECIDED, **change)).code == code  # type: ignore[arg-type]
    for actor in (people.he, people.zhou, people.xu):
        assert refusal(decided, people, case_id, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        decided(people, case_id, actor_id=people.gao)


def test_a_slip_is_put_right_until_it_is_filed(people: Cast) -> None:
    case_id, same = proposed(people), key()
    heard(people, case_id)
    decided(people, case_id, key=same)
    with pytest.raises(AlreadyDone):
        decided(people, case_id, key=same)
    assert decided(people, case_id, decided=replace(DECIDED, outcome="none")) == 2
    submitted(people, case_id)
    assert refusal(decided, people, case_id, now=at(2027, 4, 23)).code == "wrong_state"
