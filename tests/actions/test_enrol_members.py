"""登记党员名册: all of the lines or none, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.enrol_members import NewMember, enrol_members
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Membership, Person, Standing
from fenming.rules.terms import Refused, Status
from tests.cast import SINCE, Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
NOW = at(2026, 1, 6)
TANG = NewMember("唐子墨", "T", Status.FORMAL, date(2025, 9, 1))
WANG = NewMember(" 阿布都热合曼·吐尔逊江 ", "A", Status.PROBATIONARY, SINCE)


def enrol(
    people: Cast, *members: NewMember, actor: str = "lin", resolution: str = "介绍信", used: str = ""
) -> list[int]:
    return enrol_members(
        actor_id=getattr(people, actor), branch_id=people.branch_id, members=members,
        resolution=resolution, key=used or key(), now=NOW,
    )  # fmt: skip


@in_transaction
def test_members_follow_on_in_order_with_their_first_standing() -> None:
    people = cast()
    first, second = enrol(people, TANG, WANG)
    tang, wang = (Membership.objects.select_related("person").get(pk=pk) for pk in (first, second))
    assert (tang.roster_no, wang.roster_no) == (8, 9)
    assert wang.person.name == "阿布都热合曼·吐尔逊江"
    standing = Standing.objects.get(membership=tang)
    assert (standing.type, standing.status, standing.since, standing.resolution) == (
        "T", "formal", date(2025, 9, 1), "介绍信",
    )  # fmt: skip
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.actor_id) == ("enrol_members", people.lin)
    assert event.detail == f'{{"memberships":[{first},{second}]}}'
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_namesakes_are_two_people() -> None:
    people = cast()
    enrol(people, TANG, TANG)
    assert Person.objects.filter(name="唐子墨").count() == 2


@in_transaction
@pytest.mark.parametrize(
    ("members", "resolution", "code", "words"),
    [
        ((), "介绍信", "no_members", "没有填写党员"),
        ((TANG,), " ", "no_resolution", "还没有写依据"),
        ((NewMember(" ", "T", Status.FORMAL, SINCE),), "介绍信", "bad_member", "第1行：没有写姓名"),
        ((NewMember("长" * 61, "T", Status.FORMAL, SINCE),), "介绍信", "bad_member", "姓名超过60字"),
        (
            (TANG, NewMember("甲", "X", Status.FORMAL, SINCE), NewMember("", "T", Status.FORMAL, SINCE)),
            "介绍信",
            "bad_member",
            "第2行：岗位“X”认不出，请填教师岗或管理岗；第3行：没有写姓名。没有登记任何人",
        ),
    ],
)
def test_one_bad_line_keeps_everyone_out(
    members: tuple[NewMember, ...], resolution: str, code: str, words: str
) -> None:
    people = cast()
    before = Person.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        enrol(people, *members, resolution=resolution)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Person.objects.count(), AuditEvent.objects.count()) == before


@in_transaction
@pytest.mark.parametrize("actor", ["zhou", "xu", "han"])
def test_only_the_secretary_enrols(actor: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        enrol(people, TANG, actor=actor)
    assert refused.value.code == "forbidden"
    assert "登记党员名册由支部书记办理" in refused.value.sentence
    assert not Person.objects.filter(name="唐子墨").exists()


@in_transaction
def test_the_secretary_of_another_branch_finds_no_such_branch() -> None:
    people = cast()
    with pytest.raises(NotFound):
        enrol(people, TANG, actor="deng")
    assert not Person.objects.filter(name="唐子墨").exists()


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    used = key()
    enrol(people, TANG, used=used)
    with pytest.raises(AlreadyDone):
        enrol(people, TANG, used=used)
    assert Person.objects.filter(name="唐子墨").count() == 1


def test_32_at_once_are_numbered_without_gap_or_double(committed: None) -> None:
    people = cast()
    assert race(lambda: enrol(people, TANG)) == ["done"] * THREADS
    numbers = list(Membership.objects.filter(branch_id=people.branch_id).values_list("roster_no", flat=True))
    assert numbers == list(range(1, 7 + THREADS + 1))
    assert first_broken_event(branch_id=people.branch_id) is None
