"""我的积分 as it is read: head, sections, limits in sentences, and one's own place behind a deliberate click."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.settle import settle
from fenming.records.models import AppraisalGrade, Meeting, PersonalText, Year
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.actions._walk import all_locked, determine
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.queries.scene import more_members
from tests.queries.test_statement import reverse_last
from tests.telling import sign_and_announce

pytestmark = pytest.mark.django_db

APRIL = at(2026, 4, 20)


def html(
    people: Cast, monkeypatch: pytest.MonkeyPatch, name: str = "zhou", now: datetime = APRIL, query: str = ""
) -> str:
    """The main part of one's own statement at a moment."""
    stop_clock(monkeypatch, now)
    response = client_of(getattr(people, name)).get(f"/me/statement{query}")
    assert response.status_code == 200
    return text(response).split("<main", 1)[1].split("</main>", 1)[0]


def words(page: str) -> str:
    """What is read: tags taken out, spaces closed up."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def private(page: str) -> str:
    """What stands inside the part one opens on purpose."""
    (inside,) = re.findall(r'<details class="fm-item fm-private">(.*?)</details>', page, re.DOTALL)
    return words(inside)


def lived(people: Cast) -> None:
    """A first quarter with a full item, one more time than it holds, and a second one under way."""
    for day in range(1, 7):
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    matter_of(people, people.m_zhou, "J05", date(2026, 3, 9))
    matter_of(people, people.m_zhou, "K04", date(2026, 3, 10))
    determine(people, 1)
    matter_of(
        people, people.m_zhou, "DT3", date(2026, 4, 2), each_centi=300, assessed={"each_centi": 200}, outcome="changed"
    )  # fmt: skip
    declared(people, month_id=month_of(people, 4).pk, day=date(2026, 4, 8), now=at(2026, 4, 9))


def test_the_head_says_who_and_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    lived(people)
    page = words(html(people, monkeypatch))
    assert "我的积分，2026年度 周予安，正式党员，教师岗。 算到2026年4月20日。" in page
    assert "65 分 已评定 基础 60，履职 5，加分 1，扣分 −1 年度结束前不评等次" in page
    assert "已评定65分：基础分60，履职分5，加分1，扣分−1；初评待评定2分；申报待初评1分。满分100分。" in page
    assert (
        "还在路上： 初评 2 分，等第二季度党员大会评定；申报 1 分，等支部初评。都认可的话，是 68 分。" in page
    )
    room = "履职分本年还可得 17 分。其中完成教学任务 6 分；教书育人、指导学生 4 分；教研科研 3 分；承诺践诺 4 分。"
    assert f"还可得： {room}加分另计，总分至多 100 分。" in page


def test_the_four_sections_sum_up_and_their_items_name_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    lived(people)
    page = words(html(people, monkeypatch))
    assert "一、基础分 评定 60，年初即计满分 政治信念、纪律规矩、道德品行 12 项" in page
    assert "二、履职分 评定 5，初评 2，申报 1，还可得 17，全年至多 25" in page
    assert "三、加分 评定 1 讲党课、经验交流 每次 1 分，全年至多 3 分" in page
    assert "四、扣分 评定 −1 未完成学习或培训要求" in page
    assert "从“理论学习与教育培训”里扣，扣完 5 分为止" in page
    assert re.search(r"\b(?:D[TAP]|[BJKV]0?)\d\b", page) is None


def test_limits_and_changes_stand_under_their_lines_with_clause_and_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    lived(people)
    page = words(html(people, monkeypatch))
    limit = "您有 6 次，评定 6 分。本项全年至多 5 分，所以3月6日这一次计 0 分，仍列在这里。"
    assert f"{limit}（附件一·履职分·教师第5条）" in page
    assert "4月2日这一件申报 3 分，初评 2 分。理由：按同类事项。（支部，3月10日）" in page


def test_a_minus_to_be_answered_is_said_and_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    late_to_meeting(people)
    page = words(html(people, monkeypatch, now=at(2026, 2, 16)))
    assert "未计入： 1 件扣分事项（拟扣 0.5 分）等您2月26日前答复。" in page
    assert "60 分 已评定 基础 60，履职 0，加分 0，扣分 0" in page
    assert "待您答复" in page


def test_what_was_taken_back_is_shown_with_its_counter_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    matter_of(people, people.m_he, "K07", date(2026, 3, 5))
    determine(people, 1)
    reverse_last(people)
    page = words(html(people, monkeypatch, "he"))
    assert "已冲正" in page
    assert "冲正：做了什么" in page
    assert "3月5日这一件已以一笔相反的分冲回，两笔都保留，都不计入。" in page
    assert "四、扣分 评定 0" in page


def test_one_s_place_is_nowhere_but_inside_the_closed_part(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    lived(people)
    page = html(people, monkeypatch)
    assert "2026年度还没有公布结果。按已评定积分，您在 7 名党员中列第 1 位。" in private(page)
    assert words(page).count("列第") == 1
    assert "2026年度还没有公布结果。按已评定积分，您在 7 名党员中列第 2 位，有 5 人与您同分。" in private(
        html(people, monkeypatch, "jiang")
    )


def test_after_the_announcement_total_place_and_suggested_grade_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    for day in range(1, 6):
        matter_of(people, people.m_zhou, "DT2", date(2026, 2, day))
        matter_of(people, people.m_zhou, "DT5", date(2026, 3, day))
    all_locked(people)
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    settlement_id = settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 1, 27))
    before = html(people, monkeypatch, now=at(2027, 1, 27), query="?year=2026")
    assert "结果公布前不列等次" in words(before)
    assert "建议等次是" not in before
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 1, 28))
    page = html(people, monkeypatch, now=at(2027, 1, 28), query="?year=2026")
    told = private(page)
    assert "2026年度积分已经公布：您的总分是 70 分，在 7 名党员中列第 1 位。" in told
    assert "建议等次是“合格”。评议等次由民主评议的大会决定，建议等次只供大会参考。" in told
    assert "还可得：" not in words(page)
    assert "按规定没有建议等次。" in private(
        html(people, monkeypatch, "jiang", at(2027, 1, 28), "?year=2026")
    )
    now = words(html(people, monkeypatch, now=at(2027, 1, 28)))
    assert "我的积分，2027年度" in now
    assert "2026年度积分已经公布，您的总分、位次和建议等次在那一年的积分表里。 看2026年度" in now


@pytest.mark.parametrize(
    ("grade", "reason", "told"),
    [
        ("合格", "", "2027年2月20日的党员大会评议，您的评议等次是“合格”。"),
        (
            "优秀",
            "多次带头完成急难任务。",
            "您的评议等次是“优秀”。与建议等次不同，理由：多次带头完成急难任务。",
        ),
        ("", "", "2027年2月20日的党员大会评议，您本年度不评等次。"),
    ],
)
def test_what_the_meeting_gave_is_told_behind_the_same_click(
    grade: str, reason: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verb that enters grades is tested by itself; here the rows it leaves, the latest round before the earlier."""
    people = cast()
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    all_locked(people)
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    settlement_id = settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 1, 27))
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 1, 28))
    for number, (given, why) in enumerate((("不合格", "初次"), (grade, reason)), 1):
        AppraisalGrade.objects.create(
            branch_id=people.branch_id, settlement_id=settlement_id, membership_id=people.m_zhou, round=number, grade=given,
            reason=PersonalText.objects.create(branch_id=people.branch_id, text=why, salt="s", digest="0" * 64) if why else None,
            meeting=appraising_meeting(people), by_id=people.lin, at=at(2027, 2, 20 + number),
        )  # fmt: skip
    page = html(people, monkeypatch, now=at(2027, 3, 1), query="?year=2026")
    assert told in private(page)
    assert words(page).count("的党员大会评议") == 1
    assert "不合格" not in private(page)


def appraising_meeting(people: Cast) -> Meeting:
    """The members' meeting of 20 February."""
    fourth = Meeting.objects.filter(branch_id=people.branch_id, quarter__number=4)[0]
    held = {"number": 9, "held_on": date(2027, 2, 20), "id": None}
    given = {one.attname: getattr(fourth, one.attname) for one in Meeting._meta.concrete_fields}
    return Meeting.objects.filter(number=9).first() or Meeting.objects.create(**(given | held))


@pytest.mark.parametrize(
    "query", ["?year=2025", "?year=2027", "?year=abc", "?year=99999999999", "?year=２０２６"]
)
def test_a_year_that_is_not_there_is_not_found(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, APRIL)
    response = client_of(people.zhou).get(f"/me/statement{query}")
    assert response.status_code == 404
    assert "没有这个页面" in text(response)


def test_a_year_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "我的积分，2026年度" in words(html(cast(), monkeypatch, query="?year=2026"))


def test_who_is_on_no_roster_is_told_there_is_no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    page = words(html(cast(), monkeypatch, "gao"))
    assert "没有您的积分表 您今天不在本支部的党员名册里，所以没有积分表。" in page


def test_the_page_costs_as_many_queries_for_twenty_as_for_two_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    lived(people)
    stop_clock(monkeypatch, APRIL)
    browser, counts = client_of(people.zhou), []
    for more in (13, 180):
        more_members(people, more)
        browser.get("/me/statement")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/me/statement").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
