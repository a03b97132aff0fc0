"""The days of an appeal over holidays with made-up working days, and over a branch's vacation (A23, A12, A18)."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.add_pause import add_pause
from fenming.actions.ask_record import ask_record
from fenming.queries.appealing import Which, ground_of
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Appeal, Finding, RecordRequest
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import appealed
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATE = "在外地，才看到公示单。"


@pytest.mark.parametrize(
    ("start", "record", "appeal", "decision"),
    [
        # Spring Festival 28 January to 4 February; 26 January and 8 February are worked
        (date(2025, 1, 24), date(2025, 2, 7), date(2025, 2, 13), date(2025, 2, 27)),
        # 1 to 5 May; 27 April is worked
        (date(2025, 4, 25), date(2025, 5, 6), date(2025, 5, 13), date(2025, 5, 27)),
        # National Day 1 to 8 October; 28 September and 11 October are worked
        (date(2025, 9, 19), date(2025, 9, 26), date(2025, 10, 10), date(2025, 10, 23)),
        (date(2025, 9, 30), date(2025, 10, 14), date(2025, 10, 21), date(2025, 11, 4)),
        # New Year 1 to 3 January; Sunday the 4th is worked
        (date(2025, 12, 25), date(2026, 1, 4), date(2026, 1, 9), date(2026, 1, 23)),
        # Spring Festival 15 to 23 February; 14 and 28 February are worked
        (date(2026, 2, 10), date(2026, 2, 24), date(2026, 3, 2), date(2026, 3, 16)),
        # Mid-autumn 25 to 27 September, National Day 1 to 7 October; 20 September and 10 October are worked
        (date(2026, 9, 18), date(2026, 9, 24), date(2026, 10, 9), date(2026, 10, 22)),
    ],
)
def test_five_ten_and_twenty_working_days(start: date, record: date, appeal: date, decision: date) -> None:
    calendar = work_calendar()
    assert [calendar.add_working_days(start, days) for days in (5, 10, 20)] == [record, appeal, decision]


def filed(scene: Wall, day: date) -> Appeal:
    now = at(day.year, day.month, day.day)
    return Appeal.objects.get(pk=appealed(scene, late_reason=LATE, now=now))


def test_each_clock_of_an_appeal_before_national_day() -> None:
    scene, now = wall(), at(2026, 9, 18)
    appeal = filed(scene, now.date())
    assert appeal.decide_by == date(2026, 10, 22)
    ask_record(actor_id=scene.people.gao, appeal_id=appeal.pk, question="请说明。", key=key(), now=now)
    assert RecordRequest.objects.get().answer_by == date(2026, 9, 24)
    answered = objected(scene, scene.changed, late_reason=LATE, now=now)
    found(scene, answered, now=now)
    assert Finding.objects.get().appeal_by == date(2026, 10, 9)
    which = Which(objection_id=answered)
    ground = ground_of(
        actor_id=scene.people.zhou, branch_id=scene.people.branch_id, which=which, on=date(2026, 10, 9)
    )
    assert not ground.is_late(date(2026, 10, 9))
    assert ground.is_late(date(2026, 10, 10))


def test_an_objection_nobody_answered_leads_up_from_the_day_after_its_last() -> None:
    scene = wall()
    pk, people = objected(scene), scene.people  # to be answered by 17 April
    which = Which(objection_id=pk)
    common = {"actor_id": people.zhou, "branch_id": people.branch_id, "which": which}
    assert ground_of(**common, on=date(2026, 4, 17)).objection is None  # straight, beside the branch
    after = ground_of(**common, on=date(2026, 4, 18))
    assert after.objection is not None
    assert after.until == date(2026, 5, 6)


def test_over_the_vacation_no_clock_runs() -> None:
    scene = wall()
    people = scene.people
    add_pause(
        actor_id=people.lin, branch_id=people.branch_id, name="暑假", since=date(2026, 7, 13), until=date(2026, 8, 23),
        resolution="支委会 2026年6月1日", key=key(), now=at(2026, 6, 1),
    )  # fmt: skip
    appeal = filed(scene, date(2026, 7, 10))
    assert appeal.decide_by == date(2026, 9, 18)
    asked = at(2026, 7, 11)
    ask_record(actor_id=people.gao, appeal_id=appeal.pk, question="请说明。", key=key(), now=asked)
    assert RecordRequest.objects.get().answer_by == date(2026, 8, 28)
