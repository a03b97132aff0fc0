"""组织关系转入: a newcomer, or the same person from another branch of the system."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.transfer_in import Newcomer
from fenming.queries.access import NotFound, roles_in
from fenming.queries.scores import statements_of
from fenming.queries.viewer import viewer_of
from fenming.records.models import (
    Account,
    Arrival,
    AuditEvent,
    Membership,
    Outbox,
    ProbationEvent,
    Standing,
    Year,
)
from fenming.rules.authority import Role
from fenming.rules.terms import Refused, Status
from tests.actions.roster_scene import LETTER, arrived, extended, out, received, sent, started
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db


def stand(people: Cast) -> tuple[int, int, int]:
    return Membership.objects.count(), Arrival.objects.count(), AuditEvent.objects.count()


@in_transaction
def test_a_newcomer_has_the_whole_base_from_the_first_day() -> None:
    people = cast(accounts=False)
    membership = Membership.objects.select_related("person").get(pk=arrived(people))
    assert (membership.person.name, membership.roster_no, membership.since) == ("陆闻笛", 8, date(2026, 6, 8))
    arrival = Arrival.objects.get(membership=membership)
    assert (arrival.origin, arrival.resolution, arrival.departure_id) == (
        "临川大学理学院党委第三支部", LETTER, None,
    )  # fmt: skip
    standing = Standing.objects.get(membership=membership)
    assert (standing.type, standing.status, standing.resolution) == ("T", "formal", LETTER)
    year = Year.objects.get(branch_id=people.branch_id)
    (own,) = [
        row for row in statements_of(branch_id=people.branch_id, year=year) if row[0].pk == membership.pk
    ]
    assert (own[2].base_centi, own[2].total_centi, own[2].suggested_grade) == (6000, 6000, "基本合格")
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("transfer_in", membership.pk, "A19")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("transferred_in", membership.person_id)
    ]


@in_transaction
def test_a_probation_that_is_known_begins_with_the_newcomer() -> None:
    people = cast(accounts=False)
    newcomer = Newcomer("陆闻笛", Status.PROBATIONARY, "临川大学理学院党委", date(2026, 3, 2))
    step = ProbationEvent.objects.get(membership_id=arrived(people, newcomer=newcomer))
    assert (step.kind, step.day, step.due_on) == ("started", date(2026, 3, 2), date(2027, 3, 1))


@in_transaction
def test_the_same_person_goes_on_with_the_same_account() -> None:
    people = cast(accounts=False)
    account = Account.objects.create(person_id=people.zhou, login="zhou", must_set_password=False)
    membership = Membership.objects.get(pk=received(people, sent(people), post="A"))
    assert (membership.person_id, membership.branch_id, membership.roster_no) == (
        people.zhou, people.other_branch_id, 2,
    )  # fmt: skip
    assert Standing.objects.get(membership=membership).type == "A"
    assert Arrival.objects.get(membership=membership).origin == "青岚大学人文学院教工第二党支部"
    before, after = (viewer_of(account=account, on=date(2026, 6, day)) for day in (8, 9))
    assert before is not None
    assert after is not None
    assert (before.branch_id, after.branch_id) == (people.branch_id, people.other_branch_id)
    where = {"person_id": people.zhou, "organisation_id": people.branch_id}
    assert roles_in(**where, on=date(2026, 6, 9)) == frozenset()
    assert roles_in(**(where | {"organisation_id": people.other_branch_id}), on=date(2026, 6, 9)) == {
        Role.MEMBER
    }


@in_transaction
def test_a_probation_goes_along_with_its_one_extension() -> None:
    people = cast(accounts=False)
    started(people)
    extended(people)
    membership_id = received(people, sent(people, "jiang"))
    assert Standing.objects.get(membership_id=membership_id).status == "probationary"
    steps = ProbationEvent.objects.filter(membership_id=membership_id).order_by("day")
    assert list(steps.values_list("kind", "day", "due_on")) == [
        ("started", date(2025, 6, 20), date(2026, 6, 19)), ("extended", date(2026, 6, 5), date(2026, 12, 19)),
    ]  # fmt: skip


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写介绍信编号或依据"),
        ({"newcomer": None}, "incomplete", "还没有写转入的是谁"),
        ({"newcomer": Newcomer("陆闻笛", Status.FORMAL, " ")}, "incomplete", "还没有写从哪里转来"),
        ({"newcomer": Newcomer(" ", Status.FORMAL, "校机关")}, "bad_member", "没有写姓名"),
        ({"post": "X"}, "bad_member", "岗位“X”认不出"),
        ({"day": date(2026, 6, 11)}, "future_day", "2026年6月11日还没有到"),
        (
            {"newcomer": Newcomer("陆闻笛", Status.PROBATIONARY, "校机关", date(2026, 6, 11))},
            "future_day",
            "预备期不能从2026年6月11日开始",
        ),
        ({"actor": "han"}, "forbidden", "组织关系转入由支部书记办理"),
    ],
)
def test_what_is_refused_brings_nobody(given: dict[str, Any], code: str, words: str) -> None:
    people = cast(accounts=False)
    before = stand(people)
    with pytest.raises(Refused) as refused:
        arrived(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert stand(people) == before


@in_transaction
def test_who_was_sent_is_received_once_and_after_the_last_day_there() -> None:
    people = cast(accounts=False)
    departure_id = sent(people)
    for given, code, words in (
        ({"day": date(2026, 6, 8)}, "before_leaving", "周予安在原支部算到2026年6月8日"),
        ({"actor": "lin"}, "", ""),
    ):
        with pytest.raises(Refused if code else NotFound) as refused:
            received(people, departure_id, **given)
        if code:
            assert refused.value.code == code  # type: ignore[union-attr]
            assert words in refused.value.sentence  # type: ignore[union-attr]
    received(people, departure_id)
    with pytest.raises(Refused) as refused:
        received(people, departure_id)
    assert refused.value.code == "received_already"  # type: ignore[union-attr]
    assert Arrival.objects.count() == 1


@in_transaction
def test_a_branch_receives_only_who_was_sent_to_it() -> None:
    people = cast(accounts=False)
    elsewhere = out(people, "he")
    sent_away = sent(people)
    for departure_id, given in (
        (elsewhere, {}),
        (sent_away, {"actor": "lin", "branch_id": people.branch_id}),
        (987654, {}),
    ):
        with pytest.raises(NotFound):
            received(people, departure_id, **given)
    assert Arrival.objects.count() == 0


@in_transaction
def test_who_is_on_a_roster_again_by_then_is_not_received_twice() -> None:
    people = cast(accounts=False)
    departure_id = sent(people)
    Membership.objects.create(
        branch_id=people.branch_id, person_id=people.zhou, roster_no=50, since=date(2026, 6, 9)
    )
    with pytest.raises(Refused) as refused:
        received(people, departure_id)
    assert refused.value.code == "already_member"
    assert Arrival.objects.count() == 0


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast(accounts=False)
    used = key()
    arrived(people, used=used)
    with pytest.raises(AlreadyDone):
        arrived(people, used=used)
    assert Arrival.objects.count() == 1


def test_32_at_once_receive_one_member_once(committed: None) -> None:
    people = cast(accounts=False)
    departure_id = sent(people)
    assert race(lambda: received(people, departure_id, now=at(2026, 6, 10))) == ["done"] + [
        "received_already"
    ] * (THREADS - 1)
    assert Membership.objects.filter(person_id=people.zhou).count() == 2
