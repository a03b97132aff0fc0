"""三项分数: claimed, assessed and determined under the limits, and what can still be gained."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.declare import declare
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.queries.figures import Figures, MatterFigures, figures_of, matters_of
from fenming.queries.own_year import members_with_standings
from fenming.queries.room import Room, room_of
from fenming.queries.scores import booked, span_of, standard_of, version_on
from fenming.records.models import Membership, Month, Year
from tests.actions._walk import determine, locked, posted
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 4, 20)


def year(people: Cast) -> Year:
    return Year.objects.get(branch_id=people.branch_id)


def figures(people: Cast, membership_id: int, today: date = TODAY) -> tuple[Figures, Room]:
    the_year = year(people)
    standard = standard_of(version_on(branch_id=people.branch_id, day=the_year.end))
    ((_, member),) = members_with_standings(
        branch_id=people.branch_id, year=the_year, membership_id=membership_id
    )
    found = figures_of(
        standard=standard,
        member=member,
        year=the_year,
        ledger=booked(branch_id=people.branch_id, year=the_year, membership_id=membership_id),
        matters=matters_of(membership_id=membership_id, year=the_year),
        today=today,
    )
    room = room_of(standard=standard, member=member, year=span_of(the_year), figures=found, today=today)
    return found, room


def matters(people: Cast, membership_id: int) -> dict[str, MatterFigures]:
    return {one.item: one for one in matters_of(membership_id=membership_id, year=year(people))}


def declared(people: Cast, item: str, day: date) -> int:
    month = Month.objects.get(branch_id=people.branch_id, number=day.month)
    return declare(
        actor_id=people.zhou,
        month_id=month.pk,
        item=item,
        day=day,
        said="做了一件事。",
        key=key(),
        now=at(2026, 4, 20),
    )


def late(people: Cast) -> int:
    recorded = record(
        actor_id=people.xu,
        branch_id=people.branch_id,
        item="K03",
        day=date(2026, 4, 16),
        membership_ids=[people.m_zhou],
        what="主题党日迟到 15 分钟。",
        key=key(),
        now=at(2026, 4, 17),
    )
    return recorded.matter_ids[0]


def test_nothing_yet_is_the_base_and_everything_is_still_open() -> None:
    people = cast()
    found, room = figures(people, people.m_zhou)
    assert found.determined.total_centi == found.with_all.total_centi == 6000
    assert (found.assessed.total_centi, found.claimed.total_centi) == (0, 0)
    assert room.duty_centi == 2500
    duty = {item: room.by_item[item] for item in ("DT1", "DT2", "DT3", "DT4", "DT5")}
    assert duty == {"DT1": 600, "DT2": 500, "DT3": 500, "DT4": 400, "DT5": 500}
    assert (room.by_item["J01"], room.by_item["J06"]) == (800, 200)
    assert "DA1" not in room.by_item


def test_the_three_figures_stand_on_each_other_and_say_what_all_together_would_be() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    matter_of(people, people.m_zhou, "J05", date(2026, 3, 21))
    determine(people, 1)
    matter_of(
        people,
        people.m_zhou,
        "DT3",
        date(2026, 4, 2),
        each_centi=300,
        assessed={"each_centi": 200},
        outcome="changed",
    )
    declared(people, "DT2", date(2026, 4, 10))
    found, _ = figures(people, people.m_zhou)
    assert found.determined.total_centi == 6200
    assert (found.assessed.duty_centi, found.assessed.total_centi) == (200, 200)
    assert (found.claimed.duty_centi, found.claimed.total_centi) == (100, 100)
    assert found.with_all.total_centi == 6500


def test_what_a_limit_cuts_is_not_promised() -> None:
    people = cast()
    for day in range(1, 6):
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    matter_of(people, people.m_zhou, "DT5", date(2026, 3, 9))
    declared(people, "DT5", date(2026, 4, 10))
    declared(people, "DT4", date(2026, 4, 11))
    found, room = figures(people, people.m_zhou)
    assert found.assessed.duty_centi == 500  # six times assessed, five points at most a year
    assert found.claimed.duty_centi == 100
    assert found.with_all.total_centi == 6600
    assert (room.by_item["DT5"], room.by_item["DT4"], room.duty_centi) == (0, 300, 1900)


def test_a_used_period_is_not_still_open_but_an_earlier_unused_one_is() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT1", date(2026, 3, 10))
    matter_of(people, people.m_zhou, "DT4", date(2026, 5, 12))
    _, room = figures(people, people.m_zhou, date(2026, 9, 1))
    assert (room.by_item["DT1"], room.by_item["DT4"]) == (300, 300)


def test_only_periods_on_the_roster_can_still_be_used() -> None:
    people = cast()
    Membership.objects.filter(pk=people.m_zhou).update(since=date(2026, 7, 15))
    _, room = figures(people, people.m_zhou, date(2026, 9, 1))
    assert room.by_item["DT4"] == 200  # third and fourth quarter
    assert room.by_item["DT1"] == 600  # July is the first semester's last month


def test_a_probationary_member_has_the_list_of_probationary_members() -> None:
    people = cast()
    _, room = figures(people, people.m_jiang)
    assert (room.by_item["DP1"], room.by_item["DP2"], room.duty_centi) == (800, 600, 2500)
    assert "DT1" not in room.by_item
    assert "J02" not in room.by_item


def test_duty_room_ends_with_the_limit_of_all_duty_points() -> None:
    people = cast()
    for day in range(1, 6):
        matter_of(people, people.m_zhou, "DT2", date(2026, 2, day))
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    for begun in (date(2026, 2, 10), date(2026, 8, 20)):
        matter_of(people, people.m_zhou, "DT1", begun)
    matter_of(people, people.m_zhou, "DT3", date(2026, 3, 15), each_centi=300)
    matter_of(people, people.m_zhou, "DT3", date(2026, 3, 16), each_centi=200)
    found, room = figures(people, people.m_zhou)
    assert found.assessed.duty_centi == 2100
    assert room.duty_centi == 400
    assert room.by_item["DT4"] == 400
    assert room.by_item["DT3"] == 0


def test_a_minus_to_be_answered_is_in_no_figure_until_the_days_are_over_or_it_is_answered() -> None:
    people = cast()
    matter_id = late(people)
    found, _ = figures(people, people.m_zhou)
    assert [one.id for one in found.unheard] == [matter_id]
    assert found.with_all.total_centi == 6000
    assert matters(people, people.m_zhou)["K03"].state_word(TODAY) == "待您答复"
    expired, _ = figures(people, people.m_zhou, date(2026, 5, 20))
    assert (expired.unheard, expired.claimed.deduction_centi, expired.with_all.total_centi) == ((), -50, 5950)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 4, 20, 11))
    answered, _ = figures(people, people.m_zhou)
    assert (answered.unheard, answered.claimed.total_centi) == ((), -50)
    assert matters(people, people.m_zhou)["K03"].state_word(TODAY) == "已申报"


def test_states_are_read_from_meeting_posting_and_lock() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    matter_of(
        people,
        people.m_zhou,
        "DT3",
        date(2026, 3, 21),
        each_centi=300,
        assessed={"each_centi": 200},
        outcome="changed",
    )
    before = matters(people, people.m_zhou)
    assert before["DT4"].state_word(TODAY) == "已初评"
    assert before["DT3"].state_word(TODAY) == "已初评，有改动"
    assert (before["DT3"].claimed_centi, before["DT3"].assessed_centi, before["DT3"].determined_centi) == (
        300,
        200,
        None,
    )
    assert before["DT3"].assessed is not None
    assert before["DT3"].assessed.reason == "按同类事项"
    determine(people, 1)
    assert matters(people, people.m_zhou)["DT3"].determined_centi == 200
    assert matters(people, people.m_zhou)["DT4"].state_word(TODAY) == "已评定"
    posted(people, 1)
    posted_one = matters(people, people.m_zhou)["DT4"]
    assert posted_one.state_word(date(2026, 4, 2)) == "公示中"
    assert posted_one.state_word(TODAY) == "公示期满"


def test_a_locked_quarter_locks_its_matters() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    determine(people, 1)
    locked(people, 1)
    assert matters(people, people.m_zhou)["DT4"].state_word(TODAY) == "已锁定"
