"""答复: the one concerned, once, before anyone assesses."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Matter, Reply
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORDS = "那天有课，课前已向组织委员请假。"


def recorded(people: Cast, item: str = "K03") -> int:
    return record(
        actor_id=people.xu, branch_id=people.branch_id, item=item, day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip


def refusal(matter_id: int, actor_id: int, *, agrees: bool = False, text: str = WORDS) -> Refused:
    before = Reply.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        reply(actor_id=actor_id, matter_id=matter_id, agrees=agrees, text=text, key=key(), now=at(2026, 2, 5))
    assert (Reply.objects.count(), AuditEvent.objects.count()) == before
    return refused.value


def test_a_reply_keeps_the_words_and_leaves_a_trail_without_them() -> None:
    people = cast()
    matter_id = recorded(people)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=False, text=WORDS, key=key(), now=at(2026, 2, 5))
    kept = Reply.objects.get(matter_id=matter_id)
    assert (kept.text.text, kept.agrees, kept.by_id) == (WORDS, False, people.zhou)
    event = AuditEvent.objects.get(verb="reply")
    assert event.detail == '{"agrees":false,"in_time":true}'
    assert Matter.objects.get(pk=matter_id).state == "declared"


def test_agreeing_needs_no_words_and_a_late_reply_is_still_taken() -> None:
    people = cast()
    matter_id = recorded(people)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 3, 20))
    assert Reply.objects.get(matter_id=matter_id).agrees
    assert AuditEvent.objects.get(verb="reply").detail == '{"agrees":true,"in_time":false}'


def test_what_is_missing_or_too_long_is_said() -> None:
    people = cast()
    matter_id = recorded(people)
    assert refusal(matter_id, people.zhou, text="  ").code == "nothing_said"
    refused = refusal(matter_id, people.zhou, text="说" * 301)
    assert refused.code == "too_long"
    assert "现在是 301 字" in refused.sentence


def test_there_is_one_reply() -> None:
    people = cast()
    matter_id = recorded(people)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 2, 5))
    refused = refusal(matter_id, people.zhou)
    assert refused.code == "already_replied"
    assert "已经答复过" in refused.sentence


def test_a_matter_that_costs_nothing_asks_for_no_reply() -> None:
    people = cast()
    assert refusal(recorded(people, "DT5"), people.zhou).code == "no_reply_due"


def test_after_the_assessment_it_is_too_late() -> None:
    people = cast()
    matter_id = recorded(people)
    Matter.objects.filter(pk=matter_id).update(state="assessed")
    refused = refusal(matter_id, people.zhou)
    assert refused.code == "wrong_state"
    assert "不能答复" in refused.sentence


def test_only_the_one_concerned_replies() -> None:
    people = cast()
    matter_id = recorded(people)
    assert refusal(matter_id, people.han).code == "forbidden"
    with pytest.raises(NotFound):
        reply(actor_id=people.deng, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 2, 5))


def test_the_same_form_twice_counts_once() -> None:
    people, same = cast(), key()
    matter_id = recorded(people)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=same, now=at(2026, 2, 5))
    with pytest.raises(AlreadyDone):
        reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=same, now=at(2026, 2, 5))
