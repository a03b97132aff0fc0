"""组织关系转出: the membership ends, offices with it, and the statement of that day is frozen."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.give_office import give_office
from fenming.actions.record import record
from fenming.queries.access import NotFound, roles_in
from fenming.queries.chain import first_broken_event
from fenming.queries.leaving import ledger_head
from fenming.records.models import AuditEvent, Departure, Membership, Office, Outbox
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions.roster_scene import MEETING, NOW, claim, out, sent
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race
from tests.walk import walk_quarter

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
DAY = date(2026, 6, 8)


def stand(people: Cast) -> tuple[int, int, int, int]:
    """What a refusal must leave as it is."""
    ended = (
        Membership.objects.filter(until__isnull=False).count()
        + Office.objects.filter(until__isnull=False).count()
    )
    return Departure.objects.count(), ended, AuditEvent.objects.count(), Outbox.objects.count()


def office(people: Cast, person: str, role: Role, since: date = date(2026, 2, 1)) -> None:
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=getattr(people, person), role=role, since=since,
        resolution=MEETING, key=key(), now=NOW,
    )  # fmt: skip


@in_transaction
def test_the_year_so_far_is_frozen_with_what_is_still_open() -> None:
    walked = walk_quarter()
    people = walked.people
    open_id = claim(people, "zhou", date(2026, 6, 3))
    departure = Departure.objects.get(pk=out(people))
    assert (departure.day, departure.reason, departure.destination, departure.resolution) == (
        DAY, "transferred", "临川大学理学院党委", "组转〔2026〕18号",
    )  # fmt: skip
    assert (departure.ledger_seq, departure.head_hash) == ledger_head(people.branch_id)
    assert departure.digest == sha256(departure.statement.encode()).hexdigest()
    content = json.loads(departure.statement)
    (member,) = content["year"]["members"]
    assert (member["membership"], member["duty_centi"], member["total_centi"]) == (people.m_zhou, 100, 6100)
    assert [line["item"] for line in member["lines"]] == ["DT2"]
    assert member["suggested_grade"] == ""
    assert content["pending"] == [
        {"matter": open_id, "item": "DT5", "day": "2026-06-03", "claimed_centi": 100}
    ]
    assert Membership.objects.get(pk=people.m_zhou).until == DAY
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject, event.subject_id, event.clause) == (
        "transfer_out", "membership", people.m_zhou, "A19",
    )  # fmt: skip
    told = Outbox.objects.filter(subject="membership", subject_id=people.m_zhou)
    assert list(told.values_list("kind", "to_id")) == [("transferred_out", people.zhou)]
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
def test_offices_end_with_the_membership_by_the_same_letter() -> None:
    people = cast()
    out(people, "han")
    held = Office.objects.get(person_id=people.han)
    assert (held.until, held.end_resolution, held.ended_by_id) == (DAY, "组转〔2026〕18号", people.lin)
    where = {"person_id": people.han, "organisation_id": people.branch_id}
    assert roles_in(**where, on=DAY) == {Role.MEMBER, Role.COMMITTEE}
    assert roles_in(**where, on=date(2026, 6, 9)) == frozenset()


@in_transaction
def test_a_secretary_leaves_once_another_has_been_named() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        out(people, "lin")
    assert refused.value.code == "no_successor"
    assert "林曼青是现任支部书记、系统管理员，没有别人接任" in refused.value.sentence
    for role in (Role.SECRETARY, Role.ADMINISTRATOR):
        office(people, "shen", role)
    assert Departure.objects.get(pk=out(people, "lin")).day == DAY


@in_transaction
def test_sent_to_a_branch_of_the_college_its_secretary_is_told() -> None:
    people = cast()
    departure = Departure.objects.get(pk=sent(people))
    assert (departure.to_branch_id, departure.destination) == (people.other_branch_id, "")
    assert set(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id", "subject_id")) == {
        ("transferred_out", people.zhou, people.m_zhou), ("transfer_waiting", people.deng, departure.pk),
    }  # fmt: skip


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": " "}, "incomplete", "还没有写介绍信编号或依据"),
        ({"resolution": "长" * 121}, "too_long", "至多 120 字，现在是 121 字"),
        ({"destination": ""}, "incomplete", "还没有写转到哪里"),
        ({"day": date(2026, 6, 11)}, "future_day", "2026年6月11日还没有到"),
        ({"day": date(2026, 1, 4)}, "before_joining", "周予安2026年1月5日才加入本支部"),
        ({"actor": "han"}, "forbidden", "组织关系转出由支部书记办理"),
        ({"actor": "zhou"}, "forbidden", "组织关系转出由支部书记办理"),
    ],
)
def test_what_is_refused_changes_nothing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    before = stand(people)
    with pytest.raises(Refused) as refused:
        out(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert stand(people) == before


@in_transaction
def test_nobody_leaves_before_what_they_did() -> None:
    walked = walk_quarter()
    people = walked.people
    claim(people, "zhou", date(2026, 6, 3))
    before = stand(people)
    for day, code, words in (
        (date(2026, 6, 2), "happened_later", "6月3日“学院公共事务与志愿服务”"),
        (date(2026, 4, 14), "happened_later", "离开的日期"),
    ):
        with pytest.raises(Refused) as refused:
            out(people, day=day)
        assert (refused.value.code, words in refused.value.sentence) == (code, True)
    with pytest.raises(Refused) as refused:
        out(people, "shen", day=date(2026, 4, 14))
    assert refused.value.code == "attended_later"
    assert "沈知行2026年4月15日还作为本支部党员到会" in refused.value.sentence
    office(people, "jiang", Role.RECORDER, date(2026, 6, 5))
    with pytest.raises(Refused) as refused:
        out(people, "jiang", day=date(2026, 6, 4))
    assert refused.value.code == "office_later"
    assert stand(people)[:2] == before[:2]


@in_transaction
def test_who_may_still_reply_to_a_minus_is_heard_first() -> None:
    people = cast()
    record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 6, 5), membership_ids=[people.m_zhou],
        what="主题党日迟到 20 分钟。", key=key(), now=at(2026, 6, 8),
    )  # fmt: skip
    before = stand(people)
    with pytest.raises(Refused) as refused:
        out(people)
    assert refused.value.code == "unheard"
    assert "周予安有事项等本人答复，到2026年6月15日" in refused.value.sentence
    assert stand(people) == before
    assert out(people, now=at(2026, 6, 16))


@in_transaction
def test_who_has_left_cannot_leave_again() -> None:
    people = cast()
    out(people)
    with pytest.raises(Refused) as refused:
        out(people, day=date(2026, 6, 1))
    assert refused.value.code == "left_already"
    assert "周予安2026年6月8日离开了本支部" in refused.value.sentence
    assert Departure.objects.count() == 1


@in_transaction
def test_other_branches_are_unknown_here_as_members_and_as_goals() -> None:
    people = cast()
    before = stand(people)
    for given in (
        {"actor": "deng"},
        {"member": "deng"},
        {"to_branch_id": people.branch_id},
        {"to_branch_id": people.superior_id},
    ):
        with pytest.raises(NotFound):
            out(people, **given)
    assert stand(people) == before


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    used = key()
    out(people, used=used)
    with pytest.raises(AlreadyDone):
        out(people, "he", used=used)
    assert Membership.objects.get(pk=people.m_he).until is None


def test_32_at_once_let_one_member_go_once(committed: None) -> None:
    people = cast()
    assert race(lambda: out(people, now=at(2026, 6, 10))) == ["done"] + ["left_already"] * (THREADS - 1)
    assert Departure.objects.count() == 1
