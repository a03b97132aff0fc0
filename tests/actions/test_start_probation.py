"""登记预备期: one year from the admitting meeting, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.start_probation import start_probation
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, ProbationEvent
from fenming.rules.terms import Refused
from tests.actions.roster_scene import MEETING, NOW, ended, started
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_lasts_a_year_and_may_have_begun_before_the_joining() -> None:
    people = cast()
    step = ProbationEvent.objects.get(pk=started(people))
    assert (step.membership_id, step.kind, step.day, step.due_on, step.by_id) == (
        people.m_jiang, "started", date(2025, 6, 20), date(2026, 6, 19), people.lin,
    )  # fmt: skip
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("start_probation", people.m_jiang, "R85")


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": " "}, "incomplete", "还没有写依据"),
        ({"since": date(2026, 6, 11)}, "future_day", "预备期不能从2026年6月11日开始"),
        ({"actor": "han"}, "forbidden", "登记预备期由支部书记办理"),
    ],
)
def test_what_is_refused_leaves_no_step(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        started(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not ProbationEvent.objects.exists()


def test_a_formal_member_a_second_beginning_and_one_who_has_left_are_refused() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        start_probation(
            actor_id=people.lin,
            membership_id=people.m_he,
            since=date(2026, 1, 5),
            resolution=MEETING,
            key=key(),
            now=NOW,
        )
    assert refused.value.code == "not_probationary"
    assert "何苗现在是正式党员" in refused.value.sentence
    started(people)
    with pytest.raises(Refused) as refused:
        started(people, since=date(2025, 7, 1))
    assert refused.value.code == "started_already"
    ended(people)
    with pytest.raises(Refused) as refused:
        started(people)
    assert refused.value.code == "left_already"
    assert ProbationEvent.objects.filter(kind="started").count() == 1


def test_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        started(people, actor="deng")
    used = key()
    started(people, used=used)
    with pytest.raises(AlreadyDone):
        started(people, used=used)
    assert ProbationEvent.objects.count() == 1
