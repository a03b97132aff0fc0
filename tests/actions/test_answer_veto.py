"""陈述意见: the one concerned alone, once, until someone has decided."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.answer_veto import answer_veto
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, Veto
from fenming.rules.terms import Refused
from tests.actions.veto_scene import answered, confirmed, proposed
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(veto_id: int, actor_id: int, text: str = "不属实。") -> Refused:
    before = Veto.objects.get(pk=veto_id).answer_id, AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        answer_veto(actor_id=actor_id, veto_id=veto_id, text=text, key=key(), now=at(2026, 3, 11))
    assert (Veto.objects.get(pk=veto_id).answer_id, AuditEvent.objects.count()) == before
    return refused.value


def test_what_the_one_concerned_says_is_kept_and_the_office_told() -> None:
    people = cast()
    veto_id = proposed(people)
    assert answered(people, veto_id, "当天在医院陪护，有证明。") == veto_id
    veto = Veto.objects.select_related("answer").get(pk=veto_id)
    assert veto.answer is not None
    assert (veto.state, veto.answer.text, veto.answered_at) == (
        "proposed",
        "当天在医院陪护，有证明。",
        at(2026, 3, 11),
    )
    event = AuditEvent.objects.get(verb="answer_veto")
    assert (event.actor_id, event.detail) == (people.he, '{"in_time":true}')
    told = Outbox.objects.filter(kind="veto_answered").values_list("to_id", flat=True)
    assert sorted(told) == sorted([people.lin, people.han, people.shen])


def test_late_words_are_taken_as_long_as_nobody_decided() -> None:
    people = cast()
    veto_id = proposed(people)
    answer_veto(actor_id=people.he, veto_id=veto_id, text="刚刚出差回来。", key=key(), now=at(2026, 3, 20))
    assert AuditEvent.objects.get(verb="answer_veto").detail == '{"in_time":false}'


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [(" \n", "nothing_said", "请写“没有意见”"), ("长" * 501, "too_long", "500 字以内")],
)
def test_empty_and_endless_words_are_sent_back(text: str, code: str, words: str) -> None:
    people = cast()
    refused = refusal(proposed(people), people.he, text)
    assert refused.code == code
    assert words in refused.sentence


def test_nobody_answers_for_another() -> None:
    people = cast()
    veto_id = proposed(people)
    for actor in (people.lin, people.zhou):
        assert refusal(veto_id, actor).code == "forbidden"
    with pytest.raises(NotFound):
        answer_veto(actor_id=people.deng, veto_id=veto_id, text="一", key=key(), now=at(2026, 3, 11))


def test_once_and_not_after_the_decision() -> None:
    people = cast()
    veto_id = proposed(people)
    answered(people, veto_id)
    refused = refusal(veto_id, people.he)
    assert refused.code == "already_answered"
    assert "只能提交一次" in refused.sentence
    other = confirmed(people, document="校纪〔2026〕4号")
    refused = refusal(other, people.he)
    assert refused.code == "wrong_state"
    assert "现在是“已确认”" in refused.sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    veto_id = proposed(people)
    sent = {"actor_id": people.he, "veto_id": veto_id, "text": "属实。", "key": same, "now": at(2026, 3, 11)}
    answer_veto(**sent)  # type: ignore[arg-type]
    with pytest.raises(AlreadyDone):
        answer_veto(**sent)  # type: ignore[arg-type]
