"""确认人选: by a leader, with a reason, not about oneself; who would lose something is heard first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.confirm_use import confirm_use
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, UseDecision
from fenming.rules.terms import Refused
from tests.actions.uses_scene import DECIDE_DAY, HEARD, confirmed, name_of, proposed, settled_again
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _asked(people: Cast, membership_id: int, use: str, **other: Any) -> dict[str, Any]:
    row = name_of(membership_id, use)
    asked = {
        "actor_id": people.lin, "proposal_id": row.pk, "reason": "全年表现好。", "seen": 0, "key": key(), "now": DECIDE_DAY,
    }  # fmt: skip
    return asked | other


def _refused(people: Cast, membership_id: int, use: str, **other: Any) -> Refused:
    before = UseDecision.objects.count()
    with pytest.raises(Refused) as refused:
        confirm_use(**_asked(people, membership_id, use, **other))
    assert UseDecision.objects.count() == before
    return refused.value


def test_the_one_concerned_is_told_and_the_trail_has_no_words() -> None:
    people = cast()
    proposed(people)
    once = key()
    pk = confirm_use(**_asked(people, people.m_zhou, "honours", key=once))
    decision = UseDecision.objects.get()
    assert (decision.proposal_id, decision.outcome, decision.reason.text) == (pk, "confirmed", "全年表现好。")
    assert (decision.by_id, decision.heard) == (people.lin, None)
    trail = AuditEvent.objects.get(verb="confirm_use")
    assert (trail.subject, trail.clause) == ("use", "R52 A28")
    assert json.loads(trail.detail) == {"use": "honours", "outcome": "confirmed", "round": 1, "heard": False}
    assert list(Outbox.objects.filter(kind="use_confirmed").values_list("to_id", flat=True)) == [people.zhou]
    with pytest.raises(AlreadyDone):
        confirm_use(**_asked(people, people.m_zhou, "honours", key=once))


def test_nobody_loses_eligibility_without_having_been_heard() -> None:
    people = cast()
    proposed(people)
    refused = _refused(people, people.m_he, "ineligible")
    assert refused.code == "not_heard"
    assert "没有意见的，写“没有意见”" in refused.sentence
    assert _refused(people, people.m_he, "ineligible", heard="说" * 501).code == "heard_too_long"
    confirm_use(**_asked(people, people.m_he, "ineligible", heard=HEARD))
    assert UseDecision.objects.get().heard.text == HEARD  # type: ignore[union-attr]


def test_not_about_oneself_and_only_by_the_leaders() -> None:
    people = cast()
    proposed(people)
    refused = _refused(people, people.m_han, "honours", actor_id=people.han)
    assert (refused.code, "由支部书记或领导小组中的另一人办理" in refused.sentence) == ("forbidden", True)
    assert _refused(people, people.m_han, "honours", actor_id=people.shen).code == "forbidden"
    with pytest.raises(NotFound):
        confirm_use(**_asked(people, people.m_han, "honours", actor_id=people.deng))
    confirmed(people, people.m_han, "honours", actor=people.xu)
    assert UseDecision.objects.get().by_id == people.xu


def test_a_reason_is_due_and_two_people_do_not_decide_at_once() -> None:
    people = cast()
    proposed(people)
    assert _refused(people, people.m_zhou, "honours", reason="  ").code == "no_reason"
    assert _refused(people, people.m_zhou, "honours", reason="好" * 201).code == "too_long"
    confirmed(people, people.m_zhou, "honours", actor=people.xu)
    assert _refused(people, people.m_zhou, "honours").code == "decided_meanwhile"
    refused = _refused(people, people.m_zhou, "honours", seen=1)
    assert refused.code == "wrong_state"
    assert "名单上的这一条现在是“已确认”，不能确认人选。" in refused.sentence


def test_a_list_of_a_corrected_settlement_takes_no_decision() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    settled_again(people)
    refused = _refused(people, people.m_han, "honours")
    assert refused.code == "superseded"
    assert "重新拟定名单后再逐人决定" in refused.sentence
    assert UseDecision.objects.get().outcome == "confirmed"
