"""一并初评: the plain ones together, the members without anything, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import Assessment, AuditEvent, Matter, MemberMonth, Membership
from fenming.rules.terms import Refused
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 3, 9)


def batch(people: Cast, matters: list[int], members: list[int], **change: Any) -> int:
    plain = {
        "actor_id": people.han,
        "month_id": month_of(people).pk,
        "matter_ids": matters,
        "membership_ids": members,
        "key": key(),
        "now": NOW,
    }
    return assess_batch(**plain | change)


def standing() -> tuple[object, ...]:
    marked = MemberMonth.objects.exclude(assessed_at=None).count()
    states = tuple(Matter.objects.order_by("pk").values_list("state", flat=True))
    return Assessment.objects.count(), AuditEvent.objects.count(), marked, states


def refusal(people: Cast, matters: list[int], members: list[int], **change: Any) -> Refused:
    before = standing()
    with pytest.raises(Refused) as refused:
        batch(people, matters, members, **change)
    assert standing() == before
    return refused.value


def test_plain_matters_are_accepted_and_members_marked() -> None:
    people = cast()
    matters = [
        declared(people),
        declared(people, "he", item="DA5"),
        declared(people, item="J01", level="校", said="校优秀党员。", day=date(2026, 2, 20)),
    ]
    members = [people.m_zhou, people.m_he, people.m_jiang]
    assert batch(people, matters, members) == 3
    assert sorted(Assessment.objects.values_list("outcome", "points_centi", "round")) == [
        ("accepted", 100, 1),
        ("accepted", 100, 1),
        ("accepted", 200, 1),
    ]
    marked = MemberMonth.objects.filter(assessed_by_id=people.han).order_by("membership_id")
    assert [row.membership_id for row in marked] == sorted(members)
    assert MemberMonth.objects.get(membership_id=people.m_jiang).kind == "none"
    event = AuditEvent.objects.get(verb="assess_batch")
    assert (event.subject, event.subject_id) == ("month", month_of(people).pk)
    assert month_of(people).assessed_at is None
    assert first_broken_event(branch_id=people.branch_id) is None


def test_when_everyone_is_marked_the_month_is_assessed() -> None:
    people = cast()
    everyone = Membership.objects.filter(branch_id=people.branch_id)
    batch(people, [], [one.pk for one in everyone if one.pk != people.m_han])
    assert month_of(people).assessed_at is None
    batch(people, [], [people.m_han], actor_id=people.shen)
    assert month_of(people).assessed_at == NOW
    assert AuditEvent.objects.filter(subject="month", detail='{"members":7}').count() == 1


def test_before_the_last_day_to_declare_matters_but_no_members() -> None:
    people = cast()
    pk = declared(people)
    early = at(2026, 3, 5)
    refused = refusal(people, [pk], [people.m_zhou], now=early)
    assert refused.code == "not_due"
    assert "2月的申报到3月5日止" in refused.sentence
    assert batch(people, [pk], [], now=early) == 1
    assert not MemberMonth.objects.exclude(assessed_at=None).exists()
    batch(people, [], [people.m_zhou], now=at(2026, 3, 6))
    assert MemberMonth.objects.get(membership_id=people.m_zhou).assessed_by_id == people.han


def test_what_is_not_plain_stops_the_whole_batch_by_name() -> None:
    people = cast()
    plain = declared(people, "he", item="DA5")
    ranged = declared(people, item="DT3", each_centi=200, day=date(2026, 2, 3))
    twin, other = declared(people), declared(people, said="另一场试讲。")
    (minus,) = late_to_meeting(people, people.m_jiang)
    for pk, words in (
        (ranged, "周予安的“教研科研”（2月3日）要单独看：分值有幅度"),
        (twin, "疑似与2月的另一件为同一件事"),
        (other, "疑似与2月的另一件为同一件事"),
        (minus, "蒋雨桐的“迟到早退”（2月11日）要单独看：记录要扣分，本人没有答复"),
    ):
        refused = refusal(people, [plain, pk], [])
        assert refused.code == "stale"
        assert words in refused.sentence
        assert "一件也没有保存" in refused.sentence


def test_the_same_achievement_in_two_months_is_looked_at() -> None:
    people = cast()
    first = declared(people, item="J02", level="校", achievement="师范生技能赛", day=date(2026, 2, 3))
    declared(
        people,
        item="J01",
        level="校",
        achievement="师范生技能赛",
        day=date(2026, 3, 1),
        month_id=month_of(people, 3).pk,
    )
    assert "疑似与3月的另一件为同一成果" in refusal(people, [first], []).sentence


def test_what_came_back_is_looked_at_again() -> None:
    people = cast()
    pk = declared(people)
    assess(
        actor_id=people.han, matter_id=pk, outcome="returned", reason="请补记录。", seen_round=0, key=key(), now=NOW
    )  # fmt: skip
    assert "刚由韩若水初评" in refusal(people, [pk], []).sentence
    Matter.objects.filter(pk=pk).update(state="declared")
    assert "退回后重新提交" in refusal(people, [pk], []).sentence


def test_an_own_matter_or_month_stops_the_batch() -> None:
    people = cast()
    pk = declared(people, "han")
    for matters, members in (([pk], []), ([], [people.m_han])):
        refused = refusal(people, matters, members)
        assert refused.code == "forbidden"
        assert "其中有本人事项" in refused.sentence


def test_what_changed_meanwhile_is_named() -> None:
    people = cast()
    pk = declared(people)
    refused = refusal(people, [], [people.m_zhou])
    assert (refused.code, "周予安还有别的事项没有初评" in refused.sentence) == ("stale", True)
    batch(people, [pk], [people.m_zhou], actor_id=people.shen)
    refused = refusal(people, [pk], [people.m_zhou])
    assert "周予安的“教书育人、指导学生”（2月11日）刚由沈知行初评" in refused.sentence
    refused = refusal(people, [], [people.m_zhou])
    assert "周予安本月刚由沈知行初评" in refused.sentence
    # together with one still to be marked it is no matter that another was marked before
    batch(people, [], [people.m_zhou, people.m_he])
    assert MemberMonth.objects.get(membership_id=people.m_zhou).assessed_by_id == people.shen


def test_a_matter_taken_back_meanwhile_is_named() -> None:
    people = cast()
    pk = declared(people)
    withdraw(actor_id=people.zhou, matter_id=pk, key=key(), now=at(2026, 3, 8))
    refused = refusal(people, [pk], [])
    assert (refused.code, "周予安刚撤回了2月11日的一件" in refused.sentence) == ("stale", True)


def test_nothing_listed_no_office_and_what_lies_elsewhere() -> None:
    people = cast()
    pk = declared(people)
    march = declared(people, month_id=month_of(people, 3).pk, day=date(2026, 3, 1), said="三月的一件。")
    assert refusal(people, [], []).code == "nothing_listed"
    assert "一并初评由支部委员" in refusal(people, [pk], [], actor_id=people.xu).sentence
    for matters, members, actor in (
        ([march], [], people.han),
        ([10**9], [], people.han),
        ([], [people.m_deng], people.han),
        ([pk], [], people.deng),
    ):
        before = standing()
        with pytest.raises(NotFound):
            batch(people, matters, members, actor_id=actor)
        assert standing() == before


def test_a_second_key_does_nothing() -> None:
    people = cast()
    pk, used = declared(people), key()
    batch(people, [pk], [], key=used)
    before = standing()
    with pytest.raises(AlreadyDone):
        batch(people, [pk], [], key=used)
    assert standing() == before
