"""首页: which duties wait for whom, by when, and what is awaited when none does."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.call_meeting import call_meeting
from fenming.actions.nothing_new import nothing_new
from fenming.actions.settle import settle
from fenming.queries.home import Home, home_of
from fenming.records.models import Month, Year
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.actions._walk import all_locked, determine, posted, quarter
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key
from tests.queries.scene import more_members, viewer
from tests.telling import sign_and_announce

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARCH_3 = date(2026, 3, 3)


def home(people: Cast, name: str, on: date) -> Home:
    return home_of(viewer=viewer(people, name, on), on=on)


def kinds(people: Cast, name: str, on: date) -> list[tuple[str, int, date | None]]:
    return [(duty.kind, duty.number, duty.due) for duty in home(people, name, on).duties]


def all_assessed(people: Cast, *numbers: int) -> None:
    """These months as the assessors leave them; how they do that is tested with them."""
    Month.objects.filter(branch_id=people.branch_id, number__in=numbers).update(assessed_at=at(2026, 4, 9))


def test_a_month_that_is_over_is_to_be_declared_by_the_fifth() -> None:
    people = cast()
    all_assessed(people, 1)
    assert kinds(people, "zhou", date(2026, 2, 28)) == []
    assert kinds(people, "zhou", MARCH_3) == [("declare", 2, date(2026, 3, 5))]


@pytest.mark.parametrize("how", ["declared", "nothing_new", "assessed"])
def test_declaring_is_done_once_something_or_nothing_was_said_or_the_month_is_assessed(how: str) -> None:
    people = cast()
    all_assessed(people, 1)
    if how == "declared":
        declared(people)
    elif how == "nothing_new":
        nothing_new(actor_id=people.zhou, month_id=month_of(people).pk, key=key(), now=at(2026, 3, 2))
    else:
        all_assessed(people, 2)
    assert kinds(people, "zhou", MARCH_3) == []
    awaited = home(people, "zhou", MARCH_3).awaited
    assert awaited is not None
    assert (awaited.month, awaited.state, awaited.next_due) == (2, how, date(2026, 4, 5))


def test_several_open_months_and_a_minus_stand_in_order_of_their_last_day() -> None:
    people = cast()
    late_to_meeting(people)
    assert kinds(people, "zhou", date(2026, 2, 16)) == [
        ("declare", 1, date(2026, 2, 5)),
        ("reply", 2, date(2026, 2, 26)),
    ]
    assert kinds(people, "he", date(2026, 2, 16)) == [("declare", 1, date(2026, 2, 5))]
    assert [kind for kind, _, _ in kinds(people, "zhou", date(2026, 2, 27))] == ["declare"]


def test_what_came_back_is_to_be_completed_before_the_next_assessment() -> None:
    people = cast()
    all_assessed(people, 1)
    matter_id = declared(people)
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="returned", reason="请补指导记录", seen_round=0,
        key=key(), now=at(2026, 3, 10),
    )  # fmt: skip
    (duty,) = home(people, "zhou", date(2026, 3, 11)).duties
    assert (duty.kind, duty.target, duty.due) == ("complete", matter_id, date(2026, 4, 5))
    assert home(people, "zhou", date(2026, 4, 2)).duties[1].due == date(2026, 4, 5)
    assert duty.matter is not None
    assert duty.matter.assessed is not None
    assert duty.matter.assessed.reason == "请补指导记录"


def test_the_committee_assesses_when_all_have_spoken_or_the_fifth_is_past() -> None:
    people = cast()
    all_assessed(people, 1)
    declared(people)
    assert [kind for kind, _, _ in kinds(people, "han", date(2026, 3, 5))] == ["declare"]
    duty = home(people, "han", date(2026, 3, 6)).duties[1]
    assert (duty.kind, duty.target, duty.due) == ("assess", month_of(people).pk, date(2026, 3, 31))
    assert (duty.waiting, duty.matters, duty.silent) == (6, 1, 5)  # her own month is for another
    for name in ("lin", "xu", "han", "shen", "he", "jiang"):
        nothing_new(
            actor_id=getattr(people, name), month_id=month_of(people).pk, key=key(), now=at(2026, 3, 2)
        )
    assert [(one.kind, one.silent) for one in home(people, "han", MARCH_3).duties] == [("assess", 0)]
    assert home(people, "zhou", MARCH_3).duties == ()


def test_nobody_is_sent_to_a_desk_where_only_the_own_month_is_left() -> None:
    people = cast()
    all_assessed(people, 1)
    others = [people.m_lin, people.m_xu, people.m_shen, people.m_zhou, people.m_he, people.m_jiang]
    assess_batch(
        actor_id=people.han, month_id=month_of(people).pk, matter_ids=[], membership_ids=others,
        key=key(), now=at(2026, 3, 10),
    )  # fmt: skip
    assert "assess" not in [kind for kind, _, _ in kinds(people, "han", date(2026, 3, 11))]
    left = [one for one in home(people, "shen", date(2026, 3, 11)).duties if one.kind == "assess"]
    assert [one.waiting for one in left] == [1]


def test_the_secretary_calls_holds_and_posts_one_after_the_other() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    all_assessed(people, 1, 2)
    day = date(2026, 4, 9)
    assert "call_meeting" not in [kind for kind, _, _ in kinds(people, "lin", day)]
    all_assessed(people, 3)
    assert kinds(people, "lin", day) == [("call_meeting", 1, date(2026, 4, 30))]
    assert kinds(people, "zhou", day) == []
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=quarter(people).pk, held_on=date(2026, 4, 15), place="", key=key(),
        now=at(2026, 4, 9),
    )  # fmt: skip
    (duty,) = home(people, "lin", day).duties
    assert (duty.kind, duty.target, duty.due, duty.running) == (
        "hold_meeting",
        meeting_id,
        date(2026, 4, 15),
        False,
    )


def test_a_determined_quarter_is_posted_and_a_posted_one_is_awaited() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    determine(people, 1)
    all_assessed(people, 1, 2, 3)
    assert kinds(people, "lin", date(2026, 4, 1)) == [("post", 1, None)]
    last_day = posted(people, 1).last_day
    assert kinds(people, "lin", date(2026, 4, 2)) == []
    awaited = home(people, "zhou", date(2026, 4, 2)).awaited
    assert awaited is not None
    assert (awaited.state, awaited.quarter, awaited.posted_until) == ("posted", 1, last_day)


def test_a_year_over_and_locked_is_settled_then_announced() -> None:
    people = cast()
    all_locked(people)
    all_assessed(people, *range(1, 13))
    day = date(2027, 1, 27)
    begun = ("confirm_year", 2027, None)
    assert kinds(people, "lin", day) == [begun, ("settle", 2026, None)]
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    settlement_id = settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 1, 27))
    assert kinds(people, "lin", day) == [begun, ("sign_off", 2026, None)]
    assert year_before(people, day) == (2026, None)
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 1, 28))
    assert kinds(people, "lin", date(2027, 1, 28)) == [begun, ("appraise", 2026, None)]
    assert year_before(people, date(2027, 1, 28)) == (2026, 6000)


def year_before(people: Cast, on: date) -> tuple[int, int | None]:
    points = home(people, "zhou", on).points
    assert points is not None
    assert points.year == 2027
    assert points.before is not None
    return points.before.number, points.before.total_centi


def test_a_year_that_is_over_stays_until_the_next_one_is_opened() -> None:
    people = cast()
    points = home(people, "zhou", date(2027, 1, 2)).points
    assert points is not None
    assert (points.year, points.is_over, points.before) == (2026, True, None)
    assert points.room is not None  # its months still take what was forgotten


def test_someone_on_no_roster_has_no_points_and_no_duties() -> None:
    people = cast()
    found = home(people, "gao", MARCH_3)
    assert (found.duties, found.points, found.awaited, found.is_member) == ((), None, None, False)


def test_the_latest_matters_are_one_s_own_and_at_most_six() -> None:
    people = cast()
    for day in range(1, 9):
        matter_of(people, people.m_zhou, "DT2", date(2026, 3, day))
    matter_of(people, people.m_he, "DA5", date(2026, 3, 9))
    points = home(people, "zhou", date(2026, 3, 20)).points
    assert points is not None
    assert [one.day.day for one in points.latest] == [8, 7, 6, 5, 4, 3]
    assert len(points.matters) == 8


def test_the_queries_do_not_grow_with_the_branch() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    matter_of(people, people.m_han, "DT4", date(2026, 3, 20))
    counts = []
    for more in (13, 180):
        for membership_id in more_members(people, more)[:20]:
            matter_of(people, membership_id, "DT2", date(2026, 3, 4))
        for name in ("zhou", "han"):
            looking = viewer(people, name, date(2026, 4, 8))
            home_of(viewer=looking, on=date(2026, 4, 8))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                home_of(viewer=looking, on=date(2026, 4, 8))
            counts.append(len(queries))
    assert counts == [5, 5, 5, 5]
