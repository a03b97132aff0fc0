"""要求限期整改: by who leads the branch, on a low grade or a decision, for a day to come; no point changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, LedgerEntry, Membership, Outbox, Rectification
from fenming.rules.terms import Refused
from tests.actions.follow_up_scene import DUE, TO_PUT_RIGHT, appraised_year, to_rectify
from tests.cast import Cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def refusal(people: Cast, **change: Any) -> Refused:
    before = Rectification.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        to_rectify(people, **change)
    assert (Rectification.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()) == before
    return refused.value


def test_it_is_set_and_the_member_is_told(people: Cast) -> None:
    entries = LedgerEntry.objects.count()
    row = Rectification.objects.select_related("what").get(pk=to_rectify(people))
    assert (row.membership_id, row.what.text, row.due_on, row.state) == (
        people.m_he,
        TO_PUT_RIGHT,
        DUE,
        "open",
    )
    assert (row.grade, row.document, row.set_by_id) == ("不合格", "", people.lin)
    event = AuditEvent.objects.get(verb="set_rectification")
    assert (event.subject, event.subject_id, event.detail) == (
        "rectification",
        row.pk,
        '{"due_on":"2027-06-30"}',
    )
    told = Outbox.objects.get(subject="rectification")
    assert (told.kind, told.to_id) == ("rectification_set", people.he)
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"what": " "}, "nothing_said", "还没有写要整改什么"),
        ({"what": "长" * 501}, "too_long", "500 字以内"),
        ({"due_on": date(2027, 4, 7)}, "bad_due_day", "期限要在2027年4月7日以后"),
        ({"document": "号" * 121}, "document_too_long", "120 字以内"),
    ],
)
def test_what_is_wrong_is_said(people: Cast, change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(people, **change)
    assert (refused.code, words in refused.sentence) == (code, True)


def test_one_graded_qualified_or_not_at_all_only_on_a_document(people: Cast) -> None:
    assert refusal(people, membership_id=people.m_zhou).code == "graded_well"
    assert refusal(people, membership_id=people.m_jiang).code == "no_grade"
    assert to_rectify(people, membership_id=people.m_zhou, document="校纪〔2027〕3号")


def test_only_who_leads_the_branch_and_nobody_for_oneself(people: Cast) -> None:
    for actor in (people.han, people.xu, people.zhou, people.gao):
        assert refusal(people, actor_id=actor).code == "forbidden"
    assert refusal(people, membership_id=people.m_lin).code == "forbidden"
    with pytest.raises(NotFound):
        to_rectify(people, actor_id=people.deng)


def test_one_who_has_left_is_asked_nothing(people: Cast) -> None:
    Membership.objects.filter(pk=people.m_he).update(until=date(2027, 4, 1))
    assert refusal(people).code == "left_already"


def test_the_same_button_twice_counts_once(people: Cast) -> None:
    same = key()
    to_rectify(people, key=same)
    with pytest.raises(AlreadyDone):
        to_rectify(people, key=same)
    assert Rectification.objects.count() == 1
