"""登记上级审批: once for each decision about a probation, by the superior's document; the member is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.note_approval import note_approval
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, ProbationApproval
from fenming.rules.terms import Refused
from tests.actions.roster_scene import NOW, extended, started
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DOCUMENT = "院党委〔2026〕15号"


def approved(people: Cast, event_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.lin, "event_id": event_id, "document": DOCUMENT, "day": date(2026, 6, 9), "key": key(), "now": NOW,
    }  # fmt: skip
    return note_approval(**plain | change)


def test_it_is_kept_beside_the_decision_and_the_member_is_told() -> None:
    people = cast()
    started(people)
    step = extended(people)
    row = ProbationApproval.objects.get(pk=approved(people, step))
    assert (row.event_id, row.document, row.day) == (step, DOCUMENT, date(2026, 6, 9))
    event = AuditEvent.objects.get(verb="note_approval")
    assert (event.subject_id, event.detail) == (people.m_jiang, '{"day":"2026-06-09","step":"extended"}')
    assert Outbox.objects.get(kind="probation_approved").to_id == people.jiang


def test_what_is_refused_keeps_nothing() -> None:
    people = cast()
    start = started(people)
    step, same = extended(people), key()
    for change, code in (
        ({"document": " "}, "incomplete"),
        ({"document": "号" * 121}, "too_long"),
        ({"day": date(2026, 6, 4)}, "bad_day"),
        ({"day": date(2026, 6, 11)}, "bad_day"),
        ({"actor_id": people.han}, "forbidden"),
        ({"actor_id": people.jiang}, "forbidden"),
    ):
        with pytest.raises(Refused) as refused:
            approved(people, step, **change)
        assert refused.value.code == code
    for event_id, actor in ((start, people.lin), (step, people.deng)):
        with pytest.raises(NotFound):
            approved(people, event_id, actor_id=actor)
    assert not ProbationApproval.objects.exists()
    approved(people, step, key=same)
    with pytest.raises(AlreadyDone):
        approved(people, step, key=same)
    with pytest.raises(Refused) as again:
        approved(people, step)
    assert again.value.code == "approved_already"
