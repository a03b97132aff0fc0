"""登记: one fact, a matter for each member, all of them or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions import AlreadyDone
from fenming.actions.record import Recorded, record
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Fact, Matter, Month
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def by_xu(people: Cast, **change: Any) -> dict[str, Any]:
    plain = {
        "actor_id": people.xu,
        "branch_id": people.branch_id,
        "item": "K03",
        "day": date(2026, 2, 11),
        "membership_ids": [people.m_he, people.m_zhou],
        "what": "主题党日迟到二十分钟。",
        "key": key(),
        "now": at(2026, 2, 12),
    }
    return plain | change


def recorded(people: Cast, **change: Any) -> tuple[Recorded, list[Matter]]:
    result = record(**by_xu(people, **change))
    return result, [Matter.objects.get(pk=pk) for pk in result.matter_ids]


def refusal(people: Cast, **change: Any) -> Refused:
    before = Fact.objects.count(), Matter.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        record(**by_xu(people, **change))
    assert (Fact.objects.count(), Matter.objects.count(), AuditEvent.objects.count()) == before
    return refused.value


def test_one_fact_gives_each_member_a_matter_in_roster_order() -> None:
    people = cast()
    result, matters = recorded(people)
    assert [matter.membership_id for matter in matters] == [people.m_zhou, people.m_he]
    assert {(matter.fact_id, matter.origin, matter.state) for matter in matters} == {
        (result.fact_id, "recorded", "declared")
    }
    assert [matter.number for matter in matters] == [1, 2]
    fact = Fact.objects.get(pk=result.fact_id)
    assert (fact.what.text, fact.recorder_id) == ("主题党日迟到二十分钟。", people.xu)
    assert AuditEvent.objects.get(verb="record").subject_id == result.fact_id


def test_minus_points_are_shown_with_five_working_days_to_reply() -> None:
    people = cast()
    _, matters = recorded(people)
    # 12 February 2026 is a Thursday; the Spring Festival lies in between: Saturday the 14th is worked,
    # and after the holidays the 24th to the 26th are.
    assert {(one.claimed_centi, one.shown_on, one.reply_by) for one in matters} == {
        (-50, date(2026, 2, 12), date(2026, 2, 26))
    }


def test_plus_points_ask_for_no_reply() -> None:
    people = cast()
    _, (matter,) = recorded(people, item="J05", membership_ids=[people.m_zhou], quantity=2)
    assert (matter.claimed_centi, matter.shown_on, matter.reply_by) == (200, None, None)


def test_a_fact_of_an_assessed_month_goes_to_the_open_one() -> None:
    people = cast()
    Month.objects.filter(branch_id=people.branch_id, number=1).update(assessed_at=at(2026, 2, 9))
    _, matters = recorded(people, day=date(2026, 1, 14))
    assert {(one.month.number, one.day) for one in matters} == {(2, date(2026, 1, 14))}


def test_a_fact_of_a_month_still_open_stays_there() -> None:
    people = cast()
    _, matters = recorded(people, day=date(2026, 1, 14))
    assert {one.month.number for one in matters} == {1}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"membership_ids": []}, "no_members", "请至少勾选一名"),
        ({"item": "V1"}, "not_recordable", "一票否决"),
        ({"item": "B02"}, "bad_item", "请记相应的扣分项目"),
        ({"day": date(2026, 2, 13)}, "future_day", "还没有到"),
        ({"day": date(2025, 12, 31)}, "no_year", "2025年12月31日不在"),
        ({"what": " "}, "bad_said", "扣分要写明事由"),
        ({"item": "K12", "level": "严重"}, "bad_level", "没有“严重”这一级"),
        ({"item": "DT2"}, "bad_item", "何苗："),
        ({"quantity": 0}, "bad_quantity", "不小于 1"),
        ({"each_centi": 50}, "bad_each", "请把分值留空"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nobody_is_entered(
    change: dict[str, Any], code: str, words: str
) -> None:
    people = cast()
    refused = refusal(people, **change)
    assert refused.code == code
    assert words in refused.sentence


def test_a_repeat_names_those_it_concerns() -> None:
    people = cast()
    recorded(people, membership_ids=[people.m_zhou])
    refused = refusal(people)
    assert refused.code == "repeat"
    assert "周予安：同一件事已经登记过，事项号 2026-02-001" in refused.sentence
    assert "何苗" not in refused.sentence


def test_everyone_failing_alike_is_not_listed_by_name() -> None:
    people = cast()
    assert "何苗" not in refusal(people, what="").sentence


def test_only_the_recorder_records_and_only_in_the_own_branch() -> None:
    people = cast()
    assert refusal(people, actor_id=people.han).code == "forbidden"
    with pytest.raises(NotFound):
        record(**by_xu(people, actor_id=people.deng))
    with pytest.raises(NotFound):
        record(**by_xu(people, membership_ids=[people.m_zhou, people.m_deng]))
    assert not Fact.objects.exists()


def test_more_members_cost_no_more_queries() -> None:
    people = cast()
    counts = []
    for day, ids in (
        (2, [people.m_zhou]),
        (3, [people.m_zhou, people.m_he, people.m_han, people.m_shen, people.m_lin]),
    ):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            record(**by_xu(people, day=date(2026, 2, day), membership_ids=ids))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    form = by_xu(people)
    record(**form)
    with pytest.raises(AlreadyDone):
        record(**form)
    assert Fact.objects.count() == 1
