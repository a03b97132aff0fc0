"""取消预备党员资格: decided by the meeting, the member leaves the roster with a statement of the day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Departure, Membership, Outbox, ProbationEvent
from fenming.rules.terms import Refused
from tests.actions.roster_scene import MEETING, WHY, claim, ended
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = date(2026, 6, 5)


def test_the_membership_ends_and_the_figures_of_the_day_stay() -> None:
    people = cast()
    departure = Departure.objects.get(pk=ended(people))
    assert (departure.reason, departure.day, departure.resolution, departure.to_branch_id) == (
        "probation_ended", DAY, MEETING, None,
    )  # fmt: skip
    assert json.loads(departure.statement)["year"]["members"][0]["total_centi"] == 6000
    assert Membership.objects.get(pk=people.m_jiang).until == DAY
    step = ProbationEvent.objects.select_related("reason").get(membership_id=people.m_jiang)
    assert (step.kind, step.reason and step.reason.text) == ("ended", WHY)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("end_probation", people.m_jiang, "R85")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("probation_ended", people.jiang)
    ]


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写大会决议"),
        ({"reason": " "}, "incomplete", "还没有写理由"),
        ({"member": "he"}, "not_probationary", "不用办理取消预备党员资格"),
        ({"day": date(2026, 6, 11)}, "future_day", "到那天再登记取消预备党员资格"),
        ({"day": date(2026, 6, 2)}, "happened_later", "6月3日“承担支部任务”"),
        ({"actor": "han"}, "forbidden", "取消预备党员资格由支部书记办理"),
    ],
)
def test_what_is_refused_changes_nothing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    claim(people, "jiang", date(2026, 6, 3), item="DP3", said="承担支部换届会务。")
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        ended(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Departure.objects.count(), ProbationEvent.objects.count(), AuditEvent.objects.count()) == (
        0,
        0,
        before,
    )


def test_a_foreign_branch_a_second_form_and_a_second_time_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        ended(people, actor="deng")
    used = key()
    ended(people, used=used)
    with pytest.raises(AlreadyDone):
        ended(people, used=used)
    with pytest.raises(Refused) as refused:
        ended(people)
    assert refused.value.code == "left_already"
    assert Departure.objects.count() == 1
