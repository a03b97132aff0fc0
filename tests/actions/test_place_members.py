"""划分党小组: all or none, one group at a time, from a day on, and the history stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.queries.groups import placed_on
from fenming.queries.roster import roster_page
from fenming.records.models import AuditEvent, Grouping
from tests.actions.group_scene import founded, grouped, with_group
from tests.actions.test_found_general_branch import refusal
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
IN_MAY = {"since": date(2026, 5, 1), "now": at(2026, 5, 1)}


def spans() -> list[tuple[Any, ...]]:
    rows = Grouping.objects.order_by("membership__roster_no", "since")
    return list(rows.values_list("membership__person__name", "group__name", "since", "until"))


def test_they_belong_to_one_at_a_time_and_the_history_stays() -> None:
    people, first = with_group()
    second = founded(people, name="第二党小组")
    assert grouped(people, first) == 2
    grouped(people, second, membership_ids=[people.m_he], **IN_MAY)
    assert spans() == [
        ("周予安", "第一党小组", date(2026, 3, 2), None),
        ("何苗", "第一党小组", date(2026, 3, 2), date(2026, 4, 30)),
        ("何苗", "第二党小组", date(2026, 5, 1), None),
    ]
    where = {one.name: one.group for one in placed_on(people.branch_id, on=date(2026, 5, 1))}
    assert (where["周予安"], where["何苗"], where["林曼青"]) == ("第一党小组", "第二党小组", "")
    grouped(people, None, membership_ids=[people.m_he], since=date(2026, 6, 1), now=at(2026, 6, 1))
    assert Grouping.objects.get(until=date(2026, 5, 31)).ended_by_id == people.lin
    assert AuditEvent.objects.filter(verb="place_members").count() == 3


def test_the_roster_may_show_one_group_alone() -> None:
    people, first = with_group()
    grouped(people, first)
    asked: dict[str, Any] = {
        "actor_id": people.zhou, "branch_id": people.branch_id, "roles": frozenset(), "on": date(2026, 3, 2)
    }  # fmt: skip
    page = roster_page(**asked, group_id=first)
    assert page.groups == ((first, "第一党小组"),)
    assert [one.name for one in page.members] == ["周予安", "何苗"]
    assert len(roster_page(**asked).members) > 2


def test_one_who_cannot_be_placed_keeps_all_where_they_were() -> None:
    people, first = with_group()
    grouped(people, first, membership_ids=[people.m_zhou])
    before = spans()
    for change, code, words in (
        ({}, "unchanged", "周予安现在就是这样划分的"),
        ({"group_id": None, "membership_ids": [people.m_zhou]}, "not_later", "上一次划分登记到2026年3月2日"),
        ({"membership_ids": []}, "nothing_chosen", "还没有选党员"),
        ({"membership_ids": [people.m_he], "since": date(2025, 1, 1)}, "not_a_choice", "没有这个党小组"),
        ({"group_id": people.other_branch_id, "membership_ids": [people.m_he]}, "not_a_choice", "没有这个党小组"),
        ({"membership_ids": [people.m_he], "resolution": " "}, "no_resolution", "依据"),
        ({"membership_ids": [people.m_he], "actor_id": people.xu}, "forbidden", ""),
    ):  # fmt: skip
        answer = refusal(lambda change=change: grouped(people, **{"group_id": first} | change))
        assert (answer.code, words in answer.sentence) == (code, True), answer
    with pytest.raises(NotFound):
        grouped(people, first, membership_ids=[people.m_he, people.m_deng])
    assert spans() == before


def test_the_same_form_twice_counts_once() -> None:
    people, first = with_group()
    once = key()
    grouped(people, first, key=once)
    with pytest.raises(AlreadyDone):
        grouped(people, None, key=once, **IN_MAY)
