"""登记诫勉谈话: by the one who led the branch that day, on a low grade or a decision, told to the member alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.give_office import give_office
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, LedgerEntry, Outbox, Talk
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions._year import steps_of
from tests.actions.follow_up_scene import AGREED, NOW, TALKED, appraised_year, talked
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def refusal(people: Cast, **change: Any) -> Refused:
    before = Talk.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        talked(people, **change)
    assert (Talk.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()) == before
    return refused.value


def test_a_talk_rests_on_the_grade_and_only_the_member_is_told(people: Cast) -> None:
    entries = LedgerEntry.objects.count()
    talk = Talk.objects.select_related("agreed").get(pk=talked(people, agreed=f" {AGREED} "))
    assert (talk.membership_id, talk.held_by_id, talk.held_on) == (people.m_he, people.lin, TALKED)
    assert (talk.settlement_id, talk.grade, talk.document) == (
        steps_of(people).settlement_id,
        "不合格",
        "",
    )
    assert (talk.agreed.text, talk.remarks_id, talk.acknowledged_at) == (AGREED, None, None)
    event = AuditEvent.objects.get(verb="hold_talk")
    assert (event.subject, event.subject_id, event.actor_id) == ("talk", talk.pk, people.lin)
    assert event.detail == '{"held_on":"2027-04-06"}'
    told = Outbox.objects.get(subject="talk")
    assert (told.kind, told.to_id) == ("talk_held", people.he)
    assert LedgerEntry.objects.count() == entries


def test_one_graded_qualified_or_not_at_all_only_on_a_document(people: Cast) -> None:
    well = refusal(people, membership_id=people.m_zhou)
    assert (well.code, "等次是“合格”，不因积分和名次采取措施" in well.sentence) == ("graded_well", True)
    assert refusal(people, membership_id=people.m_jiang).code == "no_grade"
    number = "校纪〔2027〕3号"
    talk = Talk.objects.get(pk=talked(people, membership_id=people.m_zhou, document=f" {number} "))
    assert (talk.grade, talk.document) == ("合格", number)
    talk = Talk.objects.get(pk=talked(people, membership_id=people.m_jiang, document=number))
    assert (talk.settlement_id, talk.grade, talk.document) == (None, "", number)


def test_before_any_year_is_appraised_there_is_no_ground_but_a_document() -> None:
    people = cast()
    early = {"held_on": date(2026, 4, 6), "now": at(2026, 4, 7)}
    assert refusal(people, **early).code == "no_grade"
    assert talked(people, **early, document="校纪〔2026〕3号")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"agreed": " "}, "nothing_said", "还没有写谈话的内容"),
        ({"agreed": "长" * 501}, "too_long", "500 字以内"),
        ({"document": "号" * 121}, "document_too_long", "120 字以内"),
        ({"held_on": date(2027, 4, 8)}, "future_day", "2027年4月8日还没有到"),
        ({"held_on": date(2026, 1, 4)}, "bad_day", "2026年1月4日这名党员不在本支部"),
    ],
)
def test_what_is_wrong_is_said(people: Cast, change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(people, **change)
    assert (refused.code, words in refused.sentence) == (code, True)


def test_only_who_led_the_branch_that_day_and_never_with_oneself(people: Cast) -> None:
    for actor in (people.han, people.xu, people.zhou, people.jiang, people.gao):
        assert refusal(people, actor_id=actor).code == "forbidden"
    own = refusal(people, membership_id=people.m_lin)
    assert (own.code, "本人事项" in own.sentence) == ("forbidden", True)
    with pytest.raises(NotFound):
        talked(people, actor_id=people.deng)
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.shen, role=Role.SECRETARY,
        since=date(2027, 4, 7), resolution="支部党员大会 2027年4月7日", key=key(), now=NOW,
    )  # fmt: skip
    assert refusal(people, actor_id=people.shen).code == "not_head_then"


def test_once_a_day_and_the_same_button_twice_counts_once(people: Cast) -> None:
    same = key()
    talked(people, key=same)
    with pytest.raises(AlreadyDone):
        talked(people, key=same)
    assert refusal(people).code == "repeat"
    assert talked(people, held_on=date(2027, 4, 7))
