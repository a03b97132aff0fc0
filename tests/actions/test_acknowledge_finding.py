"""签收: by the one concerned, once, of an answer or of a decision."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.acknowledge_finding import acknowledge_finding
from fenming.queries.access import NotFound
from fenming.records.models import Acknowledgement, AuditEvent
from fenming.rules.terms import Refused
from tests.actions._objections import found, objected, wall
from tests.actions.appeal_scene import appealed, decided, traces
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


def test_an_answer_and_a_decision_are_received() -> None:
    scene = wall()
    answer = found(scene, objected(scene, scene.refused))
    decision = decided(scene.people, appealed(scene))

    def receive(finding: int, who: int = scene.people.zhou) -> int:
        return acknowledge_finding(actor_id=who, finding_id=finding, key=key(), now=at(2026, 4, 21))

    for finding in (answer, decision):
        assert Acknowledgement.objects.get(pk=receive(finding)).finding_id == finding
        assert refusal(lambda one=finding: receive(one)).code == "already_acknowledged"
        assert refusal(lambda one=finding: receive(one, scene.people.lin)).code == "forbidden"
    subjects = (
        AuditEvent.objects.filter(verb="acknowledge_finding")
        .order_by("seq")
        .values_list("subject", flat=True)
    )
    assert list(subjects) == ["objection", "appeal"]
    with pytest.raises(NotFound):
        receive(answer, scene.people.deng)
