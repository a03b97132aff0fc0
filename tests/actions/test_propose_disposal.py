"""提出组织处理: only for one graded unqualified, once a year, never for oneself; the member is told."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Disposal, LedgerEntry, Outbox
from tests.actions.follow_up_scene import PROPOSAL, appraised_year, proposed, refusal
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_rests_on_the_grade_and_the_member_is_told(people: Cast) -> None:
    entries = LedgerEntry.objects.count()
    case = Disposal.objects.select_related("proposal").get(pk=proposed(people))
    assert (case.membership_id, case.grade, case.state) == (people.m_he, "不合格", "drafted")
    assert (case.proposal.text, case.answer_id, case.heard_id) == (PROPOSAL, None, None)
    event = AuditEvent.objects.get(verb="propose_disposal")
    assert (event.subject, event.subject_id, event.detail) == ("disposal", case.pk, '{"year":2026}')
    told = Outbox.objects.get(subject="disposal")
    assert (told.kind, told.to_id) == ("disposal_proposed", people.he)
    assert LedgerEntry.objects.count() == entries


def test_only_for_the_lowest_grade(people: Cast) -> None:
    for member, code in (
        (people.m_zhou, "not_unqualified"),
        (people.m_han, "not_unqualified"),
        (people.m_jiang, "no_grade"),
    ):
        assert refusal(proposed, people, actor_id=people.lin, membership_id=member).code == code


def test_before_any_year_is_appraised_there_is_none() -> None:
    assert refusal(proposed, cast()).code == "no_grade"


def test_what_is_wrong_is_said(people: Cast) -> None:
    assert refusal(proposed, people, proposal=" ").code == "nothing_said"
    assert refusal(proposed, people, proposal="长" * 501).code == "too_long"
    same = key()
    proposed(people, key=same)
    with pytest.raises(AlreadyDone):
        proposed(people, key=same)
    assert refusal(proposed, people).code == "repeat"


def test_only_secretary_and_committee_and_nobody_for_oneself(people: Cast) -> None:
    for actor in (people.xu, people.zhou, people.he, people.gao):
        assert refusal(proposed, people, actor_id=actor).code == "forbidden"
    assert refusal(proposed, people, membership_id=people.m_han).code == "forbidden"
    with pytest.raises(NotFound):
        proposed(people, actor_id=people.deng)
