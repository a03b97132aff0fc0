"""代录撤回申诉: the signed withdrawal of a member without an account, entered by the branch or the committee above."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.withdraw_appeal_for import withdraw_appeal_for
from fenming.queries.access import NotFound
from fenming.records.models import Account, Appeal, AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, wall
from tests.actions.appeal_scene import appealed, decided, traces
from tests.cast import at, key
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@once
def filed() -> tuple[Wall, int]:
    """周予安 appealed on 2 April and has no account any more."""
    scene = wall()
    pk = appealed(scene)
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    return scene, pk


def back(scene: Wall, pk: int, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": scene.people.gao, "appeal_id": pk, "signed_on": date(2026, 4, 7), "paper_kept": True,
        "key": key(), "now": at(2026, 4, 8),
    }  # fmt: skip
    return withdraw_appeal_for(**given | change)


def refusal(scene: Wall, pk: int, **change: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        back(scene, pk, **change)
    assert traces() == before
    return refused.value


@pytest.mark.parametrize("name", ["gao", "lin", "xu"])
def test_by_the_committee_above_or_the_branch_with_the_day_on_the_paper(name: str) -> None:
    scene, pk = filed()
    who = getattr(scene.people, name)
    back(scene, pk, actor_id=who)
    one = Appeal.objects.get(pk=pk)
    assert (one.state, one.withdrawn_by_id, one.withdrawal_signed_on) == ("withdrawn", who, date(2026, 4, 7))
    assert AuditEvent.objects.get(verb="withdraw_appeal_for").actor_id == who
    told = set(Outbox.objects.filter(kind="appeal_withdrawn").values_list("to_id", flat=True))
    people = scene.people
    assert told == {people.gao, people.lin, people.han, people.shen} - {who}


def test_each_refusal_leaves_everything_as_it_was() -> None:
    scene, pk = filed()
    people, same = scene.people, key()
    assert "2026年4月2日才提出" in refusal(scene, pk, signed_on=date(2026, 4, 1)).sentence
    assert refusal(scene, pk, signed_on=date(2026, 4, 9)).code == "future_day"
    assert refusal(scene, pk, paper_kept=False).code == "paper_not_kept"
    for actor in (people.han, people.zhou):
        assert refusal(scene, pk, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        back(scene, pk, actor_id=people.deng)
    Account.objects.update(is_active=True)
    assert refusal(scene, pk).code == "has_account"
    Account.objects.filter(person_id=people.zhou).update(is_active=False)
    back(scene, pk, key=same)
    with pytest.raises(AlreadyDone):
        back(scene, pk, key=same)
    assert refusal(scene, pk).code == "wrong_state"


def test_not_after_the_decision() -> None:
    scene, pk = filed()
    decided(scene.people, pk)
    assert refusal(scene, pk, now=at(2026, 4, 21)).code == "wrong_state"
