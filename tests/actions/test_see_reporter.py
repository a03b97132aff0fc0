"""查看报告人: the assessors' door, and the traces of those who went through it."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.see_reporter import see_reporter
from fenming.queries.access import NotFound
from fenming.records.models import AccessEvent, AuditEvent, Office, Reporter
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions._matters import late_to_meeting
from tests.actions._reports import reported
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 2, 13)


def looked(people: Cast, matter_id: int, who: str = "han") -> str:
    return see_reporter(actor_id=getattr(people, who), matter_id=matter_id, key=key(), now=NOW)


def refusal(people: Cast, matter_id: int, who: str) -> Refused:
    before = AccessEvent.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        looked(people, matter_id, who)
    assert (AccessEvent.objects.count(), AuditEvent.objects.count()) == before
    return refused.value


def without_committee(people: Cast) -> None:
    offices = Office.objects.filter(organisation_id=people.branch_id, role=Role.COMMITTEE.value)
    offices.update(until=date(2026, 2, 1))


def test_an_assessor_learns_the_name_and_each_look_is_kept() -> None:
    people = cast()
    matter_id = reported(people)
    assert looked(people, matter_id) == "何苗"
    assert looked(people, matter_id, "shen") == "何苗"
    reporter_id = Reporter.objects.get().pk
    looks = AccessEvent.objects.order_by("pk").values_list("person_id", "subject", "subject_id", "at")
    assert list(looks) == [
        (people.han, "reporter", reporter_id, NOW),
        (people.shen, "reporter", reporter_id, NOW),
    ]
    assert AuditEvent.objects.filter(verb="see_reporter", subject_id=reporter_id).count() == 2


@pytest.mark.parametrize("who", ["zhou", "xu", "jiang", "gao", "he"])
def test_nobody_else_learns_it(who: str) -> None:
    people = cast()
    matter_id = reported(people)
    refused = refusal(people, matter_id, who)
    assert refused.code == "forbidden"
    assert "何苗" not in refused.sentence


def test_the_secretary_learns_it_only_without_a_committee() -> None:
    people = cast()
    matter_id = reported(people)
    refused = refusal(people, matter_id, "lin")
    assert refused.code == "forbidden"
    assert "报告人只对支部委员开放" in refused.sentence
    without_committee(people)
    assert looked(people, matter_id, "lin") == "何苗"


def test_a_committee_member_it_is_about_learns_nothing_and_is_no_committee_for_it() -> None:
    people = cast()
    matter_id = reported(people, membership_id=people.m_han)
    refused = refusal(people, matter_id, "han")
    assert refused.code == "forbidden"
    assert "报告人不对您公开" in refused.sentence
    assert refusal(people, matter_id, "lin").code == "forbidden"
    Office.objects.filter(person_id=people.shen).update(until=date(2026, 2, 1))
    assert looked(people, matter_id, "lin") == "何苗"


def test_the_auditor_reads_everything_else() -> None:
    people = cast()
    Office.objects.create(
        organisation_id=people.branch_id, person_id=people.jiang, role=Role.AUDITOR.value, since=date(2026, 2, 1),
        resolution="支部党员大会 2026年2月1日",
    )  # fmt: skip
    assert refusal(people, reported(people), "jiang").code == "forbidden"


def test_the_reporter_is_told_so_and_leaves_no_trace_of_a_look() -> None:
    people = cast()
    refused = refusal(people, reported(people, who="han"), "han")
    assert refused.code == "reported_by_you"


def test_what_nobody_reported_has_no_such_page() -> None:
    people = cast()
    (recorded,) = late_to_meeting(people)
    with pytest.raises(NotFound):
        looked(people, recorded)
    with pytest.raises(NotFound):
        looked(people, reported(people), "deng")


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    matter_id = reported(people)
    see_reporter(actor_id=people.han, matter_id=matter_id, key=same, now=NOW)
    with pytest.raises(AlreadyDone):
        see_reporter(actor_id=people.han, matter_id=matter_id, key=same, now=NOW)
    assert AccessEvent.objects.count() == 1
