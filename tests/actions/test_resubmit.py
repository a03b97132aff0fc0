"""重新提交: a returned matter is corrected by its declarer and goes to the assessors again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.record import record
from fenming.actions.resubmit import resubmit
from fenming.queries.access import NotFound
from fenming.records.models import Assessment, AuditEvent, Matter, MemberMonth, Month
from fenming.rules.terms import Refused
from tests.actions._matters import FIRST_DAY, declared, late_to_meeting, month_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SAID = "指导 4 名师范生试讲并点评，两课时，记录附后。"
RETURNED_ON = at(2026, 3, 3)


def returned(people: Cast, **change: Any) -> int:
    """周予安's matter of February, sent back by 韩若水 for a record of what was done."""
    matter_id = declared(people, **change)
    send_back(people, matter_id)
    return matter_id


def send_back(people: Cast, matter_id: int, *, seen_round: int = 0) -> None:
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="returned", seen_round=seen_round, reason="请补指导记录。",
        key=key(), now=RETURNED_ON,
    )  # fmt: skip


def again(people: Cast, matter_id: int, **change: Any) -> int:
    plain = {
        "actor_id": people.zhou, "matter_id": matter_id, "day": FIRST_DAY, "said": SAID, "key": key(),
        "now": at(2026, 3, 4),
    }  # fmt: skip
    return resubmit(**plain | change)  # type: ignore[arg-type]


def refusal(people: Cast, matter_id: int, **change: Any) -> Refused:
    before = list(Matter.objects.values()), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        again(people, matter_id, **change)
    assert (list(Matter.objects.values()), AuditEvent.objects.count()) == before
    return refused.value


def test_it_is_declared_again_and_assessed_in_a_new_round() -> None:
    people = cast()
    matter_id = returned(people)
    before = Matter.objects.get(pk=matter_id)
    assert again(people, matter_id, day=date(2026, 2, 12)) == matter_id
    after = Matter.objects.select_related("said").get(pk=matter_id)
    assert (after.state, after.said.text, after.day) == ("declared", SAID, date(2026, 2, 12))
    assert (after.month_id, after.number, after.declared_at) == (
        before.month_id,
        before.number,
        before.declared_at,
    )
    event = AuditEvent.objects.get(verb="resubmit")
    assert (event.subject, event.subject_id, event.actor_id) == ("matter", matter_id, people.zhou)
    assert json.loads(event.detail) == {
        "said_before": before.said_id, "said": after.said_id, "from": before.month_id, "month": before.month_id,
        "claimed_before_centi": 100, "claimed_centi": 100,
    }  # fmt: skip
    assess(
        actor_id=people.han,
        matter_id=matter_id,
        outcome="accepted",
        seen_round=1,
        key=key(),
        now=at(2026, 3, 9),
    )
    rounds = Assessment.objects.filter(matter_id=matter_id).values_list("round", "outcome")
    assert list(rounds) == [(1, "returned"), (2, "accepted")]


def test_without_any_change_it_may_be_sent_again() -> None:
    people = cast()
    matter_id = returned(people)
    again(people, matter_id, said="指导 4 名师范生试讲并点评，两课时。")
    assert Matter.objects.get(pk=matter_id).state == "declared"


def test_in_a_month_assessed_meanwhile_it_goes_to_the_open_month_with_its_own_day() -> None:
    people = cast()
    matter_id = returned(people)
    march = month_of(people, 3)
    Month.objects.filter(branch_id=people.branch_id, number__lte=2).update(assessed_at=at(2026, 3, 10))
    declared(
        people, month_id=march.pk, day=date(2026, 3, 2), item="DT5", said="布置会场。", now=at(2026, 3, 10)
    )
    again(people, matter_id, now=at(2026, 4, 2))
    matter = Matter.objects.get(pk=matter_id)
    assert (matter.month_id, matter.number, matter.day, matter.late) == (march.pk, 2, FIRST_DAY, False)
    assert MemberMonth.objects.get(month=march, membership_id=people.m_zhou).kind == "declared"


def test_after_the_fifth_what_moves_to_the_open_month_is_marked_late() -> None:
    people = cast()
    matter_id = returned(people)
    Month.objects.filter(branch_id=people.branch_id, number__lte=2).update(assessed_at=at(2026, 3, 10))
    again(people, matter_id, now=at(2026, 4, 7))
    assert Matter.objects.get(pk=matter_id).late


def test_without_an_open_month_it_says_so() -> None:
    people = cast()
    matter_id = returned(people)
    Month.objects.filter(branch_id=people.branch_id).update(assessed_at=at(2026, 3, 10))
    refused = refusal(people, matter_id)
    assert refused.code == "no_open_month"
    assert "请告诉支部书记" in refused.sentence


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"said": " "}, "bad_said", ""),
        ({"said": "说" * 61}, "too_long", "现在是 61 字"),
        ({"day": date(2026, 3, 2)}, "other_month", "请填2月1日至2月28日"),
        ({"day": date(2026, 3, 5)}, "future_day", "还没有到"),
        ({"quantity": 100}, "bad_quantity", "次"),
    ],
)  # fmt: skip
def test_what_a_declaration_is_refused_for(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    matter_id = returned(people)
    refused = refusal(people, matter_id, **change)
    assert refused.code in (code, "nothing_said")
    assert words in refused.sentence


def test_it_may_not_become_the_same_as_another() -> None:
    people = cast()
    matter_id = returned(people)
    declared(people, said="指导毕业论文一篇。")
    refused = refusal(people, matter_id, said="指导毕业论文一篇。")
    assert refused.code == "repeat"
    assert "和事项 2026-02-002 完全相同" in refused.sentence


@pytest.mark.parametrize("state", ["declared", "assessed", "withdrawn"])
def test_only_what_was_returned_is_sent_again(state: str) -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state=state)
    refused = refusal(people, matter_id)
    assert refused.code == "wrong_state"
    assert "不能重新提交" in refused.sentence


def test_nobody_sends_again_for_another() -> None:
    people = cast()
    matter_id = returned(people)
    assert refusal(people, matter_id, actor_id=people.lin).code == "forbidden"
    refused = refusal(people, matter_id, actor_id=people.xu)
    assert refused.code == "not_declared_by_you"
    assert "不是您申报的" in refused.sentence
    with pytest.raises(NotFound):
        again(people, matter_id, actor_id=people.deng)


def test_the_recorder_corrects_what_the_recorder_noted() -> None:
    people = cast()
    (matter_id,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="DT5", day=FIRST_DAY, membership_ids=[people.m_zhou],
        what="布置会场。", key=key(), now=at(2026, 2, 12),
    ).matter_ids  # fmt: skip
    send_back(people, matter_id)
    assert refusal(people, matter_id).code == "not_declared_by_you"
    again(people, matter_id, actor_id=people.xu, said="布置读书会会场，两小时。")
    assert Matter.objects.select_related("said").get(pk=matter_id).said.text == "布置读书会会场，两小时。"


def test_what_was_shown_for_a_reply_is_noted_anew_instead() -> None:
    people = cast()
    (matter_id,) = late_to_meeting(people)
    send_back(people, matter_id)
    refused = refusal(people, matter_id, actor_id=people.xu)
    assert refused.code == "declare_anew"
    assert "让本人先答复" in refused.sentence


def test_the_same_form_twice_counts_once() -> None:
    people, same = cast(), key()
    matter_id = returned(people)
    again(people, matter_id, key=same)
    with pytest.raises(AlreadyDone):
        again(people, matter_id, key=same)
