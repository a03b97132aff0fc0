"""申报: what a member may declare, in which month, and what each refusal says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.declare import declare
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Matter, MemberMonth, Membership, Month, PersonalText, Posting
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SAID = "在文学馆指导 4 名师范生试讲并点评，两课时。"


def month_of(people: Cast, number: int, *, branch_id: int | None = None) -> Month:
    return Month.objects.get(branch_id=branch_id or people.branch_id, number=number, start__year=2026)


def assessed(people: Cast, number: int) -> None:
    """The month as the assessors leave it; how they do that is tested with them."""
    Month.objects.filter(pk=month_of(people, number).pk).update(assessed_at=at(2026, number + 1, 9))


def said_by_zhou(people: Cast, **change: Any) -> dict[str, Any]:
    plain = {
        "actor_id": people.zhou,
        "month_id": month_of(people, 2).pk,
        "item": "DT2",
        "day": date(2026, 2, 11),
        "said": SAID,
        "key": key(),
        "now": at(2026, 2, 20),
    }
    return plain | change


def refusal(people: Cast, **change: Any) -> Refused:
    """Declare in vain: the refusal, after making sure that nothing was written."""
    before = (
        Matter.objects.count(),
        MemberMonth.objects.count(),
        AuditEvent.objects.count(),
        PersonalText.objects.count(),
    )
    with pytest.raises(Refused) as refused:
        declare(**said_by_zhou(people, **change))
    after = (
        Matter.objects.count(),
        MemberMonth.objects.count(),
        AuditEvent.objects.count(),
        PersonalText.objects.count(),
    )
    assert after == before
    return refused.value


def test_a_declared_matter_carries_what_was_claimed() -> None:
    people = cast()
    matter = Matter.objects.get(pk=declare(**said_by_zhou(people, quantity=2)))
    assert (matter.state, matter.origin, matter.claimed_centi, matter.number) == (
        "declared",
        "declared",
        200,
        1,
    )
    assert (matter.membership_id, matter.month.number, matter.quarter.number) == (people.m_zhou, 2, 1)
    assert matter.said.text == SAID
    assert (matter.shown_on, matter.reply_by, matter.late) == (None, None, False)
    row = MemberMonth.objects.get(membership_id=people.m_zhou, month=matter.month)
    assert (row.kind, row.late) == ("declared", False)
    event = AuditEvent.objects.filter(verb="declare").get()
    assert (event.subject, event.subject_id, event.actor_id) == ("matter", matter.pk, people.zhou)
    assert SAID not in event.detail
    assert first_broken_event(branch_id=people.branch_id) is None


def test_levels_and_ranges_decide_the_points_and_numbers_go_on() -> None:
    people = cast()
    first = Matter.objects.get(
        pk=declare(**said_by_zhou(people, item="J01", level="校", achievement="优秀教师"))
    )
    second = Matter.objects.get(pk=declare(**said_by_zhou(people, item="DT3", each_centi=150)))
    assert (first.claimed_centi, first.achievement, first.number) == (200, "优秀教师", 1)
    assert (second.claimed_centi, second.each_centi, second.number) == (150, 150, 2)


def test_after_the_fifth_of_the_next_month_it_is_taken_and_marked_late() -> None:
    people = cast()
    in_time = declare(**said_by_zhou(people, now=at(2026, 3, 5)))
    late = declare(**said_by_zhou(people, now=at(2026, 3, 6), said="补报：另一次指导。"))
    assert [Matter.objects.get(pk=pk).late for pk in (in_time, late)] == [False, True]


def test_a_fact_of_an_assessed_month_goes_to_the_open_one_with_its_own_day() -> None:
    people = cast()
    assessed(people, 1)
    matter = Matter.objects.get(pk=declare(**said_by_zhou(people, day=date(2026, 1, 20))))
    assert (matter.month.number, matter.day) == (2, date(2026, 1, 20))


def test_an_assessed_month_says_where_to_declare_now() -> None:
    people = cast()
    assessed(people, 1)
    refused = refusal(people, month_id=month_of(people, 1).pk, day=date(2026, 1, 20))
    assert refused.code == "month_assessed"
    assert "请报在2月里，日期照实填发生的那一天" in refused.sentence


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            {"day": date(2026, 3, 2), "now": at(2026, 3, 3)},
            "other_month",
            "属于3月。报2月的事项，请填2月1日至2月28日",
        ),
        ({"day": date(2026, 1, 20)}, "other_month", "日期是1月20日，属于1月"),
        ({"day": date(2026, 2, 21)}, "future_day", "2026年2月21日还没有到"),
        ({"day": date(2025, 12, 30)}, "bad_day", "不在2026年度"),
        ({"item": "DA1"}, "bad_item", "只用于行政教辅"),
        ({"item": "B03"}, "bad_item", "基础分项目"),
        ({"item": "XX"}, "bad_item", "没有这个项目"),
        ({"item": "K03"}, "not_declarable", "由支部核实记录，不由本人申报"),
        ({"item": "V1"}, "not_declarable", "由支部核实记录"),
        ({"item": "DT3", "each_centi": 350}, "bad_each", "每次 1 至 3 分，3.5 分不在其中"),
        ({"item": "DT3"}, "bad_each", "还没有填分值"),
        ({"each_centi": 100}, "bad_each", "请把分值留空"),
        ({"item": "J01", "level": "国家级"}, "bad_level", "没有“国家级”这一级"),
        ({"item": "J01"}, "bad_level", "还没有填级别"),
        ({"quantity": 0}, "bad_quantity", "不小于 1"),
        ({"quantity": 100}, "bad_quantity", "至多填 99 次"),
        ({"said": " \u200b\n"}, "nothing_said", "还没有写做了什么"),
        ({"item": "J03", "each_centi": 100, "said": ""}, "bad_said", "要写明事由"),
        ({"said": "好" * 61}, "too_long", "60 字以内，现在是 61 字"),
        ({"achievement": "奖" * 61, "item": "J01", "level": "校"}, "too_long", "成果名称"),
    ],
)
def test_what_cannot_be_declared_is_said_in_words(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    refused = refusal(people, **change)
    assert refused.code == code
    assert words in refused.sentence


def test_several_faults_are_said_at_once() -> None:
    people = cast()
    refused = refusal(people, day=date(2026, 1, 20), said="")
    assert "属于1月" in refused.sentence
    assert "还没有写做了什么" in refused.sentence


def test_a_day_before_joining_is_refused() -> None:
    people = cast()
    Membership.objects.filter(pk=people.m_zhou).update(since=date(2026, 2, 15))
    assert "早于加入日期2026年2月15日" in refusal(people).sentence


def test_a_probationary_member_uses_the_list_of_its_own() -> None:
    people = cast()
    refused = refusal(people, actor_id=people.jiang)
    assert refused.code == "bad_item"
    assert "适用的是预备党员的项目清单" in refused.sentence


def test_a_month_that_has_not_begun_is_refused() -> None:
    people = cast()
    refused = refusal(people, month_id=month_of(people, 3).pk, day=date(2026, 3, 1))
    assert refused.code == "wrong_state"
    assert "尚未开始" in refused.sentence


def test_an_exact_repeat_is_refused_until_the_first_is_withdrawn() -> None:
    people = cast()
    first = declare(**said_by_zhou(people))
    refused = refusal(people, said=f"  {SAID}")
    assert refused.code == "repeat"
    assert "事项号 2026-02-001，现在是“已申报”" in refused.sentence
    withdraw(actor_id=people.zhou, matter_id=first, key=key(), now=at(2026, 2, 20))
    assert declare(**said_by_zhou(people)) != first


def test_another_sentence_on_the_same_day_is_another_matter() -> None:
    people = cast()
    assert declare(**said_by_zhou(people)) != declare(**said_by_zhou(people, said="晚上又指导了一组。"))


def test_another_branchs_month_is_not_found() -> None:
    people = cast()
    other = month_of(people, 2, branch_id=people.other_branch_id)
    with pytest.raises(NotFound):
        declare(**said_by_zhou(people, month_id=other.pk))
    with pytest.raises(NotFound):
        declare(**said_by_zhou(people, month_id=10**12))


def test_an_officer_of_the_superior_is_no_member_here() -> None:
    people = cast()
    assert refusal(people, actor_id=people.gao).code == "forbidden"


def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    form = said_by_zhou(people)
    declare(**form)
    with pytest.raises(AlreadyDone):
        declare(**form)
    assert Matter.objects.count() == 1


def test_a_quarter_already_posted_sends_the_matter_to_the_next_one() -> None:
    people = cast()
    month = month_of(people, 2)
    Posting.objects.create(
        branch_id=people.branch_id, quarter=month.quarter, code="X", first_day=date(2026, 3, 2),
        last_day=date(2026, 3, 6), objection_until=date(2026, 3, 13), ledger_seq=0, head_hash="0" * 64,
        sheet="{}", digest="0" * 64, posted_by_id=people.lin, posted_at=at(2026, 3, 2),
    )  # fmt: skip
    matter = Matter.objects.get(pk=declare(**said_by_zhou(people)))
    assert (matter.month.number, matter.quarter.number) == (2, 2)
