"""答复笔误更正: the one who would lose points is heard first."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Correction, Outbox
from fenming.rules.terms import Refused
from tests.actions._corrections import answered, confirmed, declined, lowering, proposed
from tests.actions._objections import Wall, wall, written
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, correction_id: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        answered(scene, correction_id, **change)
    assert written(scene.people) == before
    return refused.value


def test_the_answer_is_kept_and_the_reviewers_are_told() -> None:
    scene = wall()
    pk = lowering(scene)
    answered(scene, pk)
    correction = Correction.objects.get(pk=pk)
    assert correction.answer is not None
    assert correction.answer.text == "那天只迟到一次。"
    assert (correction.answered_at, correction.state) == (at(2026, 4, 3), "proposed")
    event = AuditEvent.objects.get(verb="answer_correction")
    assert (event.clause, event.detail) == ("R23 R77", '{"in_time":true}')
    assert Outbox.objects.filter(kind="correction_answered").count() == 3


def test_once_and_with_words() -> None:
    scene = wall()
    pk = lowering(scene)
    assert refusal(scene, pk, text=" ").code == "nothing_said"
    assert "现在是 301 字" in refusal(scene, pk, text="一" * 301).sentence
    answered(scene, pk)
    assert refusal(scene, pk).code == "already_replied"


def test_after_the_term_it_is_still_taken_until_somebody_decided() -> None:
    scene = wall()
    late, over = lowering(scene), proposed(scene)
    answered(scene, late, now=at(2026, 4, 13))
    assert AuditEvent.objects.get(verb="answer_correction").detail == '{"in_time":false}'
    confirmed(scene, over)
    refused = refusal(scene, over, actor_id=scene.people.zhou)
    assert refused.code == "wrong_state"
    assert "这次笔误更正现在是“已更正”" in refused.sentence
    declined(scene, late)
    assert "现在是“未同意”" in refusal(scene, late).sentence


def test_where_nothing_is_lost_there_is_nothing_to_answer() -> None:
    scene = wall()
    refused = refusal(scene, proposed(scene), actor_id=scene.people.zhou)
    assert refused.code == "no_reply_due"
    assert "不用答复" in refused.sentence


def test_nobody_answers_for_another() -> None:
    scene = wall()
    pk = lowering(scene)
    assert refusal(scene, pk, actor_id=scene.people.lin).code == "forbidden"
    with pytest.raises(NotFound):
        answered(scene, pk, actor_id=scene.people.deng)


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    pk = lowering(scene)
    answered(scene, pk, key=same)
    with pytest.raises(AlreadyDone):
        answered(scene, pk, key=same)
