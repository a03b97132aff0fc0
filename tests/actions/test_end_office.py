"""结束任职: by resolution, with a last day, once; the branch is never without a secretary."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, transaction

from fenming.actions import AlreadyDone
from fenming.actions.end_office import end_office
from fenming.actions.give_office import give_office
from fenming.queries.access import NotFound, roles_in
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Office, Outbox
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
LAST = date(2026, 3, 31)
NOW = at(2026, 3, 30)
MEETING = "支部党员大会 2026年3月30日"


def held(people: Cast, person: str, role: Role) -> int:
    return Office.objects.get(
        organisation_id=people.branch_id, person_id=getattr(people, person), role=role
    ).pk


def end(
    people: Cast, person: str = "xu", role: Role = Role.RECORDER, *, actor: str = "lin", until: date = LAST,
    resolution: str = MEETING, used: str = "",
) -> int:  # fmt: skip
    return end_office(
        actor_id=getattr(people, actor), office_id=held(people, person, role), until=until, resolution=resolution,
        key=used or key(), now=NOW,
    )  # fmt: skip


def give(people: Cast, person: str, role: Role, since: date) -> int:
    return give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=getattr(people, person), role=role, since=since,
        resolution=MEETING, key=key(), now=NOW,
    )  # fmt: skip


@in_transaction
def test_authority_ends_with_the_last_day_and_the_holder_is_told() -> None:
    people = cast()
    office = Office.objects.get(pk=end(people))
    assert (office.until, office.end_resolution, office.ended_by_id) == (LAST, MEETING, people.lin)
    where = {"person_id": people.xu, "organisation_id": people.branch_id}
    assert roles_in(**where, on=LAST) == {Role.MEMBER, Role.RECORDER}
    assert roles_in(**where, on=date(2026, 4, 1)) == {Role.MEMBER}
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("end_office", office.pk, people.lin)
    told = Outbox.objects.get(kind="office_ended")
    assert (told.to_id, told.subject, told.subject_id) == (people.xu, "membership", people.m_xu)
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_the_superior_ends_offices_in_a_branch_below() -> None:
    people = cast()
    assert Office.objects.get(pk=end(people, actor="gao")).ended_by_id == people.gao


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": " "}, "no_resolution", "还没有写结束任职依据的决议"),
        ({"until": date(2026, 1, 4)}, "before_start", "2026年1月5日起任积分记录员，结束的日期不能更早"),
        ({"person": "lin", "role": Role.SECRETARY}, "no_successor", "请先按决议登记新的支部书记"),
        ({"person": "lin", "role": Role.ADMINISTRATOR}, "no_successor", "请先按决议登记新的系统管理员"),
        ({"actor": "han"}, "forbidden", "结束任职由支部书记"),
        ({"actor": "xu"}, "forbidden", "结束任职由支部书记"),
    ],
)
def test_what_is_refused_ends_no_office(given: dict[str, object], code: str, words: str) -> None:
    people = cast()
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        end(people, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Office.objects.filter(until__isnull=False).exists()
    assert AuditEvent.objects.count() == before


@in_transaction
def test_a_secretary_goes_when_the_next_one_comes_without_a_gap() -> None:
    people = cast()
    give(people, "zhou", Role.SECRETARY, date(2026, 4, 2))
    with pytest.raises(Refused) as refused:
        end(people, "lin", Role.SECRETARY)
    assert refused.value.code == "no_successor"
    assert "次日没有别人接任" in refused.value.sentence
    end(people, "lin", Role.SECRETARY, until=date(2026, 4, 1))
    assert Office.objects.get(person_id=people.lin, role="secretary").until == date(2026, 4, 1)
    with pytest.raises(Refused) as refused:
        end(people, "zhou", Role.SECRETARY, until=date(2026, 5, 1))
    assert refused.value.code == "no_successor"


@in_transaction
def test_the_administrator_ends_no_office() -> None:
    people = cast()
    give(people, "zhou", Role.ADMINISTRATOR, date(2026, 3, 1))
    with pytest.raises(Refused) as refused:
        end(people, actor="zhou")
    assert refused.value.code == "forbidden"


@in_transaction
def test_an_ended_office_is_not_ended_again_and_may_be_given_anew_after_it() -> None:
    people = cast()
    used = key()
    office = end(people, used=used)
    with pytest.raises(AlreadyDone):
        end(people, used=used)
    with pytest.raises(Refused) as refused:
        end(people, until=date(2026, 6, 30))
    assert refused.value.code == "already_ended"
    assert "已经登记到2026年3月31日结束" in refused.value.sentence
    with pytest.raises(Error, match="only ended, once"), transaction.atomic():
        Office.objects.filter(pk=office).update(until=date(2026, 6, 30))
    with pytest.raises(Refused) as refused:
        give(people, "xu", Role.RECORDER, LAST)
    assert refused.value.code == "already_holds"
    assert "登记到2026年3月31日" in refused.value.sentence
    again = Office.objects.get(pk=give(people, "xu", Role.RECORDER, date(2026, 4, 1)))
    assert (again.entered_by_id, again.until) == (people.lin, None)


@in_transaction
def test_offices_of_other_branches_are_unknown_here() -> None:
    people = cast()
    with pytest.raises(NotFound):
        end(people, actor="deng")
    with pytest.raises(NotFound):
        end_office(actor_id=people.lin, office_id=987654, until=LAST, resolution=MEETING, key=key(), now=NOW)
    assert not Office.objects.filter(until__isnull=False).exists()


def test_32_at_once_end_it_once(committed: None) -> None:
    people = cast()
    assert race(lambda: end(people)) == ["already_ended"] * (THREADS - 1) + ["done"]
    assert AuditEvent.objects.filter(verb="end_office").count() == 1
