"""对拟作处理陈述意见: by the member alone, once, before anything is decided."""

from __future__ import annotations

import pytest

from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Disposal, Outbox
from tests.actions.follow_up_scene import answered, appraised_year, decided, heard, proposed, refusal
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_is_kept_and_those_who_handle_it_are_told(people: Cast) -> None:
    case_id = proposed(people)
    answered(people, case_id)
    case = Disposal.objects.select_related("answer").get(pk=case_id)
    assert case.answer is not None
    assert (case.answer.text, case.answered_at, case.state) == (
        "家里有事，今后改正。",
        at(2027, 4, 8),
        "drafted",
    )
    assert AuditEvent.objects.get(verb="answer_disposal").clause == "R58 R67"
    told = Outbox.objects.filter(kind="disposal_answered")
    assert {one.to_id for one in told} == {people.lin, people.han, people.shen}
    assert refusal(answered, people, case_id).code == "already_answered"


def test_nobody_else_and_not_once_it_is_decided(people: Cast) -> None:
    case_id = proposed(people)
    for actor in (people.lin, people.zhou):
        assert refusal(answered, people, case_id, actor_id=actor).code == "forbidden"
    for actor in (people.deng, people.gao):
        with pytest.raises(NotFound):
            answered(people, case_id, actor_id=actor)
    assert refusal(answered, people, case_id, text="").code == "nothing_said"
    assert refusal(answered, people, case_id, text="长" * 501).code == "too_long"
    heard(people, case_id)
    decided(people, case_id)
    assert refusal(answered, people, case_id, now=at(2027, 4, 22)).code == "wrong_state"
