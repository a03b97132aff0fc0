"""我的积分: every line with what it counts, the limits in sentences, and one's own place."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.statement import own_statement
from fenming.queries.statement_view import OwnStatement, StatedItem
from fenming.records.models import LedgerEntry, Month, PersonalText, Year
from fenming.rules.terms import Bucket
from tests.actions._walk import all_locked, determine
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key
from tests.queries.scene import more_members, viewer
from tests.side_tables import correction_of
from tests.telling import sign_and_announce

pytestmark = [pytest.mark.django_db, pytest.mark.database]

APRIL = date(2026, 4, 20)


def statement(people: Cast, name: str = "zhou", on: date = APRIL, year: int | None = None) -> OwnStatement:
    found = own_statement(viewer=viewer(people, name, on), year_number=year, on=on)
    assert found is not None
    return found


def item(view: OwnStatement, item_id: str) -> StatedItem:
    return next(one for one in view.items if one.item.id == item_id)


def reverse_last(people: Cast) -> None:
    """The counter-entry a later verb will write, straight into the tables; the chain is not what is tested here."""
    last = LedgerEntry.objects.latest("seq")
    text = PersonalText.objects.create(
        branch_id=people.branch_id, text="培训前已交请假单。", salt="s", digest="0" * 64
    )
    LedgerEntry.objects.create(
        branch_id=people.branch_id, seq=last.seq + 1, membership_id=last.membership_id, item=last.item,
        version=last.version, day=last.day, quarter=last.quarter, quantity=last.quantity,
        points_centi=-last.points_centi, kind="reversal", reverses=last, reason_code="clerical", text=text,
        correction=correction_of(people, last),
        recorded_at=at(2026, 4, 10), prev_hash=last.hash, hash="f" * 64,
    )  # fmt: skip


def test_every_duty_item_is_listed_and_says_what_it_still_brings() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    determine(people, 1)
    matter_of(people, people.m_zhou, "DT4", date(2026, 4, 10))
    view = statement(people)
    assert (view.name, view.status, view.post, view.year) == ("周予安", "正式党员", "教师岗", 2026)
    assert [one.item.id for one in view.in_bucket(Bucket.DUTY)] == ["DT1", "DT2", "DT3", "DT4", "DT5"]
    promise = item(view, "DT4")
    figures = (promise.claimed_centi, promise.assessed_centi, promise.determined_centi, promise.room_centi)
    assert figures == (None, 100, 100, 200)
    assert [(line.day.month, line.counted_centi) for line in promise.lines] == [(3, 100), (4, None)]
    assert item(view, "DT1").lines == ()


def test_a_line_cut_by_a_limit_counts_what_is_left_and_says_so() -> None:
    people = cast()
    for day in range(1, 7):
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    determine(people, 1)
    one = item(statement(people), "DT5")
    assert (one.determined_centi, one.room_centi) == (500, 0)
    assert [line.determined_centi for line in one.lines] == [100] * 6
    assert [line.counted_centi for line in one.lines] == [100] * 5 + [0]
    (sentence,) = one.lines[5].cuts
    assert sentence == ("您有 6 次，评定 6 分。本项全年至多 5 分，所以3月6日这一次计 0 分，仍列在这里。")


def test_a_deduction_is_below_zero_and_stands_under_its_own_heading() -> None:
    people = cast()
    matter_of(people, people.m_he, "K03", date(2026, 3, 5))
    determine(people, 1)
    view = statement(people, "he")
    one = item(view, "K03")
    assert (one.determined_centi, one.lines[0].counted_centi, one.room_centi) == (-50, -50, None)
    assert view.figures.determined.total_centi == 5950


def test_what_was_taken_back_stays_on_the_page_and_counts_nothing() -> None:
    people = cast()
    matter_of(people, people.m_he, "K07", date(2026, 3, 5))
    determine(people, 1)
    reverse_last(people)
    view = statement(people, "he")
    lines = item(view, "K07").lines
    assert [(line.is_reversal, line.determined_centi, line.counted_centi) for line in lines] == [
        (False, -100, 0),
        (True, 100, 0),
    ]
    assert lines[1].fact == "冲正：做了什么"
    assert lines[0].matter is not None
    assert lines[0].matter.state_word(APRIL) == "已冲正"
    assert view.figures.determined.total_centi == 6000


def test_one_s_own_place_is_among_all_and_says_who_shares_it() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    matter_of(people, people.m_han, "DT4", date(2026, 3, 20))
    matter_of(people, people.m_shen, "DT3", date(2026, 3, 20), each_centi=300)
    determine(people, 1)
    place = statement(people).place
    assert (place.announced, place.place, place.ranked, place.shared_with) == (False, 2, 7, 1)
    assert (place.total_centi, place.grade) == (6100, "")
    alone = statement(people, "shen").place
    assert (alone.place, alone.shared_with) == (1, 0)


def test_after_the_announcement_the_settled_result_is_told() -> None:
    people = cast()
    for day in range(1, 6):
        matter_of(people, people.m_zhou, "DT2", date(2026, 2, day))
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    all_locked(people)
    Month.objects.update(assessed_at=at(2027, 1, 9))
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    on = date(2027, 1, 28)
    settlement_id = settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 1, 27))
    assert not statement(people, on=on, year=2026).place.announced
    assert statement(people, on=on).announced_before is None
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 1, 28))
    view = statement(people, on=on, year=2026)
    place = view.place
    assert (place.announced, place.total_centi, place.place, place.grade) == (True, 7000, 1, "合格")
    assert view.room is None
    assert view.as_of == date(2026, 12, 31)
    assert statement(people, "jiang", on, 2026).place.grade == ""
    now = statement(people, on=on)
    assert (now.year, now.years, now.announced_before) == (2027, (2027, 2026), 2026)
    assert now.figures.determined.total_centi == 6000


def test_a_year_there_is_none_of_is_not_found() -> None:
    people = cast()
    with pytest.raises(NotFound):
        statement(people, year=2025)
    with pytest.raises(NotFound):
        statement(people, year=2027)
    assert statement(people, year=2026).years == (2026,)


def test_someone_on_no_roster_has_no_statement() -> None:
    people = cast()
    assert own_statement(viewer=viewer(people, "gao", APRIL), year_number=None, on=APRIL) is None


def test_another_branch_s_members_are_neither_counted_nor_ranked() -> None:
    people = cast()
    place = statement(people, "deng").place
    assert (place.ranked, place.place, place.shared_with) == (1, 1, 0)


def test_the_queries_do_not_grow_with_the_branch() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    determine(people, 1)
    counts = []
    for more in (13, 180):
        more_members(people, more)
        looking = viewer(people, "zhou", APRIL)
        own_statement(viewer=looking, year_number=None, on=APRIL)
        with CaptureQueriesContext(connection) as queries:
            found = own_statement(viewer=looking, year_number=None, on=APRIL)
        assert found is not None
        counts.append((len(queries), found.place.ranked))
    assert counts == [(5, 20), (5, 200)]
