"""撤回: one's own declaration, as long as nobody has assessed it."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.declare import declare
from fenming.actions.record import record
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, IdempotencyKey, Matter, MemberMonth, Month, Outbox, Reporter
from fenming.rules.terms import Refused
from tests.actions._reports import reported
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def declared(people: Cast, said: str = "布置学院读书会会场。") -> int:
    return declare(
        actor_id=people.zhou, month_id=Month.objects.get(branch_id=people.branch_id, number=2).pk, item="DT5",
        day=date(2026, 2, 3), said=said, key=key(), now=at(2026, 2, 4),
    )  # fmt: skip


def refusal(matter_id: int, actor_id: int) -> Refused:
    before = Matter.objects.get(pk=matter_id).state, AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        withdraw(actor_id=actor_id, matter_id=matter_id, key=key(), now=at(2026, 2, 5))
    assert (Matter.objects.get(pk=matter_id).state, AuditEvent.objects.count()) == before
    return refused.value


def test_a_withdrawn_matter_stays_and_the_month_is_open_again() -> None:
    people = cast()
    matter_id = declared(people)
    assert withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=at(2026, 2, 5)) == matter_id
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    row = MemberMonth.objects.get(membership_id=people.m_zhou)
    assert (row.kind, row.said_at) == ("none", None)
    assert AuditEvent.objects.get(verb="withdraw").subject_id == matter_id


def test_with_another_declaration_left_the_month_stays_declared() -> None:
    people = cast()
    declared(people, "值守学院招生咨询台。")
    withdraw(actor_id=people.zhou, matter_id=declared(people), key=key(), now=at(2026, 2, 5))
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "declared"


def test_in_an_assessed_month_what_was_said_stays_as_it_was() -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state="returned")
    Month.objects.filter(branch_id=people.branch_id, number=2).update(assessed_at=at(2026, 3, 9))
    withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=at(2026, 3, 10))
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "declared"


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("assessed", "already_assessed", "请支部在大会前退回"),
        ("determined", "wrong_state", "提请大会重新审议"),
        ("withdrawn", "wrong_state", "现在是“已撤回”"),
    ],
)
def test_what_has_gone_on_cannot_be_withdrawn(state: str, code: str, words: str) -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state=state)
    refused = refusal(matter_id, people.zhou)
    assert refused.code == code
    assert words in refused.sentence


def test_what_the_branch_recorded_cannot_be_withdrawn_by_the_one_concerned() -> None:
    people = cast()
    recorded = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    )  # fmt: skip
    refused = refusal(recorded.matter_ids[0], people.zhou)
    assert refused.code == "not_declared_by_you"
    assert "您不能撤回" in refused.sentence


def test_nobody_withdraws_for_another() -> None:
    people = cast()
    matter_id = declared(people)
    refused = refusal(matter_id, people.lin)
    assert refused.code == "forbidden"
    assert "只能为本人" in refused.sentence
    with pytest.raises(NotFound):
        withdraw(actor_id=people.deng, matter_id=matter_id, key=key(), now=at(2026, 2, 5))


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    matter_id = declared(people)
    withdraw(actor_id=people.zhou, matter_id=matter_id, key=same, now=at(2026, 2, 5))
    with pytest.raises(AlreadyDone):
        withdraw(actor_id=people.zhou, matter_id=matter_id, key=same, now=at(2026, 2, 5))


def noted(people: Cast) -> int:
    return record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip


def test_the_recorder_takes_back_what_the_recorder_noted_and_the_one_concerned_is_told() -> None:
    people = cast()
    matter_id = noted(people)
    withdraw(actor_id=people.xu, matter_id=matter_id, key=key(), now=at(2026, 2, 5))
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    told = Outbox.objects.get(kind="matter_withdrawn")
    assert (told.subject_id, told.to_id) == (matter_id, people.zhou)


def test_the_recorder_does_not_take_back_what_a_member_declared() -> None:
    people = cast()
    refused = refusal(declared(people), people.xu)
    assert refused.code == "not_declared_by_you"


def test_a_reporter_takes_a_report_back_and_nothing_written_names_the_reporter() -> None:
    people, same = cast(), key()
    matter_id = reported(people)
    assert refusal(matter_id, people.jiang).code == "forbidden"
    assert withdraw(actor_id=people.he, matter_id=matter_id, key=same, now=at(2026, 2, 13)) == matter_id
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    event = AuditEvent.objects.get(verb="withdraw")
    assert (event.actor_id, event.subject, event.subject_id) == (None, "reporter", Reporter.objects.get().pk)
    assert IdempotencyKey.objects.get(key=same).actor_id is None
    assert Outbox.objects.get(kind="matter_withdrawn").to_id == people.zhou


def test_a_report_that_is_assessed_stays() -> None:
    people = cast()
    matter_id = reported(people)
    Matter.objects.filter(pk=matter_id).update(state="assessed")
    assert refusal(matter_id, people.he).code == "already_assessed"
