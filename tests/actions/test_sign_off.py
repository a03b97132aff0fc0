"""签署: who signs, in which office, once, and before the announcement."""

from __future__ import annotations

import json

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.announce import announce
from fenming.actions.sign_off import sign_off
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, SignOff
from fenming.rules.terms import Refused
from tests.actions._year import SIGN_DAY, TELL_DAY, lead, settled, signed
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_signature_stands_with_its_office_and_its_moment() -> None:
    people = cast()
    lead(people, people.lin, people.xu)
    settlement_id = settled(people)
    signed(people, people.xu)
    rows = set(SignOff.objects.values_list("settlement_id", "person_id", "role"))
    assert rows == {
        (settlement_id, people.lin, "secretary"),
        (settlement_id, people.lin, "leading_group"),
        (settlement_id, people.xu, "leading_group"),
    }
    trail = AuditEvent.objects.filter(branch_id=people.branch_id, verb="sign_off")
    assert [json.loads(one.detail)["roles"] for one in trail] == [
        ["secretary", "leading_group"],
        ["leading_group"],
    ]
    waiting = Outbox.objects.filter(kind="settlement_to_sign")
    assert set(waiting.values_list("to_id", flat=True)) == {people.lin, people.xu}


def test_nobody_signs_twice() -> None:
    people = cast()
    settlement_id = settled(people)
    once = key()
    sign_off(actor_id=people.lin, settlement_id=settlement_id, key=once, now=SIGN_DAY)
    with pytest.raises(AlreadyDone):
        sign_off(actor_id=people.lin, settlement_id=settlement_id, key=once, now=SIGN_DAY)
    with pytest.raises(Refused) as refused:
        sign_off(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=SIGN_DAY)
    assert refused.value.code == "signed_already"
    assert "您已经签署" in refused.value.sentence
    assert SignOff.objects.count() == 1


def test_after_the_announcement_there_is_nothing_to_sign() -> None:
    people = cast()
    lead(people, people.xu, people.han, people.shen)
    settlement_id = settled(people)
    signed(people, people.xu, people.han)
    announce(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=TELL_DAY)
    with pytest.raises(Refused) as refused:
        sign_off(actor_id=people.shen, settlement_id=settlement_id, key=key(), now=TELL_DAY)
    assert refused.value.code == "wrong_state"
    assert "已公布" in refused.value.sentence
    assert not SignOff.objects.filter(person_id=people.shen).exists()


def test_only_secretary_and_leading_group_sign_and_another_branch_is_not_found() -> None:
    people = cast()
    settlement_id = settled(people)
    with pytest.raises(Refused) as refused:
        sign_off(actor_id=people.han, settlement_id=settlement_id, key=key(), now=SIGN_DAY)
    assert refused.value.code == "forbidden"
    assert "支部书记、领导小组成员办理" in refused.value.sentence
    with pytest.raises(NotFound):
        sign_off(actor_id=people.deng, settlement_id=settlement_id, key=key(), now=SIGN_DAY)
    assert not SignOff.objects.exists()
