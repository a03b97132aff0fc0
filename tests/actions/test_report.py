"""报告他人事项: shown at once to the one concerned, heard first, and nowhere is the reporter named."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from fenming.actions import AlreadyDone
from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.reply import reply
from fenming.queries.access import NotFound
from fenming.records.models import (
    AuditEvent,
    IdempotencyKey,
    Matter,
    Membership,
    Month,
    Outbox,
    Person,
    Reporter,
)
from fenming.rules.terms import Refused
from tests.actions._matters import FIRST_DAY, declared, month_of
from tests.actions._reports import WHAT, reported
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CANARY = "金丝雀"
FAR = 987_654_321  # an id that is no other row's


def refusal(people: Cast, **change: Any) -> Refused:
    before = Matter.objects.count(), Reporter.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        reported(people, **change)
    assert (Matter.objects.count(), Reporter.objects.count(), AuditEvent.objects.count()) == before
    return refused.value


def judged(people: Cast, matter_id: int, *, who: str = "han", day: int = 27) -> int:
    return assess(
        actor_id=getattr(people, who), matter_id=matter_id, outcome="accepted", seen_round=0, key=key(),
        now=at(2026, 2, day),
    )  # fmt: skip


def test_it_is_shown_to_the_one_concerned_with_days_to_reply() -> None:
    people = cast()
    matter = Matter.objects.select_related("said", "month").get(pk=reported(people))
    assert (matter.membership_id, matter.origin, matter.state) == (people.m_zhou, "reported", "declared")
    assert (matter.claimed_centi, matter.said.text, matter.month.number) == (-50, WHAT, 2)
    assert (matter.shown_on, matter.reply_by, matter.declared_by_id) == (
        date(2026, 2, 12),
        date(2026, 2, 26),
        None,
    )
    told = Outbox.objects.get(kind="matter_reported")
    assert (told.subject, told.subject_id, told.to_id) == ("matter", matter.pk, people.zhou)
    assert Reporter.objects.get(matter=matter).person_id == people.he


def test_a_report_of_something_good_is_heard_too() -> None:
    people = cast()
    matter_id = reported(people, item="DT5", said="布置读书会会场，两小时。")
    assert Matter.objects.get(pk=matter_id).reply_by == date(2026, 2, 26)
    with pytest.raises(Refused) as refused:
        judged(people, matter_id, day=20)
    assert refused.value.code == "not_heard"
    reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 2, 20))
    assert judged(people, matter_id, day=21) == 1


def test_the_trail_and_the_key_name_nobody() -> None:
    people, same = cast(), key()
    matter_id = reported(people, key=same)
    event = AuditEvent.objects.get(verb="report")
    assert (event.actor_id, event.subject, event.subject_id) == (
        None, "reporter", Reporter.objects.get(matter_id=matter_id).pk,
    )  # fmt: skip
    assert json.loads(event.detail) == {"matter": matter_id, "item": "K03", "claimed_centi": -50}
    assert IdempotencyKey.objects.get(key=same).actor_id is None


def test_no_row_of_any_table_but_one_holds_the_reporter() -> None:
    people = cast()
    canary = Person.objects.create(pk=FAR, name=CANARY)
    Membership.objects.create(
        pk=FAR + 1, branch_id=people.branch_id, person=canary, since=date(2026, 1, 5), roster_no=99
    )
    before = rows_of_all_tables()
    reported(people, actor_id=FAR)
    fresh = [row for row in rows_of_all_tables() if row not in before]
    holding = {
        table for table, row in fresh if any(str(FAR)[:8] in str(one) or CANARY in str(one) for one in row)
    }
    assert {table for table, _ in fresh} == {
        "AuditEvent", "IdempotencyKey", "Matter", "Outbox", "PersonalText", "Reporter",
    }  # fmt: skip
    assert holding == {"Reporter"}


def rows_of_all_tables() -> list[tuple[str, tuple[Any, ...]]]:
    return [
        (model.__name__, row)
        for model in apps.get_app_config("records").get_models()
        for row in model._default_manager.values_list()
    ]


def test_own_matters_are_declared_not_reported() -> None:
    people = cast()
    refused = refusal(people, who="zhou")
    assert refused.code == "forbidden"
    assert "请在“申报”里申报" in refused.sentence


def test_only_members_of_the_branch_report_on_members_of_the_branch() -> None:
    people = cast()
    for person in (people.deng, people.gao):
        with pytest.raises((NotFound, Refused)):
            reported(people, actor_id=person)
    with pytest.raises(NotFound):
        reported(people, membership_id=people.m_deng)
    assert not Reporter.objects.exists()


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"item": "V1"}, "not_reportable", "请告诉支部书记"),
        ({"item": "nothing"}, "bad_item", "项目"),
        ({"day": date(2026, 2, 20)}, "future_day", "还没有到"),
        ({"day": date(2024, 2, 20)}, "no_year", "不在本支部已开始的年度里"),
        ({"said": "说" * 61}, "too_long", "现在是 61 字"),
        ({"said": "  "}, "bad_said", ""),
    ],
)
def test_what_cannot_be_reported(change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(cast(), **change)
    assert refused.code == code
    assert words in refused.sentence


def test_the_same_thing_is_reported_once_and_the_answer_names_no_matter() -> None:
    people = cast()
    reported(people)
    refused = refusal(people, who="han")
    assert refused.code == "repeat"
    assert "2026-02" not in refused.sentence


def test_when_every_month_is_assessed_it_says_so() -> None:
    people = cast()
    Month.objects.filter(branch_id=people.branch_id).update(assessed_at=at(2026, 2, 1))
    assert refusal(people).code == "no_open_month"


def test_a_fact_of_an_assessed_month_goes_to_the_open_one() -> None:
    people = cast()
    Month.objects.filter(branch_id=people.branch_id, number=1).update(assessed_at=at(2026, 2, 10))
    matter = Matter.objects.get(pk=reported(people, day=date(2026, 1, 20)))
    assert (matter.month_id, matter.day) == (month_of(people, 2).pk, date(2026, 1, 20))


def test_who_reported_it_does_not_assess_it_and_nobody_else_learns_that() -> None:
    people = cast()
    matter_id = reported(people, who="han")
    with pytest.raises(Refused) as refused:
        judged(people, matter_id)
    assert refused.value.code == "reported_by_you"
    assert "是您报告的" in refused.value.sentence
    assert Matter.objects.get(pk=matter_id).state == "declared"
    assert judged(people, matter_id, who="shen") == 1


@pytest.mark.parametrize(("item", "said"), [("K03", WHAT), ("DT5", "布置读书会会场，两小时。")])
def test_no_report_is_accepted_with_others_in_one_step(item: str, said: str) -> None:
    people = cast()
    matter_id = reported(people, who="han", item=item, said=said)
    plain = declared(people, said="指导毕业论文一篇。")
    with pytest.raises(Refused) as refused:
        assess_batch(
            actor_id=people.han, month_id=month_of(people).pk, matter_ids=[matter_id, plain], membership_ids=[],
            key=key(), now=at(2026, 3, 9),
        )  # fmt: skip
    assert refused.value.code == "stale"
    assert "要单独看" in refused.value.sentence
    assert "报告" in refused.value.sentence
    assert set(Matter.objects.values_list("state", flat=True)) == {"declared"}


def test_the_same_form_twice_counts_once() -> None:
    people, same = cast(), key()
    reported(people, key=same)
    with pytest.raises(AlreadyDone):
        reported(people, key=same, day=FIRST_DAY, said="另一句。")
    assert Matter.objects.count() == 1
