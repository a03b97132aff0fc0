"""申报 in the browser: three steps, what each refusal looks like, and what the receipt says."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fenming.actions.call_meeting import call_meeting
from fenming.actions.withdraw import withdraw
from fenming.records.models import Matter, MemberMonth, Membership, Month, Quarter
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

SAID = "在文学馆指导 4 名师范生试讲并点评，两课时。"


def words(response: Any) -> str:
    """What a person reads: no tags, spaces closed up."""
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 20))
    everyone = cast()
    Month.objects.filter(branch_id=everyone.branch_id, number=1).update(assessed_at=at(2026, 2, 9))
    return everyone


@pytest.fixture
def zhou(people: Cast) -> Client:
    return client_of(people.zhou)


def february(people: Cast) -> int:
    return Month.objects.get(branch_id=people.branch_id, number=2).pk


def form(people: Cast, **change: Any) -> dict[str, Any]:
    plain = {"month": february(people), "item": "DT2", "day": "2026-02-11", "said": SAID, "quantity": "1"}
    return plain | change


def test_the_first_step_groups_what_is_on_the_list_with_its_room(zhou: Client) -> None:
    page = words(zhou.get("/declare"))
    assert "申报2月积分事项，第 1 步，共 3 步" in page
    assert "请在3月5日前报完。" in page
    assert "履职分（教师）" in page
    assert "教书育人、指导学生 还可得 5 分 每次 1 分，全年至多 5 分" in page
    assert "岗位任务完成" not in page
    assert "无故缺席" not in page
    assert "DT2" not in page


def test_room_counts_what_is_already_claimed_and_recent_comes_first(people: Cast, zhou: Client) -> None:
    zhou.post("/declare/submit", form(people, quantity="4", key=key()))
    page = words(zhou.get("/declare"))
    assert (
        page.index("您近来报的") < page.index("教书育人、指导学生 还可得 1 分") < page.index("履职分（教师）")
    )
    zhou.post("/declare/submit", form(people, day="2026-02-12", key=key()))
    assert "教书育人、指导学生 本年已满" in words(zhou.get("/declare"))


@pytest.mark.parametrize("search", ["竞赛", "jingsai", "js", "JSHJ", "证书 竞赛"])
def test_an_item_is_found_by_words_pinyin_and_initials(zhou: Client, search: str) -> None:
    page = words(zhou.get("/declare", {"q": search}))
    assert "教学或指导学生竞赛获奖" in page
    assert "讲党课、经验交流" not in page or search == "js"


def test_a_search_in_vain_says_so(zhou: Client) -> None:
    page = words(zhou.get("/declare", {"q": "航天"}))
    assert "没有和“航天”相符的项目。换一个词试试。" in page
    assert "下一步" not in page


def test_without_an_item_the_first_step_says_what_is_missing(people: Cast, zhou: Client) -> None:
    response = zhou.get("/declare/details", {"month": february(people)}, follow=True)
    assert response.status_code == 422
    assert "还没有选项目。请选一条，再点“下一步”。" in words(response)


def test_the_second_step_asks_only_what_the_item_needs(people: Cast, zhou: Client) -> None:
    month = february(people)
    plain = text(zhou.get("/declare/details", {"month": month, "item": "DT2"}))
    assert 'name="quantity"' in plain
    assert not any(f'name="{name}"' in plain for name in ("level", "each", "achievement"))
    award = text(zhou.get("/declare/details", {"month": month, "item": "J01"}))
    assert 'name="level"' in award
    assert "校，2 分" in award
    assert "成果名称（可不填）" in award
    ranged = words(zhou.get("/declare/details", {"month": month, "item": "DT3"}))
    assert "1 至 3 分，至多两位小数。" in ranged
    quarterly = text(zhou.get("/declare/details", {"month": month, "item": "DT4"}))
    assert 'name="quantity"' not in quarterly
    assert 'min="2026-01-05" max="2026-02-20"' in quarterly


def test_from_check_to_receipt(people: Cast, zhou: Client) -> None:
    check = zhou.post("/declare/check", form(people, quantity="2"))
    page = words(check)
    assert "2026年2月11日，星期三" in page
    assert "2 分（每次 1 分，共 2 次）" in page
    assert SAID in page
    assert not Matter.objects.exists()
    response = zhou.post("/declare/submit", form(people, quantity="2", key=key()))
    matter = Matter.objects.get()
    assert response.url == f"/declare/received/{matter.pk}"
    receipt = words(zhou.get(response.url))
    assert "申报已收到" in receipt
    assert "2026年2月20日 10:00，事项号 2026-02-001" in receipt
    assert "教书育人、指导学生，申报 2 分。" in receipt
    assert "2月的申报期到3月5日，之后由支部初评，再由第一季度党员大会评定。" in receipt


def test_the_receipt_names_the_meeting_already_called(people: Cast, zhou: Client) -> None:
    quarter = Quarter.objects.get(branch_id=people.branch_id, number=1)
    call_meeting(
        actor_id=people.lin, quarter_id=quarter.pk, held_on=at(2026, 4, 10).date(), place="", key=key(),
        now=at(2026, 2, 20),
    )  # fmt: skip
    response = zhou.post("/declare/submit", form(people, key=key()), follow=True)
    assert "再由第一季度党员大会（会期4月10日）评定" in words(response)


def test_a_receipt_looked_up_later_leads_to_the_matter(people: Cast, zhou: Client) -> None:
    receipt = zhou.post("/declare/submit", form(people, key=key())).url
    withdraw(actor_id=people.zhou, matter_id=Matter.objects.get().pk, key=key(), now=at(2026, 2, 20))
    assert zhou.get(receipt).url == f"/matters/{Matter.objects.get().pk}"


def test_the_way_back_keeps_what_was_written(people: Cast, zhou: Client) -> None:
    page = text(zhou.post("/declare/details", form(people)))
    assert SAID in page
    assert 'value="2026-02-11"' in page
    assert "请改" not in page
    # what was written about people never stands in an address
    assert "get" not in re.findall(r'<form[^>]*method="(\w+)"', page)


def test_all_faults_are_shown_at_once_and_lead_to_their_fields(people: Cast, zhou: Client) -> None:
    Month.objects.filter(number=1).update(assessed_at=None)
    response = zhou.post("/declare/check", form(people, day="2026-01-20", said=""))
    assert response.status_code == 422
    page = text(response)
    assert "有 2 处要改，改好再点“下一步”" in words(response)
    assert '<a href="#id_day">日期是1月20日，属于1月。报2月的事项，请填2月1日至2月28日。</a>' in page
    assert '<a href="#id_said">还没有写做了什么。请写一句，说清时间、地点、做了什么。</a>' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"day": "", "said": ""}, "还没有填日期。请填事情发生的那一天。"),
        ({"day": "去年"}, "日期读不出来。"),
        ({"day": "2025-12-31"}, "不在2026年度"),
        ({"day": "2026-02-21"}, "还没有到。请填事情发生的那一天，最晚是今天。"),
        ({"quantity": "两次"}, "次数请填 1 到 99 的整数。"),
        ({"item": "J01"}, "还没有选级别。"),
        ({"item": "J01", "level": "国家级"}, "没有这一级。请选一级。"),
        ({"item": "DT3", "each": "3.5"}, "每次 1 至 3 分，3.5 分不在其中"),
        ({"item": "DT3", "each": "很多"}, "分值读不出来。"),
        ({"item": "DT3", "each": "1.234"}, "分值至多两位小数"),
        ({"said": "好" * 61}, "说明请写在 60 字以内，现在是 61 字。"),
    ],
)
@pytest.mark.parametrize("step", ["/declare/check", "/declare/submit"])
def test_bad_input_gets_a_sentence_and_changes_nothing(
    people: Cast, zhou: Client, step: str, change: dict[str, str], sentence: str
) -> None:
    response = zhou.post(step, form(people, key=key(), **change))
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Matter.objects.exists()


def test_a_month_assessed_meanwhile_says_where_to_declare_now(people: Cast, zhou: Client) -> None:
    january = Month.objects.get(branch_id=people.branch_id, number=1)
    response = zhou.post("/declare/submit", form(people, month=january.pk, day="2026-01-20", key=key()))
    assert response.status_code == 422
    assert "1月的事项已经初评，不能再申报。请报在2月里，日期照实填发生的那一天。" in words(response)


def test_a_repeat_is_told_with_its_number(people: Cast, zhou: Client) -> None:
    zhou.post("/declare/submit", form(people, key=key()))
    response = zhou.post("/declare/submit", form(people, key=key()))
    assert "这件事您已经报过，事项号 2026-02-001" in words(response)
    assert Matter.objects.count() == 1


def test_the_same_button_twice_leads_back_with_a_word(people: Cast, zhou: Client) -> None:
    once = form(people, key=key())
    zhou.post("/declare/submit", once)
    response = zhou.post("/declare/submit", once, follow=True)
    assert "这一步刚才已经办过，没有重复办理。" in words(response)
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("item", ["DA1", "K03", "B02", "V1", "nothing"])
def test_an_item_off_the_list_in_an_address_is_not_found(people: Cast, zhou: Client, item: str) -> None:
    assert zhou.get("/declare/details", {"month": february(people), "item": item}).status_code == 404
    assert zhou.post("/declare/submit", form(people, item=item, key=key())).status_code == 404


def test_another_branchs_month_is_not_found(people: Cast, zhou: Client) -> None:
    other = Month.objects.get(branch_id=people.other_branch_id, number=2).pk
    assert zhou.get("/declare", {"month": other}).status_code == 404
    assert zhou.post("/declare/submit", form(people, month=other, key=key())).status_code == 404
    assert zhou.post("/declare/nothing-new", {"month": other, "key": key()}).status_code == 404
    assert zhou.get("/declare", {"month": "x"}).status_code == 404


def test_nothing_new_is_one_tap(people: Cast, zhou: Client) -> None:
    assert "本月无新增" in words(zhou.get("/declare"))
    response = zhou.post("/declare/nothing-new", {"month": february(people), "key": key()})
    assert response.url == "/"
    assert MemberMonth.objects.get(membership_id=people.m_zhou).kind == "nothing_new"
    page = words(zhou.get("/declare"))
    assert "您已报过2月无新增。又有新事项的，仍可在这里报。" in page
    again = zhou.post("/declare/nothing-new", {"month": february(people), "key": key()})
    assert again.status_code == 409
    assert "您已经报过2月无新增" in words(again)


def test_a_second_open_month_is_offered_and_a_late_one_says_so(
    people: Cast, zhou: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at(2026, 3, 9))
    page = words(zhou.get("/declare"))
    assert "2月的申报期到3月5日，已过。初评前仍可报，会标明迟报。" in page
    assert "现在也可以报 3月 的事项。" in page


def test_a_month_that_was_over_before_one_came_is_not_offered(people: Cast, zhou: Client) -> None:
    Month.objects.filter(branch_id=people.branch_id, number=1).update(assessed_at=None)
    assert "申报1月积分事项" in words(zhou.get("/declare"))
    Membership.objects.filter(pk=people.m_zhou).update(since=date(2026, 2, 2))
    assert "申报2月积分事项" in words(zhou.get("/declare"))


def test_asking_for_an_assessed_month_leads_to_the_open_one(people: Cast, zhou: Client) -> None:
    january = Month.objects.get(branch_id=people.branch_id, number=1)
    page = words(zhou.get("/declare", {"month": january.pk}))
    assert "1月的事项已经初评。漏报的，请报在2月里，日期照实填发生的那一天。" in page
    assert "申报2月积分事项，第 1 步" in page


def test_when_no_month_is_open_the_page_says_so(people: Cast, zhou: Client) -> None:
    Month.objects.update(assessed_at=at(2026, 2, 9))
    assert "眼下没有可申报的月份" in words(zhou.get("/declare"))


def test_an_officer_who_is_no_member_is_refused(people: Cast) -> None:
    response = client_of(people.gao).get("/declare")
    assert response.status_code == 403
    assert "申报由党员办理" in words(response)


def test_each_step_asks_at_most_ten_queries(people: Cast, zhou: Client) -> None:
    zhou.post("/declare/submit", form(people, key=key()))
    zhou.get("/declare")
    matter_id, month = Matter.objects.get().pk, february(people)
    pages: list[Any] = [
        lambda: zhou.get("/declare"),
        lambda: zhou.get("/declare/details", {"month": month, "item": "DT2"}),
        lambda: zhou.get(f"/declare/received/{matter_id}"),
    ]
    for read in pages:
        with CaptureQueriesContext(connection) as queries:
            assert read().status_code == 200
        assert len(queries) <= 10


def test_the_browser_may_go_back_to_a_step_but_keeps_no_other_page(people: Cast, zhou: Client) -> None:
    details = zhou.get("/declare/details", {"month": february(people), "item": "DT2"})
    check = zhou.post("/declare/check", form(people))
    for response in (details, check):
        assert "no-store" not in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
    assert zhou.get("/declare")["Cache-Control"] == "no-store"
