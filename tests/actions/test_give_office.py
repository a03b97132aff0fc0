"""登记任职: by resolution, from a day on, once."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
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
SINCE = date(2026, 2, 1)


def give(
    people: Cast, person: str = "zhou", role: Role = Role.COMMITTEE, *, actor: str = "lin",
    resolution: str = "支部党员大会 2026年1月30日", used: str = "",
) -> int:  # fmt: skip
    return give_office(
        actor_id=getattr(people, actor), branch_id=people.branch_id, person_id=getattr(people, person), role=role,
        since=SINCE, resolution=resolution, key=used or key(), now=at(2026, 1, 31),
    )  # fmt: skip


@in_transaction
def test_an_office_gives_authority_from_its_day_on() -> None:
    people = cast()
    office = Office.objects.get(pk=give(people))
    assert (office.person_id, office.role, office.since, office.until) == (
        people.zhou,
        "committee",
        SINCE,
        None,
    )
    where = {"person_id": people.zhou, "organisation_id": people.branch_id}
    assert roles_in(**where, on=date(2026, 1, 31)) == {Role.MEMBER}
    assert roles_in(**where, on=SINCE) == {Role.MEMBER, Role.COMMITTEE}
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("give_office", office.pk, people.lin)
    assert office.entered_by_id == people.lin
    told = Outbox.objects.get(kind="office_given", to_id=people.zhou)
    assert (told.subject, told.subject_id) == ("membership", people.m_zhou)
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_the_superior_gives_offices_in_a_branch_below() -> None:
    people = cast()
    assert Office.objects.get(pk=give(people, "han", Role.SECRETARY, actor="gao")).role == "secretary"


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": "  "}, "no_resolution", "还没有写任职依据的决议"),
        ({"role": Role.MEMBER}, "not_an_office", "请从列出的职务里选"),
        ({"role": Role.SUPERIOR_REVIEWER}, "not_an_office", "不是支部里的职务"),
        ({"person": "han"}, "already_holds", "已经担任这一职务"),
        ({"actor": "zhou"}, "forbidden", "登记任职由支部书记"),
        ({"actor": "xu"}, "forbidden", "登记任职由支部书记"),
    ],
)
def test_what_is_refused_leaves_no_office(given: dict[str, object], code: str, words: str) -> None:
    people = cast()
    before = Office.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        give(people, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Office.objects.count(), AuditEvent.objects.count()) == before


@in_transaction
def test_the_administrator_gives_no_office() -> None:
    people = cast()
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.zhou, role=Role.ADMINISTRATOR,
        since=date(2026, 1, 5), resolution="支委会", key=key(), now=at(2026, 1, 6),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        give(people, "he", actor="zhou")
    assert refused.value.code == "forbidden"


@in_transaction
def test_people_and_officers_of_other_branches_are_unknown_here() -> None:
    people = cast()
    for given in ({"person": "deng"}, {"actor": "deng"}):
        with pytest.raises(NotFound):
            give(people, **given)
    assert not Office.objects.filter(organisation_id=people.branch_id, person_id=people.deng).exists()


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    used = key()
    give(people, used=used)
    with pytest.raises(AlreadyDone):
        give(people, "he", used=used)
    assert not Office.objects.filter(person_id=people.he).exists()


def test_32_at_once_give_one_office(committed: None) -> None:
    people = cast()
    assert race(lambda: give(people)) == ["already_holds"] * (THREADS - 1) + ["done"]
    assert Office.objects.filter(person_id=people.zhou).count() == 1
