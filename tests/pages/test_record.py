"""登记台 in the browser: choose, say, tick, and read back what was recorded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fenming.records.models import Fact, Matter, Month, Person
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

WHAT = "主题党日迟到二十分钟。"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 12))
    everyone = cast()
    Month.objects.filter(branch_id=everyone.branch_id, number=1).update(assessed_at=at(2026, 2, 9))
    return everyone


@pytest.fixture
def xu(people: Cast) -> Client:
    return client_of(people.xu)


def words(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", plain)


def form(people: Cast, **change: Any) -> dict[str, Any]:
    plain = {"day": "2026-03-11", "said": WHAT, "quantity": "1", "members": [people.m_zhou, people.m_he]}
    return plain | {"key": key()} | change


def test_the_desk_lists_every_item_deductions_first(xu: Client) -> None:
    page = words(xu.get("/desk/record"))
    assert (
        page.index("无故缺席组织生活")
        < page.index("完成教学任务")
        < page.index("岗位任务完成")
        < page.index("表彰奖励")
    )
    assert "政治纪律" not in page
    assert "K01" not in page
    assert "迟到早退" in words(xu.get("/desk/record", {"q": "cdzt"}))


def test_the_form_shows_the_roster_in_order_with_each_ones_list(xu: Client) -> None:
    page = words(xu.get("/desk/record", {"item": "K03"}))
    assert page.index("林曼青 教师") < page.index("许明远 行政教辅") < page.index("蒋雨桐 预备党员")
    assert "没有账号的，请打印告知书当面送达。送达后本人有 5 个工作日可以答复" in page
    only = words(xu.get("/desk/record", {"item": "DA5"}))
    assert "何苗" in only
    assert "周予安" not in only
    assert "另有 5 名不适用这一项" in only


def test_recording_says_for_whom_and_until_when_they_may_reply(people: Cast, xu: Client) -> None:
    page = words(xu.post("/desk/record?item=K03", form(people), follow=True))
    assert (
        "已登记“迟到早退”，2 名党员：周予安、何苗。今天起送达本人，可答复到3月19日；答复或期满后由支部初评。"
        in page
    )
    assert "最近登记的事实" in page
    assert "迟到早退，拟扣分，每名 −0.5 分" in page
    assert WHAT in page
    assert Matter.objects.filter(fact=Fact.objects.get()).count() == 2


def test_a_plus_is_recorded_without_a_reply(people: Cast, xu: Client) -> None:
    given = form(people, said="在学院主题党日讲党课。", members=[people.m_zhou])
    page = words(xu.post("/desk/record?item=J05", given, follow=True))
    assert "已登记“讲党课、经验交流”，1 名党员：周予安。接下来由支部初评。" in page


@pytest.mark.parametrize(
    ("item", "change", "sentence"),
    [
        ("K03", {"members": []}, "还没有选党员。请至少勾选一名。"),
        ("K03", {"said": ""}, "扣分要写明事由"),
        ("K03", {"day": "2026-03-13"}, "2026年3月13日还没有到。"),
        ("K03", {"day": "2025-03-01"}, "2025年3月1日不在本支部已开始的年度里"),
        ("K03", {"day": ""}, "还没有填日期。"),
        ("K03", {"day": "", "members": []}, "还没有选党员。"),
        ("K03", {"quantity": "0"}, "次数请填 1 到 99 的整数。"),
        ("K12", {}, "还没有选级别。"),
        ("J04", {"each": "6"}, "每次 2 至 5 分，6 分不在其中"),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(
    people: Cast, xu: Client, item: str, change: dict[str, Any], sentence: str
) -> None:
    response = xu.post(f"/desk/record?item={item}", form(people, **change))
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Fact.objects.exists()


def test_everything_that_is_missing_is_told_at_once(people: Cast, xu: Client) -> None:
    page = words(xu.post("/desk/record?item=J05", form(people, said="", members=[])))
    for sentence in ("有 2 处要改", "还没有写做了什么。", "还没有选党员。请至少勾选一名。"):
        assert sentence in page


def test_ticks_stay_when_something_is_wrong(people: Cast, xu: Client) -> None:
    page = text(xu.post("/desk/record?item=K03", form(people, said="")))
    ticked = re.findall(r'name="members" value="(\d+)"[^>]* checked', page)
    assert [int(one) for one in ticked] == [people.m_zhou, people.m_he]


def test_forged_ids_are_not_found(people: Cast, xu: Client) -> None:
    assert xu.post("/desk/record?item=K03", form(people, members=[people.m_deng])).status_code == 404
    assert xu.get("/desk/record", {"item": "V1"}).status_code == 404
    assert xu.get("/desk/record", {"item": "B01"}).status_code == 404
    assert not Fact.objects.exists()


def test_only_the_recorder_opens_the_desk(people: Cast) -> None:
    for person in (people.zhou, people.han, people.gao):
        response = client_of(person).get("/desk/record")
        assert response.status_code == 403
        assert "积分记录员" in words(response)
        assert client_of(person).post("/desk/record?item=K03", form(people)).status_code == 403
    assert not Fact.objects.exists()


def test_the_same_form_twice_counts_once(people: Cast, xu: Client) -> None:
    once = form(people)
    xu.post("/desk/record?item=K03", once)
    page = words(xu.post("/desk/record?item=K03", once, follow=True))
    assert "没有重复办理" in page
    assert Fact.objects.count() == 1


def test_the_desk_asks_at_most_ten_queries(people: Cast, xu: Client) -> None:
    xu.post("/desk/record?item=K03", form(people))
    xu.get("/desk/record")
    for item in ("", "K03"):
        with CaptureQueriesContext(connection) as queries:
            xu.get("/desk/record", {"item": item})
        assert len(queries) <= 10


def test_a_pasted_column_of_names_is_as_good_as_ticking(people: Cast, xu: Client) -> None:
    answer = xu.post(
        "/desk/record?item=K03",
        form(people, members=[people.m_he], names="周予安\n 蒋雨桐、何苗\n"),
        follow=True,
    )
    assert "3 名党员：周予安、何苗、蒋雨桐" in text(answer)
    found = Matter.objects.order_by("membership__roster_no").values_list("membership_id", flat=True)
    assert list(found) == [people.m_zhou, people.m_he, people.m_jiang]


def test_a_pasted_name_that_is_not_on_the_roster_is_told(people: Cast, xu: Client) -> None:
    answer = xu.post("/desk/record?item=K03", form(people, members=[], names="周予安，周予按 何苗"))
    assert answer.status_code == 422
    assert "名册里没有适用这一项的“周予按”" in text(answer)
    assert not Matter.objects.exists()


def test_a_name_that_two_members_bear_has_to_be_ticked(people: Cast, xu: Client) -> None:
    Person.objects.filter(pk=people.jiang).update(name="何苗")
    answer = xu.post("/desk/record?item=K03", form(people, members=[], names="何苗"))
    assert answer.status_code == 422
    assert "名册里不止一名“何苗”" in text(answer)
    assert not Matter.objects.exists()
