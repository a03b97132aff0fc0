"""代录书面答复: the signed reply of a member without an account, entered by recorder or secretary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.hand_over import hand_over
from fenming.actions.record import record
from fenming.actions.reply_for import reply_for
from fenming.actions.report import report
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Matter, Reply
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of
from tests.racing import race

pytestmark = [pytest.mark.database]

WORDS = "那天有课，课前已向组织委员请假。"
NOW = at(2026, 2, 6)


def recorded(people: Cast, item: str = "K03", *, handed: bool = True) -> int:
    matter_id = record(
        actor_id=people.xu, branch_id=people.branch_id, item=item, day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip
    if handed and item != "DT5":
        handed_over(people, matter_id)
    return matter_id


def handed_over(people: Cast, matter_id: int, actor: str = "xu") -> None:
    hand_over(
        actor_id=getattr(people, actor), matter_id=matter_id, handed_on=date(2026, 2, 4), receipt_kept=True,
        key=key(), now=at(2026, 2, 5),
    )  # fmt: skip


def entered(people: Cast, matter_id: int, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.xu, "matter_id": matter_id, "agrees": False, "text": WORDS,
        "signed_on": date(2026, 2, 5), "paper_kept": True, "key": key(), "now": NOW,
    }  # fmt: skip
    return reply_for(**(given | change))


def refusal(people: Cast, matter_id: int, **change: Any) -> Refused:
    before = Reply.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        entered(people, matter_id, **change)
    assert (Reply.objects.count(), AuditEvent.objects.count()) == before
    return refused.value


@pytest.mark.django_db
def test_the_words_are_the_members_and_the_trail_names_who_entered_them() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    entered(people, matter_id)
    kept = Reply.objects.get(matter_id=matter_id)
    assert (kept.text.text, kept.agrees, kept.by_id) == (WORDS, False, people.xu)
    assert kept.signed_on == date(2026, 2, 5)
    event = AuditEvent.objects.get(verb="reply_for")
    assert (event.actor_id, event.subject_id) == (people.xu, matter_id)
    assert event.detail == '{"agrees":false,"in_time":true,"signed_on":"2026-02-05"}'
    assert Matter.objects.get(pk=matter_id).state == "declared"


@pytest.mark.django_db
def test_what_was_signed_in_time_is_in_time_however_late_it_is_entered_and_then_it_may_be_assessed() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    with pytest.raises(Refused, match="期满或答复后才能初评"):
        assess(
            actor_id=people.han,
            matter_id=matter_id,
            outcome="accepted",
            seen_round=0,
            key=key(),
            now=NOW,
        )
    entered(people, matter_id, actor_id=people.lin, agrees=True, text="", now=at(2026, 3, 2))
    assert '"in_time":true' in AuditEvent.objects.get(verb="reply_for").detail
    assess(
        actor_id=people.han,
        matter_id=matter_id,
        outcome="accepted",
        seen_round=0,
        key=key(),
        now=at(2026, 3, 2),
    )
    assert Matter.objects.get(pk=matter_id).state == "assessed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"text": " "}, "nothing_said", "还没有写答复"),
        ({"text": "说" * 301}, "too_long", "现在是 301 字"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
        ({"signed_on": date(2026, 2, 7)}, "future_day", "2026年2月7日还没有到"),
        ({"signed_on": date(2026, 2, 3)}, "signed_early", "早于这件事告知本人的日期"),
    ],
)
def test_what_does_not_fit_the_paper_is_said(change: dict[str, Any], code: str, words: str) -> None:
    people = cast(accounts=False)
    refused = refusal(people, recorded(people), **change)
    assert refused.code == code
    assert words in refused.sentence


@pytest.mark.django_db
def test_who_has_an_account_replies_alone() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    client_of(people.zhou)
    refused = refusal(people, matter_id)
    assert refused.code == "has_account"
    assert refused.sentence == "周予安本人有账号，请本人登录办理，不能由别人代录。"


@pytest.mark.django_db
def test_there_is_one_reply_and_none_where_nothing_is_asked() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    assert refusal(people, recorded(people, "DT5")).code == "no_reply_due"
    entered(people, matter_id)
    assert refusal(people, matter_id).code == "already_replied"


@pytest.mark.django_db
def test_what_was_not_handed_over_has_no_reply_from_paper() -> None:
    people = cast(accounts=False)
    refused = refusal(people, recorded(people, handed=False))
    assert refused.code == "not_handed_over"
    assert "请先登记当面送达的日期" in refused.sentence


@pytest.mark.django_db
def test_after_the_assessment_it_is_too_late() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    Matter.objects.filter(pk=matter_id).update(state="assessed")
    assert refusal(people, matter_id).code == "wrong_state"


@pytest.mark.django_db
def test_only_recorder_and_secretary_enter_it_and_nobody_the_own_or_what_they_reported() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    for actor in (people.han, people.he):
        refused = refusal(people, matter_id, actor_id=actor)
        assert refused.code == "forbidden"
    with pytest.raises(NotFound):
        entered(people, matter_id, actor_id=people.deng)
    own = report(
        actor_id=people.zhou, membership_id=people.m_xu, item="K03", day=date(2026, 2, 3), said="支部会早退。",
        key=key(), now=at(2026, 2, 4),
    )  # fmt: skip
    assert refusal(people, own).sentence == "本人事项，请由您本人答复，不能代录。"
    reported = report(
        actor_id=people.xu, membership_id=people.m_he, item="K03", day=date(2026, 2, 3), said="支部会早退。",
        key=key(), now=at(2026, 2, 4),
    )  # fmt: skip
    handed_over(people, reported, "lin")
    refused = refusal(people, reported)
    assert refused.code == "reported_by_you"
    assert "请由另一位记录员或书记代录" in refused.sentence
    entered(people, reported, actor_id=people.lin)


@pytest.mark.django_db
def test_a_reply_is_by_the_one_concerned_or_from_a_signed_paper() -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    entered(people, matter_id)
    row, another = Reply.objects.get(), recorded(people, "K04")
    for by, signed_on in ((people.xu, None), (people.zhou, date(2026, 2, 5))):
        row.pk, row.matter_id, row.by_id, row.signed_on = None, another, by, signed_on
        with pytest.raises(DatabaseError, match="signed paper"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.django_db
def test_the_same_form_twice_counts_once() -> None:
    people, same = cast(accounts=False), key()
    matter_id = recorded(people)
    entered(people, matter_id, key=same)
    with pytest.raises(AlreadyDone):
        entered(people, matter_id, key=same)


def test_recorder_and_secretary_at_once_enter_one_reply(committed: None) -> None:
    people = cast(accounts=False)
    matter_id = recorded(people)
    assert race(lambda: entered(people, matter_id)) == ["already_replied"] * 31 + ["done"]
    assert Reply.objects.count() == 1
