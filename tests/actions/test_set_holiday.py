"""登记节假日: days the calendar in the program does not know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.set_holiday import set_holiday
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import AuditEvent, Holiday
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 2, 12)


def entered(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "since": date(2031, 10, 1), "until": date(2031, 10, 7),
        "kind": "holiday", "name": "国庆节", "key": key(), "now": NOW,
    }  # fmt: skip
    return set_holiday(**(given | change))


def test_a_holiday_the_calendar_does_not_know_yet() -> None:
    people = cast()
    assert work_calendar().is_working_day(date(2031, 10, 1))
    assert entered(people) == 7
    assert not work_calendar().is_working_day(date(2031, 10, 1))
    assert AuditEvent.objects.filter(verb="set_holiday", actor_id=people.lin).count() == 1


def test_a_day_entered_wrongly_is_entered_anew() -> None:
    people = cast()
    entered(people)
    entered(people, since=date(2031, 10, 7), until=date(2031, 10, 7), kind="workday", name="调休")
    assert Holiday.objects.get(day=date(2031, 10, 7)).kind == "workday"
    assert Holiday.objects.count() == 7


def test_no_page_and_no_term_fails_beyond_the_last_known_year() -> None:
    cast()
    calendar = work_calendar()
    assert calendar.add_working_days(date(2099, 12, 30), 5) == date(2100, 1, 6)
    assert calendar.is_provisional(date(2099, 12, 31))


def test_a_year_counts_as_known_once_its_new_years_day_is_entered() -> None:
    people = cast()
    known = work_calendar().known_until
    following = date(known.year + 1, 1, 1)
    entered(people, since=following, until=following, name="元旦")
    assert work_calendar().known_until == date(known.year + 1, 12, 31)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"until": date(2031, 9, 30)}, "bad_days", "最后一天不能早于第一天"),
        ({"until": date(2031, 12, 31)}, "bad_days", "一次可以登记"),
        ({"kind": "party"}, "bad_kind", "放假"),
    ],
)
def test_refusals(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        entered(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Holiday.objects.exists()


def test_only_the_administrator_may() -> None:
    people = cast()
    for actor in (people.han, people.zhou):
        with pytest.raises(Refused, match="系统管理员"):
            entered(people, actor_id=actor)
    assert not Holiday.objects.exists()


def test_the_same_form_twice() -> None:
    people, once = cast(), key()
    entered(people, key=once)
    with pytest.raises(AlreadyDone):
        entered(people, key=once)
