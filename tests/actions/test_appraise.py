"""登记民主评议等次: by a meeting after the announcement, with a reason where it differs, as often as before filing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.appraise import BadGrades, GivenGrade, appraise
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_appraisal import appraised_lines
from fenming.records.models import AppraisalGrade, AuditEvent, Meeting, Outbox, PersonalText
from fenming.rules.terms import Refused
from tests.actions._walk import year
from tests.actions._year import (
    GRADE_DAY,
    appraised,
    as_suggested,
    filed,
    graded,
    members_meeting,
    settled,
    steps_of,
    told,
)
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _refused(people: Cast, meeting_id: int, grades: list[GivenGrade], *, actor: int | None = None) -> Refused:
    steps = steps_of(people)
    with pytest.raises(Refused) as refused:
        appraise(
            actor_id=actor or people.lin, settlement_id=steps.settlement_id, meeting_id=meeting_id, grades=grades,
            key=key(), now=GRADE_DAY,
        )  # fmt: skip
    return refused.value


def _given() -> dict[int, tuple[str, str | None]]:
    rows = AppraisalGrade.objects.values_list("membership_id", "grade", "reason__text")
    return {pk: (grade, reason) for pk, grade, reason in rows}


def test_a_round_has_a_grade_or_none_for_everyone_and_a_trail() -> None:
    people = cast()
    settled(people)
    pk = told(people)
    other = GivenGrade(people.m_han, "合格", "全年牵头完成支部换届工作。")
    meeting_id = members_meeting(people)
    assert graded(people, meeting_id, other) == pk
    given = _given()
    assert given[people.m_han] == ("合格", "全年牵头完成支部换届工作。")
    assert given[people.m_zhou] == ("基本合格", None)
    assert given[people.m_jiang] == ("", None)  # probationary
    assert len(given) == 7
    assert set(AppraisalGrade.objects.values_list("round", "meeting_id", "by_id")) == {
        (1, meeting_id, people.lin)
    }
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="appraise")
    assert json.loads(trail.detail)["grades"] == [["优秀", 0], ["合格", 1], ["基本合格", 5], ["不合格", 0]]
    assert "换届" not in trail.detail
    assert Outbox.objects.filter(kind="grade_entered").count() == 7
    assert year_state(year=year(people)) == "appraised"


def test_a_new_round_replaces_the_old_one_and_keeps_it() -> None:
    people = cast()
    appraised(people)
    meeting_id = AppraisalGrade.objects.first().meeting_id  # type: ignore[union-attr]
    graded(people, meeting_id, GivenGrade(people.m_he, "", "长期病休，大会决定不评。"))
    assert AppraisalGrade.objects.count() == 14
    lines = {line.membership_id: line for line in appraised_lines(steps=steps_of(people))}
    assert (lines[people.m_he].grade, lines[people.m_he].reason) == ("", "长期病休，大会决定不评。")
    assert lines[people.m_he].differs
    assert lines[people.m_lin].grade == "基本合格"


def test_what_differs_needs_a_reason_and_every_row_says_what_it_lacks() -> None:
    people = cast()
    settled(people)
    told(people)
    meeting_id = members_meeting(people)
    grades = [
        GivenGrade(people.m_lin, "优秀", "  "),
        GivenGrade(people.m_xu, "卓越", "表现好"),
        GivenGrade(people.m_han, None),
        GivenGrade(people.m_shen, "", ""),
        GivenGrade(people.m_zhou, "合格", "理" * 201),
        GivenGrade(people.m_jiang, "合格"),
    ]
    refused = _refused(people, meeting_id, grades)
    assert isinstance(refused, BadGrades)
    assert refused.code == "bad_grades"
    assert "有 7 名党员的等次还不能登记" in refused.sentence
    assert refused.rows == {
        people.m_lin: "与建议等次“基本合格”不同，请写明理由。",
        people.m_xu: "没有“卓越”这个等次。请从列出的等次里选。",
        people.m_han: "还没有选等次。请选大会评议的结果。",
        people.m_shen: "建议等次是“基本合格”。大会决定不评等次的，请写明理由。",
        people.m_zhou: "理由请写在 200 字以内。",
        people.m_he: "还没有选等次。请选大会评议的结果。",
        people.m_jiang: "按规定没有建议等次。大会评了等次的，请写明理由。",
    }
    assert not AppraisalGrade.objects.exists()
    assert not PersonalText.objects.filter(text__contains="表现好").exists()


def test_before_the_announcement_there_is_no_appraisal() -> None:
    people = cast()
    settled(people)
    grades = as_suggested(appraised_lines(steps=steps_of(people)))
    refused = _refused(people, 1, grades)
    assert refused.code == "wrong_state"
    assert "接下来请书记和领导小组签署，再向党员公布" in refused.sentence


def test_a_meeting_held_before_the_announcement_gave_no_grade() -> None:
    people = cast()
    settled(people)
    told(people)
    grades = as_suggested(appraised_lines(steps=steps_of(people)))
    earlier = Meeting.objects.get(branch_id=people.branch_id, held_on=date(2026, 12, 28)).pk
    for meeting_id in (earlier, 987654):
        refused = _refused(people, meeting_id, grades)
        assert refused.code == "no_meeting"
        assert "公布积分之后召开的党员大会" in refused.sentence
    assert not AppraisalGrade.objects.exists()


def test_once_it_lies_with_the_superior_no_grade_is_changed() -> None:
    people = cast()
    appraised(people)
    meeting_id = AppraisalGrade.objects.first().meeting_id  # type: ignore[union-attr]
    grades = as_suggested(appraised_lines(steps=steps_of(people)))
    filed(people)
    refused = _refused(people, meeting_id, grades)
    assert refused.code == "wrong_state"
    assert "已报送" in refused.sentence
    assert AppraisalGrade.objects.count() == 7


def test_only_the_secretary_enters_them_once_a_form_and_for_members_of_the_settlement() -> None:
    people = cast()
    settled(people)
    pk = told(people)
    meeting_id = members_meeting(people)
    grades = as_suggested(appraised_lines(steps=steps_of(people)))
    assert _refused(people, meeting_id, grades, actor=people.xu).code == "forbidden"
    for actor, given in (
        (people.deng, grades),
        (people.lin, [*grades, GivenGrade(people.m_deng, "优秀")]),
        (people.lin, [*grades, grades[0]]),
    ):
        with pytest.raises(NotFound):
            appraise(
                actor_id=actor,
                settlement_id=pk,
                meeting_id=meeting_id,
                grades=given,
                key=key(),
                now=GRADE_DAY,
            )
    assert not AppraisalGrade.objects.exists()
    once = key()
    enter: dict[str, Any] = {
        "actor_id": people.lin,
        "settlement_id": pk,
        "meeting_id": meeting_id,
        "grades": grades,
    }
    appraise(**enter, key=once, now=GRADE_DAY)
    with pytest.raises(AlreadyDone):
        appraise(**enter, key=once, now=GRADE_DAY)
    assert AppraisalGrade.objects.count() == 7
