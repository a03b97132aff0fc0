"""考勤签到 from a sign-in sheet: marks in the office's own words, proposals shown and recorded only when asked for (R30, R37)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fenming.actions.accept_import import Accepted
from fenming.queries.chain import first_broken_event
from fenming.queries.imports.attendance import mark_of
from fenming.queries.imports.plan import Choice
from fenming.records.models import (
    Attendance,
    AuditEvent,
    Import,
    Matter,
    Meeting,
    Outbox,
    RollCall,
    RollCallMark,
)
from fenming.rules.terms import Refused
from tests.actions.import_scene import NOW, accepted, handed_in, plan_of, workbook
from tests.actions.meeting_scene import called
from tests.cast import Cast, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SHEET = (
    ("二月主题党日签到表",),
    ("序号", "姓名", "签到", "备注"),
    ("1", "许明远", "√", ""),
    ("2", "韩若水", "请假", "因公出差"),
    ("3", "周予安", "迟到", ""),
    ("4", "何苗", "缺席", ""),
)
ACTIVITY = {"day": "2026-02-10", "to": "activity", "what": "二月主题党日"}


def signed(people: Cast, *rows: tuple[object, ...], **change: Any) -> Import:
    given: dict[str, Any] = {"actor_id": people.xu, "kind": "attendance", "name": "签到表.xlsx"}
    return handed_in(people, workbook(rows or SHEET), **given | change)


def taken(people: Cast, found: Import, answers: dict[str, str], **change: Any) -> Accepted:
    return accepted(people, found, Choice(answers=answers, **change), actor_id=people.xu)


def test_a_sheet_is_shown_with_what_it_proposes_and_keeps_only_who_came() -> None:
    people = cast()
    found = signed(people)
    plan = plan_of(found, Choice(answers=ACTIVITY))
    assert plan.refused() is None
    assert [(one.row, one.who, one.outcome.value) for one in plan.rows] == [
        (3, "许明远", "new"), (4, "韩若水", "new"), (5, "周予安", "new"), (6, "何苗", "new"),
    ]  # fmt: skip
    assert [one.words.split("（")[0] for one in plan.rows] == [
        "到会", "因公请假", "迟到早退；标准里对应“迟到早退”", "无故缺席；标准里对应“无故缺席组织生活”",
    ]  # fmt: skip
    assert all("这次不登记" in one.words for one in plan.rows[2:])
    assert plan.remarks[0].startswith("表里没有的 3 人：")
    assert taken(people, found, ACTIVITY).new == 4
    assert dict(RollCallMark.objects.values_list("membership_id", "mark")) == {
        people.m_xu: "present", people.m_han: "duty", people.m_zhou: "late", people.m_he: "absent",
    }  # fmt: skip
    assert not Matter.objects.exists()


def test_what_it_proposes_is_recorded_when_that_was_asked_for_and_shown_first() -> None:
    people = cast()
    found = signed(people)
    before = AuditEvent.objects.count()
    taken(people, found, ACTIVITY | {"take": "all"})
    rows = Matter.objects.order_by("membership_id").values_list(
        "membership_id", "item", "claimed_centi", "said__text"
    )
    assert set(rows) == {
        (people.m_he, "K01", -200, "二月主题党日，无故缺席。"), (people.m_zhou, "K03", -50, "二月主题党日，迟到早退。"),
    }  # fmt: skip
    assert all(one.origin == "recorded" and one.state == "declared" for one in Matter.objects.all())
    assert (
        Outbox.objects.filter(kind="matter_recorded").count() + Matter.objects.filter(by_hand=True).count()
        == 2
    )
    event = AuditEvent.objects.latest("pk")
    assert (AuditEvent.objects.count(), event.verb) == (before + 1, "accept_import")
    detail = json.loads(event.detail)
    assert detail["rollcall"] == RollCall.objects.get().pk
    assert set(detail["matters"]) == set(Matter.objects.values_list("pk", flat=True))
    assert first_broken_event(branch_id=people.branch_id) is None


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("√", "present"), ("出席", "present"), ("已签到", "present"), ("是", "present"), ("迟到10分钟", "late"),
        ("因公请假", "duty"), ("公差", "duty"), ("事假", "private"), ("请病假", "private"), ("请假", "leave"),
        ("未请假", "absent"), ("无故缺席", "absent"), ("未到", "absent"), ("×", "absent"), ("未参加", "absent"),
        ("请假未到", "leave"), ("不详", ""), ("", ""),
    ],
)  # fmt: skip
def test_marks_are_read_in_the_words_of_an_office(cell: str, mark: str) -> None:
    assert mark_of(cell) == mark


def test_what_a_cell_does_not_say_is_asked_for_or_answered_once_for_all() -> None:
    people = cast()
    found = signed(
        people,
        SHEET[1],
        ("1", "周予安", "请假", ""),
        ("2", "何苗", "", ""),
        ("3", "韩若水", "在路上", ""),
        ("4", "陶然", "√", ""),
        ("5", "周予安", "√", ""),
    )
    plan = plan_of(found, Choice(answers=ACTIVITY))
    assert [(one.faults[0].cell, one.faults[0].sentence[:12]) for one in plan.rows] == [
        ("C2", "没有写因公还是因私请假。"), ("C3", "到会情况是空的。请补上，"), ("C4", "看不出是到会、请假还是缺"),
        ("B5", "名册里没有这名党员。请核"), ("B6", "周予安在第 2 行已经有"),
    ]  # fmt: skip
    answers = ACTIVITY | {"leave": "private", "empty": "absent"}
    left = Choice(answers=answers, out=frozenset({4, 5, 6}))
    assert [one.words.split("；")[0] for one in plan_of(found, left).rows[:2]] == ["因私请假", "无故缺席"]
    assert taken(people, found, answers, out=frozenset({4, 5, 6})).new == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"day": ""}, "还没有填哪一天"),
        ({"day": "2026-03-09"}, "还没有到"),
        ({"what": ""}, "请写一句是什么活动"),
        ({"to": "meeting"}, "没有还可以登记到会的会议"),
        ({"to": ""}, "登记到哪里"),
    ],
)
def test_without_the_day_and_the_activity_nothing_is_judged(answers: dict[str, str], words: str) -> None:
    people = cast()
    found = signed(people)
    with pytest.raises(Refused) as refused:
        taken(people, found, ACTIVITY | answers)
    assert refused.value.code == "not_judged"
    assert words in refused.value.sentence
    assert not RollCall.objects.exists()


def test_a_sheet_of_a_meeting_is_its_attendance_until_it_is_closed() -> None:
    people = cast()
    meeting = Meeting.objects.get(pk=called(people, held_on=NOW.date()))
    answers = {"day": meeting.held_on.isoformat(), "to": "meeting"}
    found = signed(people)
    assert taken(people, found, answers).new == 4
    sheet = dict(Attendance.objects.filter(meeting=meeting).values_list("membership_id", "mark"))
    assert (sheet[people.m_xu], sheet[people.m_zhou], sheet[people.m_shen]) == ("present", "late", "")
    again = signed(people, SHEET[1], ("1", "许明远", "√", ""), ("2", "周予安", "到会", ""))
    rows = plan_of(again, Choice(answers=answers)).rows
    assert [one.outcome.value for one in rows] == ["same", "changed"]
    assert [(one.before, one.after) for one in rows[1].changes] == [("迟到早退", "到会")]
    taken(people, again, answers)
    sheet = dict(Attendance.objects.filter(meeting=meeting).values_list("membership_id", "mark"))
    assert (sheet[people.m_zhou], sheet[people.m_he]) == ("present", "absent")
    assert not RollCall.objects.exists()


@pytest.mark.parametrize("actor", ["lin", "he", "han"])
def test_only_the_recorder_takes_in_a_sheet(actor: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        signed(people, actor_id=getattr(people, actor))
    assert refused.value.code == "forbidden"
