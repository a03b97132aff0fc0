"""登记假期停计: the branch's vacations."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.add_pause import add_pause
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import AuditEvent, Pause
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def added(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "name": "暑假", "since": date(2026, 7, 11),
        "until": date(2026, 8, 23), "resolution": "支委会 2026年6月30日", "key": key(), "now": at(2026, 7, 1),
    }  # fmt: skip
    return add_pause(**(given | change))


def test_no_clock_of_the_branch_runs_meanwhile_others_do() -> None:
    people = cast()
    pause_id = added(people)
    ours, theirs = (work_calendar(branch_id=pk) for pk in (people.branch_id, people.other_branch_id))
    assert not ours.is_working_day(date(2026, 8, 3))
    assert theirs.is_working_day(date(2026, 8, 3))
    assert AuditEvent.objects.get(verb="add_pause").subject_id == pause_id


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"until": date(2026, 7, 10)}, "bad_days", "最后一天不能早于第一天"),
        ({"until": date(2026, 12, 31)}, "bad_days", "至多 92 天"),
        ({"since": date(2026, 6, 30)}, "begun", "假期要在开始之前登记"),
        ({"resolution": " "}, "no_resolution", "依据的决议"),
    ],
)
def test_refusals(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        added(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Pause.objects.exists()


def test_two_vacations_do_not_overlap() -> None:
    people = cast()
    added(people)
    with pytest.raises(Refused, match="与已登记的“暑假”（2026年7月11日至2026年8月23日）重叠"):
        added(people, name="补休", since=date(2026, 8, 23), until=date(2026, 8, 30))
    assert Pause.objects.count() == 1


def test_only_the_secretary_may() -> None:
    people = cast()
    with pytest.raises(Refused, match="支部书记"):
        added(people, actor_id=people.han)


def test_the_same_form_twice() -> None:
    people, once = cast(), key()
    added(people, key=once)
    with pytest.raises(AlreadyDone):
        added(people, key=once)
