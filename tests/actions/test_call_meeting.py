"""召集会议: from the quarter's last month on, once at a time, with everything that waits for a decision on the agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, AuditEvent, Meeting
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import (
    MEETING_DAY,
    NOW,
    called,
    called_monthly,
    matter_of,
    month_of,
    quarter_of,
    seven,
)
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def call(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin,
        "quarter_id": quarter_of(people).pk,
        "held_on": MEETING_DAY,
        "place": "文学馆 204 室",
        "key": key(),
        "now": at(2026, 3, 20),
    }
    return call_meeting(**(given | change))


def test_a_called_meeting_has_the_quarters_matters_on_its_agenda() -> None:
    people = cast()
    plain = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    changed = matter_of(
        people,
        people.m_zhou,
        "DT3",
        date(2026, 2, 4),
        each_centi=300,
        assessed={"each_centi": 200},
        outcome="changed",
    )
    minus = matter_of(people, people.m_he, "K03", date(2026, 2, 5))
    declared = matter_of(people, people.m_he, "DA5", date(2026, 2, 6), state="declared")
    for state in ("draft", "returned", "withdrawn", "refused", "determined"):
        matter_of(people, people.m_he, "DA5", date(2026, 2, 7), state=state)
    matter_of(people, people.m_he, "DA5", date(2026, 4, 7))
    meeting = Meeting.objects.get(pk=call(people))
    assert (meeting.state, meeting.number, meeting.held_on) == ("called", 1, MEETING_DAY)
    agenda = dict(AgendaItem.objects.values_list("matter_id", "singled_out"))
    assert agenda == {plain.pk: False, changed.pk: True, minus.pk: True, declared.pk: True}
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("call_meeting", meeting.pk)
    assert '"matters":4' in event.detail


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"held_on": date(2026, 3, 19)}, "past_day", "3月19日已经过了"),
        ({"held_on": date(2026, 2, 28), "now": at(2026, 2, 20)}, "too_early", "从3月1日起才能开"),
        ({"held_on": date(2026, 3, 20) + timedelta(days=61)}, "too_far", "超过 60 天"),
        ({"place": "馆" * 61}, "bad_place", "60 字以内"),
    ],
)
def test_a_day_or_place_that_cannot_be_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        call(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Meeting.objects.exists()


def test_only_the_secretary_calls_and_another_branch_knows_nothing_of_it() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        call(people, actor_id=people.xu)
    assert refused.value.code == "forbidden"
    assert "支部书记" in refused.value.sentence
    with pytest.raises(NotFound):
        call(people, actor_id=people.deng)
    assert not Meeting.objects.exists()


def test_a_quarter_has_one_meeting_under_way() -> None:
    people = cast()
    called(people)
    with pytest.raises(Refused) as refused:
        call(people, now=NOW)
    assert refused.value.code == "already_called"
    assert "定在3月28日" in refused.value.sentence
    assert Meeting.objects.count() == 1


def test_the_same_form_twice_is_one_meeting() -> None:
    people, once = cast(), key()
    call(people, key=once)
    with pytest.raises(AlreadyDone):
        call(people, key=once)
    assert Meeting.objects.count() == 1


def call_monthly(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin,
        "month_id": month_of(people).pk,
        "kind": "branch",
        "held_on": date(2026, 3, 9),
        "place": "",
        "key": key(),
        "now": at(2026, 3, 9),
    }
    return call_meeting(**(given | change))


@pytest.mark.parametrize("kind", ["committee", "branch"])
def test_a_branch_with_a_committee_may_meet_in_both_ways(kind: str) -> None:
    people = cast()
    seven(people)
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting = Meeting.objects.get(pk=call_monthly(people, kind=kind))
    assert (meeting.kind, meeting.month, meeting.quarter) == (kind, month_of(people), quarter_of(people))
    assert (meeting.state, meeting.number) == ("called", 1)
    assert not AgendaItem.objects.exists()
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("call_meeting", meeting.pk)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"kind": "committee"}, "no_committee", "有正式党员 6 名，不满 7 名的支部不设支委会"),
        ({"kind": "dinner"}, "bad_kind", "请先选开哪一种会"),
        ({"kind": "members"}, "bad_kind", "请先选开哪一种会"),
        ({"month_id": None}, "bad_kind", "请先选开哪一种会"),
        ({"now": at(2026, 1, 20), "held_on": date(2026, 1, 30)}, "too_early", "评2月的会从2月1日起才能开"),
        ({"actor_id": 0}, "forbidden", "支部书记"),
    ],
)
def test_a_monthly_meeting_that_cannot_be_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    if "actor_id" in change:
        change = {"actor_id": people.xu}
    with pytest.raises(Refused) as refused:
        call_monthly(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Meeting.objects.exists()


def test_a_month_has_one_meeting_under_way_and_the_quarters_is_another() -> None:
    people = cast()
    called_monthly(people)
    with pytest.raises(Refused) as refused:
        called_monthly(people)
    assert refused.value.code == "already_called"
    assert "评2月的会已经召集，定在3月9日" in refused.value.sentence
    called_monthly(people, month=3)
    called(people)
    assert Meeting.objects.count() == 3


def test_a_month_of_another_branch_is_not_there() -> None:
    people = cast()
    with pytest.raises(NotFound):
        call_monthly(people, actor_id=people.deng)
    with pytest.raises(NotFound):
        call_monthly(people, month_id=987654)
