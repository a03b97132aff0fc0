"""登记考勤: attendance proposes, the recorder decides, the member is heard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_roll import Called, call_roll
from fenming.queries.access import NotFound
from fenming.queries.roll_call import proposals_of
from fenming.records.models import AuditEvent, Fact, Matter, RollCall, RollCallMark
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.walk import walk_quarter

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2026, 2, 10)
NOW = at(2026, 2, 12)


def marks_of(people: Cast) -> dict[int, str]:
    return {
        people.m_lin: "present", people.m_xu: "present", people.m_han: "duty", people.m_shen: "late",
        people.m_zhou: "private", people.m_he: "absent", people.m_jiang: "late",
    }  # fmt: skip


def called(people: Cast, **change: Any) -> Called:
    given: dict[str, Any] = {
        "actor_id": people.xu, "branch_id": people.branch_id, "day": DAY, "what": "二月主题党日",
        "marks": marks_of(people), "taken": [people.m_shen, people.m_he, people.m_jiang], "key": key(), "now": NOW,
    }  # fmt: skip
    return call_roll(**(given | change))


def test_each_mark_proposes_what_the_standard_says_and_being_there_nothing() -> None:
    people = cast()
    found = proposals_of(branch_id=people.branch_id, day=DAY, marks=marks_of(people))
    assert [(one.name, one.title) for one in found] == [
        ("沈知行", "迟到早退"), ("周予安", "因私请假（每季第 3 次起）"), ("何苗", "无故缺席组织生活"),
        ("蒋雨桐", "迟到早退"),
    ]  # fmt: skip


def test_only_what_was_ticked_becomes_a_matter_and_is_shown_first() -> None:
    people = cast()
    done = called(people)
    rows = Matter.objects.order_by("pk").values_list("membership_id", "item", "claimed_centi", "said__text")
    assert list(rows) == [
        (people.m_he, "K01", -200, "二月主题党日，无故缺席。"),
        (people.m_shen, "K03", -50, "二月主题党日，迟到早退。"),
        (people.m_jiang, "K03", -50, "二月主题党日，迟到早退。"),
    ]
    assert set(done.matter_ids) == set(Matter.objects.values_list("pk", flat=True))
    assert done.reply_by == Matter.objects.values_list("reply_by", flat=True).distinct().get()
    assert RollCallMark.objects.filter(roll_call_id=done.roll_call_id).count() == 7
    assert AuditEvent.objects.get(verb="call_roll").subject_id == done.roll_call_id


def test_a_roll_with_nothing_ticked_is_kept_and_costs_nobody_anything() -> None:
    people = cast()
    assert called(people, taken=[]).matter_ids == ()
    assert RollCall.objects.count() == 1
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"day": date(2026, 2, 13)}, "future_day", "还没有到"),
        ({"what": " "}, "nothing_said", "什么活动"),
        ({"what": "活" * 60}, "too_long", "至多"),
        ({"marks": {}}, "no_marks", "到会情况"),
    ],
)
def test_refusals_keep_nothing(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        called(people, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not RollCall.objects.exists()
    assert not Matter.objects.exists()


def test_who_was_there_cannot_be_ticked_and_no_mark_is_made_up() -> None:
    people = cast()
    with pytest.raises(Refused, match="没有可登记的事项"):
        called(people, taken=[people.m_lin])
    with pytest.raises(Refused) as refused:
        called(people, marks={people.m_he: "drunk"}, taken=[])
    assert refused.value.code == "bad_mark"
    with pytest.raises(NotFound):
        called(people, marks={people.m_deng: "absent"}, taken=[])
    assert not RollCall.objects.exists()


def test_the_roll_of_a_meeting_is_called_once_on_its_day() -> None:
    people = walk_quarter().people
    meeting_id = RollCall._meta.get_field("meeting").related_model.objects.values_list("pk", flat=True)[0]
    now = at(2026, 6, 1)
    done = called(people, meeting_id=meeting_id, what="党员大会", taken=[], now=now)
    assert RollCall.objects.get(pk=done.roll_call_id).day == date(2026, 4, 15)
    with pytest.raises(Refused) as refused:
        called(people, meeting_id=meeting_id, what="党员大会", taken=[], now=now)
    assert refused.value.code == "already_called"


def test_only_the_recorder_may_and_the_same_form_counts_once() -> None:
    people, once = cast(), key()
    with pytest.raises(Refused, match="积分记录员"):
        called(people, actor_id=people.he)
    called(people, key=once)
    with pytest.raises(AlreadyDone):
        called(people, key=once)
    assert RollCall.objects.count() == 1
