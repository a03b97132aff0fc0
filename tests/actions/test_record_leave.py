"""登记长期请假: dates that are shown, and no effect on points (A19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.queries.assessment import roster_of
from fenming.records.models import Absence, AuditEvent, Month, Outbox
from fenming.rules.terms import Refused
from tests.actions.roster_scene import ASKED, claim, on_leave
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_leave_is_kept_and_everything_counts_as_before() -> None:
    people = cast()
    claim(people, "zhou", date(2026, 6, 3))
    absence = Absence.objects.get(pk=on_leave(people))
    assert (absence.kind, absence.since, absence.until) == ("leave", date(2026, 6, 1), date(2026, 8, 31))
    claim(people, "zhou", date(2026, 6, 5), said="会务志愿服务，半天。")
    month = Month.objects.get(branch_id=people.branch_id, number=6)
    assert people.m_zhou in {one.pk for one in roster_of(month)}
    event = AuditEvent.objects.filter(branch_id=people.branch_id, verb="record_leave").get()
    assert (event.subject_id, event.clause) == (people.m_zhou, "A19")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("record_leave", people.zhou)
    ]


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写依据的决议"),
        ({"application": replace(ASKED, text="")}, "incomplete", "还没有写长期请假的申请理由"),
        ({"application": replace(ASKED, until=date(2026, 5, 31))}, "bad_span", "长期请假的止日早于起日"),
        ({"actor": "shen"}, "forbidden", "登记长期请假由支部书记办理"),
    ],
)
def test_what_is_refused_records_nothing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        on_leave(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Absence.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_the_same_days_twice_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        on_leave(people, actor="deng")
    used = key()
    on_leave(people, used=used)
    with pytest.raises(AlreadyDone):
        on_leave(people, used=used)
    with pytest.raises(Refused) as refused:
        on_leave(people)
    assert refused.value.code == "absence_overlaps"
    assert Absence.objects.count() == 1
