"""导入表格: as it was looked over, whole, with one line in the trail; the single steps' rules hold (R64, R61, A17)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.declare import declare
from fenming.actions.enrol_members import NewMember, enrol_members
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.queries.demo_reading import periods_of
from fenming.queries.imports.door import asked_of, path_of
from fenming.queries.imports.opening import plan
from fenming.queries.imports.plan import Choice, Outcome
from fenming.records.models import (
    AuditEvent,
    Import,
    LedgerEntry,
    Membership,
    Opening,
    Outbox,
    ProbationEvent,
    Standing,
)
from fenming.rules.terms import Refused, Status
from tests.actions.import_scene import (
    BASIS,
    HEADING,
    NOW,
    ROSTER,
    accepted,
    handed_in,
    plan_of,
    seen_of,
    workbook,
)
from tests.cast import SINCE, Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
JULY = at(2026, 7, 6)


def refusal(people: Cast, found: Import, choice: Choice | None = None, **change: Any) -> Refused:
    """Nothing is written."""
    before = Membership.objects.count(), Standing.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        accepted(people, found, choice, **change)
    assert (Membership.objects.count(), Standing.objects.count(), AuditEvent.objects.count()) == before
    assert refused.value.sentence.endswith("。")
    return refused.value


def test_new_members_and_changes_are_written_as_they_were_shown() -> None:
    people = cast()
    found = handed_in(people)
    rows = plan_of(found).rows
    assert [(one.row, one.outcome.value, one.words) for one in rows] == [
        (2, "same", ""), (3, "changed", ""), (4, "changed", ""), (5, "new", "教师岗，预备党员，2026年3月1日加入"),
    ]  # fmt: skip
    assert [(one.label, one.before, one.after) for row in rows for one in row.changes] == [
        ("岗位", "管理岗", "教师岗，从2026年3月2日起"), ("人员类别", "预备党员", "正式党员，从2026年2月20日起"),
    ]  # fmt: skip
    done = accepted(people, found)
    assert (done.new, done.changed) == (1, 2)
    tang = Membership.objects.get(person__name="唐子墨")
    assert (tang.roster_no, tang.since) == (8, date(2026, 3, 1))
    last = [Standing.objects.filter(membership_id=pk).latest("since") for pk in (people.m_he, people.m_jiang)]
    assert [(one.type, one.status, one.since) for one in last] == [
        ("T", "formal", date(2026, 3, 2)), ("T", "formal", date(2026, 2, 20)),
    ]  # fmt: skip
    assert ProbationEvent.objects.get(membership_id=people.m_jiang).kind == "formal"
    told = Outbox.objects.filter(kind__in=("type_changed", "turned_formal")).values_list("kind", "to_id")
    assert set(told) == {("type_changed", people.he), ("turned_formal", people.jiang)}


def test_one_line_in_the_trail_says_what_came_in_and_what_was_read_is_gone() -> None:
    people = cast()
    found = handed_in(people)
    assert path_of(found.stored_as).exists()
    before = AuditEvent.objects.count()
    accepted(people, found)
    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject, event.subject_id, event.actor_id) == (
        "accept_import", "import", found.pk, people.lin,
    )  # fmt: skip
    detail = json.loads(event.detail)
    assert detail["digest"] == found.digest
    assert detail["rows"] == {"new": 1, "changed": 2, "same": 1, "left_out": 0}
    assert detail["changed_memberships"] == [people.m_he, people.m_jiang]
    assert "唐子墨" not in event.detail
    assert not path_of(found.stored_as).exists()
    found.refresh_from_db()
    assert (found.state, found.ended_at) == ("accepted", NOW)
    assert first_broken_event(branch_id=people.branch_id) is None


def test_the_same_form_twice_counts_once_and_an_accepted_table_is_done_with() -> None:
    people = cast()
    found, used = handed_in(people), key()
    seen = seen_of(found)
    accepted(people, found, key=used)
    with pytest.raises(AlreadyDone):
        accepted(people, found, key=used, seen=seen)
    assert refusal(people, found, seen=seen).code == "import_ended"
    assert Membership.objects.filter(person__name="唐子墨").count() == 1


def test_with_a_fault_nothing_is_taken_unless_the_row_is_left_out() -> None:
    people = cast()
    found = handed_in(people, workbook([*ROSTER, ("陶然", "正式党员", "工程师", "2026-03-01", "")]))
    refused = refusal(people, found)
    assert refused.code == "bad_rows"
    assert (
        refused.sentence
        == "还有 1 行不能导入，没有写进任何一行。第 6 行：看不出是教师岗还是管理岗。请改成教师或管理。"
    )
    choice = Choice(answers=BASIS, out=frozenset({6}))
    assert plan_of(found, choice).count()[Outcome.LEFT_OUT] == 1
    assert accepted(people, found, choice).new == 1
    assert not Membership.objects.filter(person__name="陶然").exists()


def test_when_the_books_have_changed_it_is_looked_over_again() -> None:
    people = cast()
    found = handed_in(people)
    seen = seen_of(found)
    tang = NewMember("唐子墨", "T", Status.PROBATIONARY, SINCE)
    enrol_members(
        actor_id=people.lin,
        branch_id=people.branch_id,
        members=[tang],
        resolution="介绍信",
        key=key(),
        now=NOW,
    )
    refused = refusal(people, found, seen=seen)
    assert refused.code == "books_changed"
    assert "没有导入，请再核对一遍" in refused.sentence
    assert accepted(people, found).new == 0


def test_namesakes_are_asked_about() -> None:
    people = cast()
    found = handed_in(
        people,
        workbook([HEADING, *[("何苗", "正式党员", day, "2026-01-05", "") for day in ("教师", "管理")]]),
    )
    assert refusal(people, found).sentence.endswith(
        "文件里有 2 行都叫何苗。请逐行选定各是谁；重复的行选不导入。"
    )
    choice = Choice(answers=BASIS, who={2: "new", 3: str(people.m_he)})
    assert [one.outcome.value for one in plan_of(found, choice).rows] == ["new", "same"]
    assert accepted(people, found, choice).new == 1
    assert Membership.objects.filter(person__name="何苗").count() == 2


def test_what_happened_must_stay_on_the_list_of_its_day() -> None:
    people = cast()
    declare(
        actor_id=people.he, month_id=periods_of(branch_id=people.branch_id, year=2026).months[3], item="DA5",
        day=date(2026, 3, 2), said="迎新志愿服务。", key=key(), now=NOW,
    )  # fmt: skip
    found = handed_in(people)
    row = next(one for one in plan_of(found).rows if one.who == "何苗")
    (fault,) = row.faults
    assert (row.outcome.value, fault.cell) == ("fault", "C3")
    assert fault.sentence.startswith("2026年3月2日起用另一份项目清单，可是3月2日“")
    assert fault.sentence.endswith("”不在那份清单上。请核对日期，或先把这几件退回、撤回。")
    assert refusal(people, found).code == "bad_rows"


BEFORE = (
    (("蒋雨桐", "正式党员", "教师", "", ""), "E2", "名册里是预备党员。请在转正日期一列补上大会决议转正的日期。"),
    (("何苗", "预备党员", "管理", "", ""), "B2", "名册里已经是正式党员，不会改回预备党员。请核对文件。"),
    (("蒋雨桐", "正式党员", "教师", "", "2025-12-01"), "E2", "蒋雨桐2026年1月5日才加入本支部，转正的日期不能更早。请核对日期。"),
    (("唐子墨", "正式党员", "教师", "", "2026-05-01"), "E2", "人员类别写的是正式党员，转正日期却还没有到。请核对。"),
    (("唐子墨", "预备党员", "教师", "", "2026-01-01"), "E2", "人员类别写的是预备党员，转正日期却已经过了。请核对。"),
    (("唐子墨", "", "教师", "", ""), "B2", "没有人员类别，也没有转正日期。请补上正式党员或预备党员。"),
    (("唐子墨", "正式党员", "教师", "2026-05-01", ""), "D2", "2026年5月1日还没有到。请核对日期。"),
    (("", "正式党员", "教师", "2026-01-05", ""), "A2", "姓名是空的。请补上，或不导入这一行。"),
)  # fmt: skip


def test_what_the_books_have_against_a_row_is_said_at_its_cell() -> None:
    people = cast()
    for row, cell, sentence in BEFORE:
        (one,) = plan_of(handed_in(people, workbook([HEADING, row])), since="2026-01-05").rows
        assert [(fault.cell, fault.sentence) for fault in one.faults][:1] == [(cell, sentence)]


def test_without_a_resolution_nothing_is_taken_in() -> None:
    people = cast()
    refused = refusal(people, handed_in(people), Choice())
    assert (refused.code, refused.sentence) == (
        "not_judged",
        "还没有写依据（如支部会议日期、介绍信）。请补填后再导入。",
    )


def test_rows_of_others_are_left_out_and_said() -> None:
    people = cast()
    head = ("姓名", "人员类别", "工作岗位", "所在党支部")
    rows = [
        ("唐子墨", "正式党员", "教师", "中共青岚大学教工第九党支部"),
        ("陶然", "入党积极分子", "教师", ""),
        ("柳依", "正式党员", "教师", "青岚大学人文学院教工第二党支部"),
    ]
    plan_ = plan_of(handed_in(people, workbook([head, *rows])), since="2026-01-05")
    assert [(one.outcome.value, one.words) for one in plan_.rows] == [
        ("left_out", "所在党支部是“中共青岚大学教工第九党支部”"), ("left_out", "人员类别是“入党积极分子”，不是党员"),
        ("new", "教师岗，正式党员，2026年1月5日加入"),
    ]  # fmt: skip
    assert plan_.missing == ("林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐")


def test_who_turned_formal_in_the_branch_was_probationary_before_and_a_probation_has_its_first_day() -> None:
    people = cast()
    head = ("姓名", "人员类别", "工作岗位", "加入日期", "转正日期", "入党日期")
    rows = [
        ("唐子墨", "正式党员", "教师", "2025-05-06", "2026-02-01", ""),
        ("陶然", "预备党员", "管理", "2026-01-05", "", "2025-11-20"),
    ]
    accepted(people, handed_in(people, workbook([head, *rows])))
    standings = Standing.objects.filter(membership__person__name="唐子墨").order_by("since")
    assert [(one.status, one.since) for one in standings] == [
        ("probationary", date(2025, 5, 6)), ("formal", date(2026, 2, 1)),
    ]  # fmt: skip
    started = ProbationEvent.objects.get(membership__person__name="陶然")
    assert (started.kind, started.day, started.due_on) == ("started", date(2025, 11, 20), date(2026, 11, 19))


@pytest.mark.parametrize("actor", ["xu", "han", "zhou"])
def test_only_the_secretary_takes_in_a_roster(actor: str) -> None:
    people = cast()
    found = handed_in(people)
    assert refusal(people, found, actor_id=getattr(people, actor)).code == "forbidden"


def test_the_secretary_of_another_branch_finds_no_such_table() -> None:
    people = cast()
    found = handed_in(people)
    with pytest.raises(NotFound):
        accepted(people, found, actor_id=people.deng, seen="")


BOOK = [
    ("姓名", "日期", "项目", "次数", "级别", "事由"),
    ("周予安", "2026-03-18", "DT2", 2, "", "指导学生试讲两次"),
    ("何苗", "2026年6月12日", "J01", "", "校", "校级表彰"),
]
CLOSED = {"closed_on": "2026-06-30", "resolution": "支部党员大会 2026年7月3日"}


def test_a_running_years_points_are_taken_over_as_a_paper_book_is() -> None:
    people = cast()
    found = handed_in(people, workbook(BOOK), kind="opening", now=JULY)
    accepted(people, found, Choice(answers=CLOSED), now=JULY, seen=seen_in_july(found))
    opening = Opening.objects.get()
    assert (opening.closed_on, opening.resolution) == (date(2026, 6, 30), CLOSED["resolution"])
    rows = LedgerEntry.objects.order_by("seq").values_list(
        "membership_id", "item", "day", "points_centi", "kind"
    )
    assert list(rows) == [
        (people.m_zhou, "DT2", date(2026, 3, 18), 200, "opening"),
        (people.m_he, "J01", date(2026, 6, 12), 200, "opening"),
    ]
    detail = json.loads(AuditEvent.objects.get(verb="accept_import").detail)
    assert (detail["opening"], detail["entries"], detail["closed_on"]) == (opening.pk, 2, "2026-06-30")
    assert not AuditEvent.objects.filter(verb="enter_opening").exists()
    assert first_broken_entry(branch_id=people.branch_id) is None


def seen_in_july(found: Import, **answers: str) -> str:
    return seen_of(found, Choice(answers=CLOSED | answers), today=JULY.date())


def test_points_that_the_standard_does_not_take_are_refused_with_their_cell() -> None:
    people = cast()
    bad = [
        *BOOK,
        ("周予安", "2026-07-01", "DT2", "", "", "之后的"),
        ("何某", "2026-03-01", "散步", "两", "", ""),
    ]
    found = handed_in(people, workbook(bad), kind="opening", now=JULY)
    rows = plan(asked_of(found, choice=Choice(answers=CLOSED), today=JULY.date())).rows
    assert [[fault.cell for fault in one.faults] for one in rows] == [[], [], ["B4"], ["A5", "D5", "C5"]]
    refused = refusal(people, found, Choice(answers=CLOSED), now=JULY, seen="")
    assert refused.code == "bad_rows"
    assert not Opening.objects.exists()
