"""登记激励: for who was confirmed, what, when and by which document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.record_incentive import record_incentive
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Incentive, Outbox
from fenming.rules.terms import Refused
from tests.actions.uses_scene import DECIDE_DAY, confirmed, name_of, proposed, settled_again
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _give(people: Cast, membership_id: int, use: str = "incentive", **other: Any) -> int:
    asked = {
        "actor_id": people.lin, "proposal_id": name_of(membership_id, use).pk, "kind": "training",
        "what": "参加校级骨干培训班。", "day": date(2027, 4, 5), "document": "院党委〔2027〕8号", "key": key(), "now": DECIDE_DAY,
    }  # fmt: skip
    return record_incentive(**asked | other)


def _refused(people: Cast, membership_id: int, use: str = "incentive", **other: Any) -> Refused:
    before = Incentive.objects.count()
    with pytest.raises(Refused) as refused:
        _give(people, membership_id, use, **other)
    assert Incentive.objects.count() == before
    return refused.value


def test_it_stands_with_its_document_and_the_member_is_told() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "incentive")
    once = key()
    pk = _give(people, people.m_zhou, key=once)
    given = Incentive.objects.get(pk=pk)
    assert (given.kind, given.what.text, given.document) == (
        "training",
        "参加校级骨干培训班。",
        "院党委〔2027〕8号",
    )
    assert AuditEvent.objects.get(verb="record_incentive").clause == "R53"
    assert list(Outbox.objects.filter(kind="incentive_recorded").values_list("to_id", flat=True)) == [
        people.zhou
    ]
    with pytest.raises(AlreadyDone):
        _give(people, people.m_zhou, key=once)


def test_only_after_a_person_has_confirmed_and_only_for_an_incentive() -> None:
    people = cast()
    proposed(people)
    assert _refused(people, people.m_zhou).code == "wrong_state"
    confirmed(people, people.m_zhou, "honours")
    assert _refused(people, people.m_zhou, "honours").code == "not_for_incentives"


def test_each_refusal_says_what_is_missing() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_han, "incentive")
    for other, code in (
        ({"kind": "medal"}, "bad_kind"),
        ({"what": ""}, "no_reason"),
        ({"what": "训" * 201}, "too_long"),
        ({"document": " "}, "no_document"),
        ({"document": "文" * 121}, "document_too_long"),
        ({"day": date(2027, 4, 7)}, "future_day"),
        ({"actor_id": people.han}, "forbidden"),
        ({"actor_id": people.shen}, "forbidden"),
    ):
        assert _refused(people, people.m_han, **other).code == code
    with pytest.raises(NotFound):
        _give(people, people.m_han, actor_id=people.deng)


def test_what_was_given_may_be_entered_after_a_correction() -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "incentive")
    settled_again(people)
    _give(people, people.m_zhou)
    assert Incentive.objects.count() == 1
