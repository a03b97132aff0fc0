"""答复重新审议: the one concerned speaks before a meeting may decide to their loss."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.records.models import AuditEvent, Outbox, Reopening
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, wall, written
from tests.actions._reopenings import answered, dropped, lowering, reopened
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, pk: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        answered(scene, pk, **change)
    assert written(scene.people) == before
    return refused.value


def test_it_is_kept_and_who_proposed_it_is_told() -> None:
    scene = wall()
    pk = lowering(scene)
    answered(scene, pk, now=at(2026, 4, 20))
    reopening = Reopening.objects.get(pk=pk)
    assert reopening.answer is not None
    assert (reopening.answer.text, reopening.answered_at) == ("当天是我做的，有照片。", at(2026, 4, 20))
    event = AuditEvent.objects.get(verb="answer_reopening")
    assert (event.subject_id, event.clause, event.detail) == (pk, "R23 R77 A14", '{"in_time":false}')
    assert Outbox.objects.get(kind="reopening_answered").to_id == scene.people.han
    assert refusal(scene, pk).code == "already_replied"


def test_each_refusal_leaves_everything_as_it_was() -> None:
    scene = wall()
    pk = lowering(scene)
    assert refusal(scene, pk, text=" ").code == "nothing_said"
    assert refusal(scene, pk, text="一" * 301).code == "too_long"
    assert refusal(scene, pk, actor_id=scene.people.han).code == "forbidden"
    dropped(scene, pk)
    assert refusal(scene, pk).code == "wrong_state"
    gain = reopened(scene)
    assert refusal(scene, gain).code == "no_reply_due"


def test_the_same_form_twice_counts_once() -> None:
    scene = wall()
    once, pk = key(), lowering(scene)
    answered(scene, pk, key=once)
    with pytest.raises(AlreadyDone):
        answered(scene, pk, key=once)
