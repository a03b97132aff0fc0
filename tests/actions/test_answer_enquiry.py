"""答复查询: by secretary or recorder, once; then the question stays as it was."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from fenming.actions import AlreadyDone
from fenming.actions.answer_enquiry import answer_enquiry
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Enquiry
from fenming.rules.terms import Refused
from tests.actions.enquiry_scene import AFTER, ask, put_up
from tests.cast import Cast, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
ANSWER = "按标准，每次计 1 分。已电话答复。"


def asked(people: Cast) -> int:
    ask(put_up(people).code)
    return Enquiry.objects.get().pk


def answer(people: Cast, enquiry_id: int, *, actor: str = "xu", text: str = ANSWER, used: str = "") -> int:
    return answer_enquiry(
        actor_id=getattr(people, actor), enquiry_id=enquiry_id, text=text, key=used or key(), now=AFTER
    )


@in_transaction
def test_the_answer_stands_with_the_question_even_after_the_term() -> None:
    people = cast()
    pk = asked(people)
    used = key()
    answer(people, pk, used=used)
    enquiry = Enquiry.objects.select_related("answer").get(pk=pk)
    assert enquiry.answer is not None
    assert (enquiry.answer.text, enquiry.answered_by_id, enquiry.answered_at) == (ANSWER, people.xu, AFTER)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("answer_enquiry", pk, people.xu)
    assert ANSWER not in event.detail
    with pytest.raises(AlreadyDone):
        answer(people, pk, used=used)
    with pytest.raises(Refused) as refused:
        answer(people, pk, actor="lin")
    assert refused.value.code == "answered"
    assert "已经有人答复" in refused.value.sentence
    with pytest.raises(Error, match="stays as it was"), transaction.atomic():
        Enquiry.objects.filter(pk=pk).update(answered_by=people.lin)
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
@pytest.mark.parametrize("column", ["text", "name", "contact"])
def test_what_a_reader_said_is_not_exchanged(column: str) -> None:
    people = cast()
    pk = asked(people)
    other = {"text": "name_id", "name": "contact_id", "contact": "text_id"}[column]
    with pytest.raises(Error, match="stays as it was"), transaction.atomic():
        Enquiry.objects.filter(pk=pk).update(**{column: getattr(Enquiry.objects.get(pk=pk), other)})


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"actor": "he"}, "forbidden", "答复查询由支部书记、积分记录员办理"),
        ({"actor": "han"}, "forbidden", "您现在不担任这一职务"),
        ({"text": " "}, "nothing_said", "还没有写答复内容"),
        ({"text": "答" * 1001}, "too_long", "至多 1000 字"),
    ],
)
def test_what_is_refused_answers_nothing(given: dict[str, str], code: str, words: str) -> None:
    people = cast()
    pk = asked(people)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        answer(people, pk, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Enquiry.objects.get(pk=pk).answer_id is None
    assert AuditEvent.objects.count() == before


@in_transaction
def test_questions_of_other_branches_are_unknown_here() -> None:
    people = cast()
    pk = asked(people)
    with pytest.raises(NotFound):
        answer(people, pk, actor="deng")
    with pytest.raises(NotFound):
        answer(people, 987654)
    assert Enquiry.objects.get(pk=pk).answer_id is None


def test_32_at_once_answer_once(committed: None) -> None:
    people = cast()
    pk = asked(people)
    assert race(lambda: answer(people, pk)) == ["answered"] * (THREADS - 1) + ["done"]
    assert AuditEvent.objects.filter(verb="answer_enquiry").count() == 1
