"""提出查询: a reader asks while the posting is up; the branch is told, and no matter comes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.enquire import MOST_A_DAY
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Enquiry, Matter, Outbox
from fenming.rules.terms import Refused
from tests.actions.enquiry_scene import AFTER, DURING, QUESTION, ask, put_up
from tests.cast import at, cast
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db


@in_transaction
def test_a_question_is_kept_and_those_who_answer_are_told() -> None:
    people = cast()
    posting, matters = put_up(people), Matter.objects.count()
    assert [ask(posting.code), ask(posting.code)] == [1, 2]
    enquiry = Enquiry.objects.select_related("name", "contact", "text").get(number=1)
    assert (enquiry.posting_id, enquiry.at, enquiry.answer_id) == (posting.pk, DURING, None)
    kept = (enquiry.name.text, enquiry.contact.text, enquiry.text.text)
    assert kept == ("田一禾", "tian@example.org", QUESTION)
    event = AuditEvent.objects.filter(verb="enquire").first()
    assert event is not None
    assert (event.actor_id, event.subject, event.subject_id) == (None, "enquiry", enquiry.pk)
    assert "田一禾" not in event.detail
    told = Outbox.objects.filter(kind="enquiry_received", subject_id=enquiry.pk)
    assert set(told.values_list("to_id", flat=True)) == {people.lin, people.xu}
    assert Matter.objects.count() == matters
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"name": " "}, "nothing_said", "还没有填姓名"),
        ({"contact": ""}, "nothing_said", "还没有填联系方式"),
        ({"text": "\n"}, "nothing_said", "还没有填要查询的内容"),
        ({"name": "甲" * 41}, "too_long", "姓名至多 40 字，现在是 41 字"),
        ({"contact": "1" * 81}, "too_long", "联系方式至多 80 字"),
        ({"text": "问" * 501}, "too_long", "要查询的内容至多 500 字"),
        ({"now": AFTER}, "not_up", "这次公示已经期满"),
    ],
)
def test_what_is_refused_leaves_nothing(given: dict[str, object], code: str, words: str) -> None:
    posting = put_up(cast())
    before = AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        ask(posting.code, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Enquiry.objects.exists()
    assert (AuditEvent.objects.count(), Outbox.objects.count()) == before


@in_transaction
def test_twenty_of_a_day_wait_and_no_more() -> None:
    posting = put_up(cast())
    for _ in range(MOST_A_DAY):
        ask(posting.code)
    with pytest.raises(Refused) as refused:
        ask(posting.code, now=DURING + timedelta(hours=12))
    assert refused.value.code == "too_many"
    assert "请明天再来" in refused.value.sentence
    assert ask(posting.code, now=at(2026, 4, 3, 0)) == MOST_A_DAY + 1


@in_transaction
def test_an_unknown_posting_and_the_same_form_twice() -> None:
    posting = put_up(cast())
    with pytest.raises(NotFound):
        ask("NOSUCHCODE")
    ask(posting.code, used="once")
    with pytest.raises(AlreadyDone):
        ask(posting.code, used="once")
    assert Enquiry.objects.count() == 1


def test_32_readers_at_once_take_the_places_there_are(committed: None) -> None:
    posting = put_up(cast())
    found = race(lambda: ask(posting.code))
    assert found == ["done"] * MOST_A_DAY + ["too_many"] * (THREADS - MOST_A_DAY)
    numbers = sorted(Enquiry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, MOST_A_DAY + 1))
