"""检查整改: done, not done, or a later day with the reason; by another than the one concerned; never by the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.queries.access import NotFound
from fenming.queries.due import due_rows
from fenming.records.models import AuditEvent, Outbox, Rectification, RectificationEvent
from fenming.rules.terms import Refused
from tests.actions.follow_up_scene import DUE, appraised_year, checked, reported_on, to_rectify
from tests.cast import Cast, at, key
from tests.queries.scene import viewer

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def refusal(people: Cast, row: int, outcome: str = "done", **change: Any) -> Refused:
    before = RectificationEvent.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        checked(people, row, outcome, **change)
    assert (RectificationEvent.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()) == before
    return refused.value


@pytest.mark.parametrize("outcome", ["done", "not_done"])
def test_it_ends_when_somebody_checked_and_the_member_is_told(people: Cast, outcome: str) -> None:
    row_id = to_rectify(people)
    checked(people, row_id, outcome)
    row, event = Rectification.objects.get(pk=row_id), RectificationEvent.objects.get()
    assert (row.state, row.due_on) == (outcome, DUE)
    assert (event.kind, event.by_id, event.due_on) == (outcome, people.shen, None)
    assert Outbox.objects.get(kind="rectification_checked").to_id == people.he
    assert refusal(people, row_id).code == "wrong_state"


def test_a_later_day_comes_with_the_reason_and_only_lies_later(people: Cast) -> None:
    row_id, later = to_rectify(people), date(2027, 9, 30)
    assert refusal(people, row_id, "extended", due_on=None).code == "bad_due_day"
    assert refusal(people, row_id, "extended", due_on=DUE).code == "bad_due_day"
    assert refusal(people, row_id, "extended", due_on=date(2027, 7, 2)).code == "bad_due_day"
    assert refusal(people, row_id, "extended", due_on=later, text="").code == "nothing_said"
    checked(people, row_id, "extended", due_on=later, text="六月生病住院。")
    row = Rectification.objects.get(pk=row_id)
    assert (row.state, row.due_on) == ("open", later)
    checked(people, row_id, "done", now=at(2027, 10, 8))


def test_what_is_wrong_is_said(people: Cast) -> None:
    row_id = to_rectify(people)
    assert refusal(people, row_id, "forgotten").code == "no_outcome"
    assert refusal(people, row_id, text=" ").code == "nothing_said"
    assert refusal(people, row_id, text="长" * 501).code == "too_long"


def test_only_secretary_and_committee_check_and_nobody_their_own(people: Cast) -> None:
    row_id = to_rectify(people)
    for actor in (people.he, people.xu, people.zhou, people.gao):
        assert refusal(people, row_id, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        checked(people, row_id, actor_id=people.deng)
    own = to_rectify(people, membership_id=people.m_shen)
    assert refusal(people, own).code == "forbidden"
    same = key()
    checked(people, row_id, key=same)
    with pytest.raises(AlreadyDone):
        checked(people, row_id, key=same)


def waits(people: Cast, name: str, on: date) -> list[tuple[str, date | None]]:
    rows = due_rows(viewer=viewer(people, name, on), on=on)
    return [(row.kind, row.on) for row in rows if "rectif" in row.kind]


def test_the_day_passes_and_it_is_only_shown_overdue_to_the_member_and_the_branch(people: Cast) -> None:
    row_id = to_rectify(people)
    early, late = date(2027, 5, 3), date(2027, 8, 2)
    assert waits(people, "he", early) == [("rectify", DUE)]
    assert waits(people, "shen", early) == waits(people, "zhou", early) == []
    before = Rectification.objects.get(pk=row_id)
    end_due(now=at(2027, 8, 2))
    after = Rectification.objects.get(pk=row_id)
    assert (after.state, after.due_on) == (before.state, before.due_on) == ("open", DUE)
    assert not RectificationEvent.objects.exists()
    assert waits(people, "he", late) == [("rectify", DUE)]
    for name in ("lin", "shen", "han"):
        assert waits(people, name, late) == [("check_rectification", DUE)]
    for name in ("zhou", "xu", "gao"):
        assert waits(people, name, late) == []


def test_a_report_asks_for_a_check_until_it_was_extended(people: Cast) -> None:
    row_id = to_rectify(people)
    reported_on(people, row_id)
    day = date(2027, 6, 1)
    assert waits(people, "shen", day) == [("check_rectification", DUE)]
    later = date(2027, 9, 30)
    checked(people, row_id, "extended", due_on=later, now=at(2027, 6, 1))
    assert waits(people, "shen", day) == []
    assert waits(people, "he", day) == [("rectify", later)]
