"""代录签收: a slip signed by a member without an account, entered once by recorder or secretary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.acknowledge_for import acknowledge_for
from fenming.queries.access import NotFound
from fenming.records.models import Account, Acknowledgement, AuditEvent
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import appealed, decided, traces
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 4, 21)


@pytest.fixture
def scene() -> Wall:
    return wall()


def answered(scene: Wall) -> int:
    """The answer to 周予安, who has no account any more."""
    finding = found(scene, objected(scene, scene.refused))
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    return finding


def received(scene: Wall, finding_id: int, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": scene.people.xu, "finding_id": finding_id, "signed_on": date(2026, 4, 20), "paper_kept": True,
        "key": key(), "now": NOW,
    }  # fmt: skip
    return acknowledge_for(**(given | change))


def refusal(scene: Wall, finding_id: int, **change: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        received(scene, finding_id, **change)
    assert traces() == before
    return refused.value


def test_an_answer_and_a_decision_are_signed_for_on_paper(scene: Wall) -> None:
    decision = decided(scene.people, appealed(scene))
    for finding in (answered(scene), decision):
        row = Acknowledgement.objects.get(pk=received(scene, finding))
        assert (row.finding_id, row.by_id, row.signed_on) == (finding, scene.people.xu, date(2026, 4, 20))
        assert refusal(scene, finding).code == "already_acknowledged"
    events = AuditEvent.objects.filter(verb="acknowledge_for", actor_id=scene.people.xu).order_by("seq")
    assert list(events.values_list("subject", flat=True)) == ["objection", "appeal"]
    assert '"signed_on":"2026-04-20"' in events[0].detail


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"signed_on": date(2026, 4, 6)}, "signed_early", "答复是2026年4月7日作出的"),
        ({"signed_on": date(2026, 4, 22)}, "future_day", "2026年4月22日还没有到"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
    ],
)
def test_what_does_not_fit_the_slip_is_said(
    scene: Wall, change: dict[str, Any], code: str, words: str
) -> None:
    refused = refusal(scene, answered(scene), **change)
    assert refused.code == code
    assert words in refused.sentence


def test_it_is_for_whoever_has_no_account_and_by_recorder_or_secretary(scene: Wall) -> None:
    people, same = scene.people, key()
    he = found(scene, objected(scene, scene.minus))
    assert refusal(scene, he).code == "has_account"
    finding = answered(scene)
    for actor in (people.han, people.zhou):
        assert refusal(scene, finding, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        received(scene, finding, actor_id=people.deng)
    received(scene, finding, actor_id=people.lin, key=same)
    with pytest.raises(AlreadyDone):
        received(scene, finding, key=same)


def test_the_database_takes_a_receipt_by_the_one_concerned_or_from_a_slip(scene: Wall) -> None:
    finding = answered(scene)
    for by, signed_on in ((scene.people.xu, None), (scene.people.zhou, date(2026, 4, 20))):
        with pytest.raises(DatabaseError, match="signed slip"), transaction.atomic():
            Acknowledgement.objects.create(
                branch_id=scene.people.branch_id, finding_id=finding, by_id=by, at=NOW, signed_on=signed_on
            )
