"""延长预备期: once, by a year at most, as the meeting decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, ProbationEvent
from fenming.rules.terms import Refused
from tests.actions.roster_scene import WHY, extended, formal, started
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_new_end_stands_beside_the_first() -> None:
    people = cast()
    started(people)
    step = ProbationEvent.objects.get(pk=extended(people))
    assert (step.kind, step.day, step.due_on) == ("extended", date(2026, 6, 5), date(2026, 12, 19))
    assert ProbationEvent.objects.get(kind="started").due_on == date(2026, 6, 19)
    assert step.reason is not None
    assert step.reason.text == WHY
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("extend_probation", people.m_jiang, "A30")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("probation_extended", people.jiang)
    ]


@pytest.mark.parametrize("due_on", [date(2026, 6, 20), date(2027, 6, 19)])
def test_a_day_more_and_a_whole_year_are_both_possible(due_on: date) -> None:
    people = cast()
    started(people)
    assert ProbationEvent.objects.get(pk=extended(people, due_on=due_on)).due_on == due_on


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"due_on": date(2026, 6, 19)}, "bad_due_day", "原来到2026年6月19日，至多延长到2027年6月19日"),
        ({"due_on": date(2027, 6, 20)}, "bad_due_day", "至多延长到2027年6月19日"),
        ({"resolution": ""}, "incomplete", "还没有写大会决议"),
        ({"reason": " "}, "incomplete", "还没有写理由"),
        ({"reason": "长" * 401}, "too_long", "理由至多 400 字"),
        ({"day": date(2026, 6, 11)}, "future_day", "到那天再登记延长预备期"),
        ({"actor": "han"}, "forbidden", "延长预备期由支部书记办理"),
    ],
)
def test_what_is_refused_extends_nothing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    started(people)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        extended(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (ProbationEvent.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_it_needs_a_beginning_comes_once_and_not_to_a_formal_member() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        extended(people)
    assert refused.value.code == "not_started"
    started(people)
    extended(people)
    with pytest.raises(Refused) as refused:
        extended(people, due_on=date(2027, 1, 1))
    assert refused.value.code == "extended_already"
    assert "已经延长过一次，不能再延长" in refused.value.sentence
    formal(people)
    with pytest.raises(Refused) as refused:
        extended(people)
    assert refused.value.code == "not_probationary"


def test_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    started(people)
    with pytest.raises(NotFound):
        extended(people, actor="deng")
    used = key()
    extended(people, used=used)
    with pytest.raises(AlreadyDone):
        extended(people, used=used)
