"""初评: one matter, four outcomes, each round kept; and what each refusal says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.reply import reply
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import Assessment, AuditEvent, Matter, Meeting, MemberMonth, PersonalText
from fenming.rules.terms import Refused
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 3, 9)  # after 5 March, the last day to declare for February


def judge(people: Cast, matter_id: int, **change: Any) -> int:
    plain = {
        "actor_id": people.han,
        "matter_id": matter_id,
        "outcome": "accepted",
        "seen_round": 0,
        "key": key(),
        "now": NOW,
    }
    return assess(**plain | change)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Assessment, AuditEvent, PersonalText, MemberMonth))


def refusal(people: Cast, matter_id: int, **change: Any) -> Refused:
    """Assess in vain: the refusal, after making sure that nothing was written."""
    before = (*counts(), Matter.objects.get(pk=matter_id).state)
    with pytest.raises(Refused) as refused:
        judge(people, matter_id, **change)
    assert (*counts(), Matter.objects.get(pk=matter_id).state) == before
    return refused.value


def test_accepted_as_declared_and_the_member_is_done() -> None:
    people = cast()
    pk = declared(people, quantity=2)
    assert judge(people, pk) == 1
    written = Assessment.objects.get(matter_id=pk)
    assert (written.outcome, written.quantity, written.points_centi, written.by_id) == (
        "accepted",
        2,
        200,
        people.han,
    )
    assert written.reason is None
    assert Matter.objects.get(pk=pk).state == "assessed"
    row = MemberMonth.objects.get(membership_id=people.m_zhou, month=month_of(people))
    assert (row.kind, row.assessed_by_id, row.assessed_at) == ("declared", people.han, NOW)
    event = AuditEvent.objects.get(verb="assess")
    assert (event.subject, event.subject_id, event.clause) == ("matter", pk, "R34")
    assert '"points_centi":200' in event.detail
    assert first_broken_event(branch_id=people.branch_id) is None


@pytest.mark.parametrize(
    ("claim", "change", "points"),
    [
        ({"quantity": 3}, {"quantity": 2}, 200),
        ({"item": "J01", "level": "省"}, {"level": "校"}, 200),
        ({"item": "DT3", "each_centi": 300}, {"each_centi": 150}, 150),
        ({"item": "DT3", "each_centi": 300, "quantity": 2}, {"each_centi": 200, "quantity": 1}, 200),
    ],
)
def test_changed_points_follow_from_what_was_changed(
    claim: dict[str, Any], change: dict[str, Any], points: int
) -> None:
    people = cast()
    pk = declared(people, **claim)
    claimed = Matter.objects.get(pk=pk).claimed_centi
    judge(people, pk, outcome="changed", reason="参照上半年同类事项。", **change)
    written = Assessment.objects.get(matter_id=pk)
    assert (written.outcome, written.points_centi) == ("changed", points)
    assert written.reason is not None
    assert written.reason.text == "参照上半年同类事项。"
    assert Matter.objects.get(pk=pk).claimed_centi == claimed != points


@pytest.mark.parametrize(("outcome", "state"), [("refused", "refused"), ("returned", "returned")])
def test_refused_and_returned_carry_no_points(outcome: str, state: str) -> None:
    people = cast()
    pk = declared(people)
    judge(people, pk, outcome=outcome, reason="请补试讲记录。")
    assert Matter.objects.get(pk=pk).state == state
    assert Assessment.objects.get(matter_id=pk).points_centi == 0


def test_a_minus_is_assessed_after_the_reply_and_may_be_made_smaller() -> None:
    people = cast()
    (pk,) = late_to_meeting(people, quantity=2)
    reply(actor_id=people.zhou, matter_id=pk, agrees=True, text="", key=key(), now=at(2026, 2, 13))
    judge(people, pk, outcome="changed", quantity=1, reason="另一次已请假。", now=at(2026, 2, 24))
    assert Assessment.objects.get(matter_id=pk).points_centi == -50


def test_without_a_reply_a_minus_waits_for_its_last_day() -> None:
    people = cast()
    (pk,) = late_to_meeting(people)
    for outcome in ("accepted", "refused"):
        refused = refusal(people, pk, outcome=outcome, reason="属实。", now=at(2026, 2, 26))
        assert refused.code == "not_heard"
        assert refused.sentence == "答复期到2月26日，期满或答复后才能初评。"
    judge(people, pk, now=at(2026, 2, 27))
    assert Assessment.objects.get(matter_id=pk).points_centi == -50


def test_a_minus_is_never_made_larger_than_the_one_shown() -> None:
    people = cast()
    (pk,) = late_to_meeting(people)
    refused = refusal(people, pk, outcome="changed", quantity=2, reason="其实两次。")
    assert refused.code == "larger_minus"
    assert "告知本人的是扣 0.5 分，初评不能改成扣 1 分" in refused.sentence
    assert "重新登记" in refused.sentence


def test_a_second_round_stands_beside_the_first() -> None:
    people = cast()
    pk = declared(people, item="DT3", each_centi=300)
    judge(people, pk)
    change = {"outcome": "changed", "each_centi": 200, "reason": "校级课题。", "seen_round": 1}
    assert judge(people, pk, actor_id=people.shen, **change) == 2
    rounds = Assessment.objects.filter(matter_id=pk).values_list("round", "points_centi", "by_id")
    assert list(rounds) == [(1, 300, people.han), (2, 200, people.shen)]


def test_a_page_that_was_overtaken_is_told_by_whom() -> None:
    people = cast()
    pk = declared(people)
    judge(people, pk, outcome="refused", reason="不属于本项。")
    refused = refusal(people, pk, actor_id=people.shen)
    assert refused.code == "stale"
    assert refused.sentence == "这件事刚由韩若水初评，您这次没有保存。请看新的结果。"
    assert "您刚才已经初评过" in refusal(people, pk).sentence
    other = declared(people, said="另一件。")
    assert refusal(people, other, seen_round=3).code == "stale"


def test_nothing_is_assessed_under_the_hands_of_an_open_meeting() -> None:
    people = cast()
    pk = declared(people)
    judge(people, pk)
    meeting = Meeting.objects.create(
        branch_id=people.branch_id,
        kind="members",
        quarter=month_of(people).quarter,
        number=1,
        held_on=date(2026, 3, 28),
        called_by_id=people.lin,
        state="called",
    )
    judge(people, pk, outcome="changed", quantity=2, reason="实为两次。", seen_round=1)
    Meeting.objects.filter(pk=meeting.pk).update(state="open", opened_at=at(2026, 3, 28))
    refused = refusal(people, pk, seen_round=2)
    assert refused.code == "meeting_open"
    assert "请在会上改动" in refused.sentence


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"actor_id": "zhou"}, "forbidden", "初评由支部委员、支部书记、上级指定的办理人办理"),
        ({"outcome": "praised"}, "no_outcome", "请在认定、改动、不认定、退回补充中选一项"),
        ({"outcome": "refused", "reason": " "}, "no_reason", "选了“不认定”，还没有写理由"),
        ({"outcome": "returned"}, "no_reason", "选了“退回补充”"),
        ({"outcome": "refused", "reason": "长" * 101}, "too_long", "100 字以内，现在是 101 字"),
        ({"outcome": "changed", "reason": "同意。"}, "not_changed", "没有改动的，请选“认定”"),
        ({"outcome": "changed", "reason": "改。", "quantity": 0}, "bad_quantity", "不小于 1 的整数"),
        ({"outcome": "changed", "reason": "改。", "quantity": 100}, "bad_quantity", "一次至多填 99 次"),
        ({"outcome": "changed", "reason": "改。", "each_centi": 400}, "bad_each", "每次 1 至 3 分，4 分不在其中"),
        ({"outcome": "changed", "reason": "改。", "level": "校"}, "bad_level", "不分级别"),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_in_words(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    pk = declared(people, item="DT3", each_centi=200)
    if "actor_id" in change:
        change = change | {"actor_id": people.he}
    refused = refusal(people, pk, **change)
    assert refused.code == code
    assert words in refused.sentence


def test_ones_own_matter_is_for_the_others() -> None:
    people = cast()
    pk = declared(people, "han")
    refused = refusal(people, pk)
    assert refused.code == "forbidden"
    assert "本人事项，不能由您初评" in refused.sentence
    judge(people, pk, actor_id=people.shen)


def test_a_withdrawn_or_refused_matter_is_past_assessing() -> None:
    people = cast()
    pk = declared(people)
    Matter.objects.filter(pk=pk).update(state="withdrawn")
    assert refusal(people, pk).code == "wrong_state"
    other = declared(people, said="另一件。")
    judge(people, other, outcome="refused", reason="不属于本项。")
    assert "不认定" in refusal(people, other, seen_round=1).sentence


def test_a_change_may_not_make_two_matters_the_same() -> None:
    people = cast()
    first, second = declared(people), declared(people, quantity=2)
    refused = refusal(people, second, outcome="changed", quantity=1, reason="实为一次。")
    assert refused.code == "repeat"
    assert "完全相同" in refused.sentence
    judge(people, first, outcome="refused", reason="与另一件相同。")
    judge(people, second, outcome="changed", quantity=1, reason="实为一次。")


def test_another_branch_and_a_second_key() -> None:
    people = cast()
    pk = declared(people)
    with pytest.raises(NotFound):
        judge(people, pk, actor_id=people.deng)
    with pytest.raises(NotFound):
        judge(people, 10**9)
    used = key()
    judge(people, pk, key=used)
    before = counts()
    with pytest.raises(AlreadyDone):
        judge(people, pk, key=used, seen_round=1)
    assert counts() == before


def test_while_members_may_still_declare_nobodys_month_is_marked() -> None:
    people = cast()
    pk = declared(people)
    judge(people, pk, now=at(2026, 3, 5))
    assert MemberMonth.objects.get(membership_id=people.m_zhou, month=month_of(people)).assessed_at is None


def test_the_last_matter_finishes_the_month_and_nothing_before() -> None:
    people = cast()
    pk, again = declared(people), declared(people, said="另一件。")
    for actor, members in ((people.han, "lin xu shen he jiang"), (people.shen, "han")):
        ids = [getattr(people, f"m_{name}") for name in members.split()]
        assess_batch(
            actor_id=actor, month_id=month_of(people).pk, matter_ids=[], membership_ids=ids, key=key(), now=NOW
        )  # fmt: skip
    judge(people, pk)
    assert month_of(people).assessed_at is None
    judge(people, again)
    assert month_of(people).assessed_at == NOW
    event = AuditEvent.objects.filter(subject="month").latest("seq")
    assert (event.verb, event.detail) == ("assess", '{"members":7}')
    # later rounds leave the finished month as it is
    judge(
        people, again, outcome="changed", quantity=2, reason="实为两次。", seen_round=1, now=at(2026, 3, 12)
    )
    assert month_of(people).assessed_at == NOW
    row = MemberMonth.objects.get(membership_id=people.m_zhou, month=month_of(people))
    assert row.assessed_at == NOW


def test_a_missing_reason_and_figures_that_do_not_fit_are_told_together() -> None:
    people = cast()
    pk = declared(people, item="DT3", each_centi=200)
    both = refusal(people, pk, outcome="changed", each_centi=900)
    assert both.code == "no_reason"
    assert [one.code for one in both.also] == ["bad_each"]
    same = refusal(people, pk, outcome="changed", reason="字" * 101)
    assert [same.code, *(one.code for one in same.also)] == ["too_long", "not_changed"]
    assert refusal(people, pk, outcome="refused").also == ()
