"""登记送达: whoever has no account is told by a paper, and the term to reply runs from the day it was handed over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.hand_over import hand_over
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.actions.report import report
from fenming.actions.transfer_out import transfer_out
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Matter, Outbox
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of
from tests.racing import race

pytestmark = [pytest.mark.database]

NOW = at(2026, 2, 6)


def recorded(people: Cast, members: list[int] | None = None, item: str = "K03") -> list[int]:
    return list(
        record(
            actor_id=people.xu, branch_id=people.branch_id, item=item, day=date(2026, 2, 3),
            membership_ids=members or [people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
        ).matter_ids
    )  # fmt: skip


def handed(people: Cast, matter_id: int, **change: Any) -> date:
    given: dict[str, Any] = {
        "actor_id": people.xu, "matter_id": matter_id, "handed_on": date(2026, 2, 6), "receipt_kept": True,
        "key": key(), "now": NOW,
    }  # fmt: skip
    return hand_over(**(given | change))


def assessed(people: Cast, matter_id: int, *, now: Any) -> None:
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="accepted", seen_round=0, key=key(), now=now
    )  # fmt: skip


@pytest.mark.django_db
def test_the_term_runs_from_the_day_it_was_handed_over_and_nobody_is_assessed_down_before() -> None:
    people = cast(accounts=False)
    (matter_id,) = recorded(people)
    matter = Matter.objects.get(pk=matter_id)
    assert (matter.by_hand, matter.shown_on, matter.reply_by) == (True, None, None)
    assert not Outbox.objects.filter(kind="matter_recorded").exists()
    with pytest.raises(Refused, match="告知书还没有登记当面送达"):
        assessed(people, matter_id, now=at(2026, 3, 20))
    assert handed(people, matter_id) == date(2026, 2, 13)
    with pytest.raises(Refused, match="答复期到2月13日，期满或答复后才能初评"):
        assessed(people, matter_id, now=at(2026, 2, 13))
    event = AuditEvent.objects.get(verb="hand_over")
    assert (event.actor_id, event.subject_id) == (people.xu, matter_id)
    assert event.detail == '{"handed_on":"2026-02-06","reply_by":"2026-02-13"}'
    matter.refresh_from_db()
    assert (matter.shown_on, matter.handed_by_id) == (date(2026, 2, 6), people.xu)
    assessed(people, matter_id, now=at(2026, 2, 14))


@pytest.mark.django_db
def test_of_many_only_those_without_an_account_wait_for_a_paper() -> None:
    people = cast(accounts=False)
    client_of(people.he)
    he, zhou = (Matter.objects.get(pk=pk) for pk in sorted(recorded(people, [people.m_zhou, people.m_he])))
    if he.membership_id != people.m_he:
        he, zhou = zhou, he
    assert (he.by_hand, he.reply_by) == (False, date(2026, 2, 11))
    assert (zhou.by_hand, zhou.reply_by) == (True, None)
    assert Outbox.objects.get(kind="matter_recorded").to_id == people.he
    with pytest.raises(Refused, match="不用当面送达"):
        handed(people, he.pk)


@pytest.mark.django_db
def test_who_is_given_an_account_meanwhile_may_answer_there_and_that_is_enough() -> None:
    people = cast(accounts=False)
    (matter_id,) = recorded(people)
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=NOW)
    assessed(people, matter_id, now=NOW)
    assert Matter.objects.get(pk=matter_id).state == "assessed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"handed_on": date(2026, 2, 7)}, "future_day", "2026年2月7日还没有到"),
        ({"handed_on": date(2026, 2, 3)}, "too_early", "2026年2月4日才登记"),
        ({"receipt_kept": False}, "receipt_not_kept", "请收好本人签收的回执"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(change: dict[str, Any], code: str, words: str) -> None:
    people = cast(accounts=False)
    (matter_id,) = recorded(people)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        handed(people, matter_id, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert Matter.objects.get(pk=matter_id).shown_on is None
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db
def test_it_is_entered_once_by_recorder_or_secretary_and_by_nobody_for_themselves() -> None:
    people, same = cast(accounts=False), key()
    (matter_id,) = recorded(people)
    for actor in (people.han, people.zhou):
        with pytest.raises(Refused) as refused:
            handed(people, matter_id, actor_id=actor)
        assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        handed(people, matter_id, actor_id=people.deng)
    own = report(
        actor_id=people.zhou, membership_id=people.m_xu, item="K03", day=date(2026, 2, 3), said="支部会早退。",
        key=key(), now=at(2026, 2, 4),
    )  # fmt: skip
    with pytest.raises(Refused, match="本人事项，不能由您登记送达"):
        handed(people, own)
    handed(people, matter_id, actor_id=people.lin, key=same)
    with pytest.raises(AlreadyDone):
        handed(people, matter_id, key=same)
    with pytest.raises(Refused, match="已登记在2026年2月6日送达"):
        handed(people, matter_id)


@pytest.mark.django_db
def test_nobody_leaves_before_the_paper_was_handed_over() -> None:
    people = cast(accounts=False)
    recorded(people)
    with pytest.raises(Refused, match="告知书还没有当面送达"):
        transfer_out(
            actor_id=people.lin, membership_id=people.m_zhou, day=date(2026, 2, 27), destination="云溪学院教工党支部",
            resolution="组织关系介绍信 2026-07", key=key(), now=at(2026, 2, 27),
        )  # fmt: skip


@pytest.mark.django_db
def test_the_database_keeps_what_was_handed_over_and_takes_no_assessment_before() -> None:
    people = cast(accounts=False)
    (waiting,), (done,) = recorded(people), recorded(people, item="K04")
    handed(people, done)
    changes: list[tuple[int, dict[str, Any]]] = [
        (waiting, {"shown_on": date(2026, 2, 6), "reply_by": date(2026, 2, 13)}),  # by nobody
        (waiting, {"by_hand": False}),
        (done, {"shown_on": date(2026, 2, 4)}),
        (done, {"reply_by": date(2026, 2, 9)}),
        (done, {"handed_by": people.lin}),
        (done, {"shown_on": None, "reply_by": None, "handed_by": None, "handed_at": None}),
    ]
    for matter_id, change in changes:
        with pytest.raises(DatabaseError, match=r"matter_|stays as it was"), transaction.atomic():
            Matter.objects.filter(pk=matter_id).update(**change)
    with pytest.raises(DatabaseError, match="not handed over yet"), transaction.atomic():
        Matter.objects.get(pk=waiting).assessments.create(
            branch_id=people.branch_id, round=1, outcome="accepted", quantity=1, points_centi=-50,
            by_id=people.han, at=NOW,
        )  # fmt: skip


def test_recorder_and_secretary_at_once_enter_it_once(committed: None) -> None:
    people = cast(accounts=False)
    (matter_id,) = recorded(people)
    assert race(lambda: handed(people, matter_id)) == ["already_handed_over"] * 31 + ["done"]
    assert AuditEvent.objects.filter(verb="hand_over").count() == 1
