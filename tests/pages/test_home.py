"""首页 as it is read: cards, points in words, latest matters."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.assess import assess
from fenming.actions.call_meeting import call_meeting
from fenming.actions.nothing_new import nothing_new
from fenming.actions.settle import settle
from fenming.records.models import Month, Year
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.actions._walk import all_locked, determine, quarter
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.queries.scene import more_members
from tests.telling import sign_and_announce

pytestmark = pytest.mark.django_db


def read(people: Cast, name: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> str:
    """The home page as someone reads it at a moment: words only, spaces closed up."""
    stop_clock(monkeypatch, now)
    response = client_of(getattr(people, name)).get("/")
    assert response.status_code == 200
    main = text(response).split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def all_assessed(people: Cast, *numbers: int) -> None:
    Month.objects.filter(branch_id=people.branch_id, number__in=numbers).update(assessed_at=at(2026, 4, 9))


def test_a_member_is_asked_to_declare_and_to_answer_in_order_of_the_last_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    all_assessed(people, 1)
    late_to_meeting(people, now=at(2026, 3, 3))
    page = read(people, "zhou", at(2026, 3, 3), monkeypatch)
    assert "2026年3月3日，星期二。共 2 件，按期限先后排列。" in page
    assert "3月5日 周四，还有 2 天 申报2月积分事项" in page
    assert "2月您还没有申报；没有新增事项，也请报一下。" in page
    assert "支部记录了您2月11日的一件事：“主题党日迟到 20 分钟”，拟扣 0.5 分，请您说明情况。" in page
    assert page.index("去申报") < page.index("去答复")
    assert "1 件扣分事项（拟扣 0.5 分）等您3月10日前答复。您答复之前或期满之前，不会初评。" in page
    assert "待您答复" in page


def test_only_the_first_button_is_the_red_one(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    late_to_meeting(people)
    stop_clock(monkeypatch, at(2026, 2, 16))
    page = text(client_of(people.zhou).get("/"))
    assert (page.count("btn-primary"), page.count("btn-plain")) == (1, 1)


def test_when_nothing_is_due_it_says_so_and_who_is_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    all_assessed(people, 1)
    nothing_new(actor_id=people.zhou, month_id=month_of(people).pk, key=key(), now=at(2026, 3, 2))
    page = read(people, "zhou", at(2026, 3, 3), monkeypatch)
    assert "没有待办。" in page
    assert "眼下没有要您办的事 2月您已报“本月无新增”，等支部初评。下一次申报在4月5日前。" in page
    assert "有新的事项，随时可以申报" in page


def test_the_points_are_said_in_words_with_what_they_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    determine(people, 1)
    all_assessed(people, 1, 2, 3)
    matter_of(people, people.m_zhou, "DT2", date(2026, 4, 2))
    declared(people, month_id=month_of(people, 4).pk, day=date(2026, 4, 8), item="DT5", now=at(2026, 4, 9))
    page = read(people, "zhou", at(2026, 4, 20), monkeypatch)
    assert "已评定 61 分，是第一季度党员大会评定的结果。" in page
    assert "另有初评 1 分，等第二季度党员大会评定；申报 1 分，等支部初评。都认可的话，是 63 分。" in page
    assert "履职分本年还可得 22 分。年度结束前不评等次。" in page
    assert "全部 3 件" in page
    call_meeting(
        actor_id=people.lin, quarter_id=quarter(people, 2).pk, held_on=date(2026, 6, 10), place="", key=key(),
        now=at(2026, 6, 1),
    )  # fmt: skip
    later = read(people, "zhou", at(2026, 6, 1), monkeypatch)
    assert "初评 1 分，等2026年6月10日党员大会评定" in later


def test_before_any_meeting_the_points_are_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read(cast(), "zhou", at(2026, 1, 20), monkeypatch)
    assert "现有 60 分是年初计满的基础分，本年还没有开过党员大会评定。" in page
    assert "本年度还没有您的事项。" in page
    assert "下一次申报在2月5日前。" in page


def test_what_came_back_quotes_the_committee(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    all_assessed(people, 1)
    matter_id = declared(people)
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="returned", reason="请补指导记录。", seen_round=0,
        key=key(), now=at(2026, 3, 10),
    )  # fmt: skip
    page = read(people, "zhou", at(2026, 3, 11), monkeypatch)
    assert "支部的意见：“请补指导记录”。请补充后重新提交。" in page
    assert "。”。" not in page
    assert "申报 1 分，等您补充后初评。" in page
    assert "退您补充" in page


def test_committee_and_secretary_find_their_own_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    all_assessed(people, 1)
    declared(people)
    assert "还有 6 名党员、1 件事项待初评，其中 5 名没有申报。" in read(
        people, "han", at(2026, 3, 6), monkeypatch
    )
    all_assessed(people, 2, 3)
    page = read(people, "lin", at(2026, 4, 9), monkeypatch)
    assert "召集第一季度党员大会" in page
    assert "4月30日 周四，还有 21 天" in page


def test_when_the_year_is_over_the_result_is_announced_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    all_locked(people)
    all_assessed(people, *range(1, 13))
    assert "结算2026年度积分 四个季度都已锁定，可以结算年度积分了。" in read(
        people, "lin", at(2027, 1, 27), monkeypatch
    )
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    settlement_id = settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 1, 27))
    page = read(people, "zhou", at(2027, 1, 27), monkeypatch)
    assert "我的积分，2027年度" in page
    assert "2026年度积分还没有公布。 看2026年度" in page
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 1, 28))
    page = read(people, "zhou", at(2027, 1, 28), monkeypatch)
    assert "2026年度积分已经公布，您的总分是 61 分。 看2026年度" in page


def test_a_year_that_is_over_names_no_grade_before_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "结果公布前不列等次。" in read(cast(), "zhou", at(2027, 1, 2), monkeypatch)


def test_the_superior_s_officer_is_told_which_branches_are_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read(cast(), "gao", at(2026, 3, 3), monkeypatch)
    assert "眼下没有要您办的事 教工第二党支部：1月初评逾期。教工第一党支部：1月初评逾期。" in page
    assert "我的积分" not in page


def test_no_code_of_the_standard_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    late_to_meeting(people)
    declared(people)
    page = read(people, "zhou", at(2026, 3, 3), monkeypatch)
    assert re.search(r"\b(?:D[TAP]|[BJKV]0?)\d\b", page) is None


def test_the_page_costs_as_many_queries_for_twenty_as_for_two_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT4", date(2026, 3, 20))
    counts = []
    stop_clock(monkeypatch, at(2026, 4, 8))
    browser = client_of(people.han)
    for more in (13, 180):
        more_members(people, more)
        browser.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
