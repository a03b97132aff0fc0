"""An appeal in the browser: straight to the committee above and upheld; after the branch's answer and kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Site, Visitors
from tests.cast import PASSWORD
from tests.journeys import work

pytestmark = [pytest.mark.browser, pytest.mark.database_long]


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, int]:
    """The first quarter on the wall, on 2 April."""
    site.move_to(date(2026, 1, 5))
    printed: dict[str, int] = json.loads(site.script("tests.journeys.appeal_stage"))
    site.move_to(date(2026, 4, 2))
    return printed


def to_the_file(page: Page, button: str, heading: str) -> None:
    """From the card on the home page to the file of the appeal."""
    page.goto("/?all=1")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=heading))
    card.get_by_role("link", name=button).click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()


def file_it(page: Page, words: str) -> None:
    page.get_by_label("您的申诉").fill(words)
    page.get_by_role("button", name="提交申诉").click()
    work.told(page, "申诉已交给上级党组织。")


def decide(page: Page, outcome: str, reason: str) -> None:
    page.get_by_role("radio", name=outcome).check()
    page.get_by_label("理由").fill(reason)
    page.get_by_label("怎么核实的").fill("看了支部的说明和签到表，听了本人的意见。")
    page.get_by_role("button", name="作出决定").click()
    work.told(page, "决定已作出，本人和支部会收到。")


def test_straight_to_the_committee_above_and_upheld(
    site: Site, visitors: Visitors, ids: dict[str, int]
) -> None:
    member = visitors.sign_in("zhou", PASSWORD, PHONE)
    above, secretary = visitors.sign_in("gao", PASSWORD), visitors.sign_in("lin", PASSWORD)

    member.goto(f"/matters/{ids['plus']}")
    member.get_by_role("link", name="直接向上级申诉").click()
    expect(member.get_by_text("可提到2026年4月15日（含当日）")).to_be_visible()
    file_it(member, "当天做了两次，只记了一次。")

    to_the_file(above, "去办理", "办理第 1 号申诉")
    above.get_by_label("请支部说明什么").fill("请说明两次活动的签到情况。")
    above.get_by_role("button", name="请支部说明").click()
    work.told(above, "已请支部说明")

    to_the_file(secretary, "去说明", "就第 1 号申诉向上级说明情况")
    expect(secretary.get_by_text("当天做了两次，只记了一次。")).to_have_count(0)
    secretary.get_by_label("支部的说明").fill("上午、下午都有签到，登记时少写一次。")
    secretary.get_by_role("button", name="提交说明").click()
    work.told(secretary, "说明已交给上级。")

    to_the_file(above, "去办理", "办理第 1 号申诉")
    expect(above.get_by_text("登记时少写一次")).to_be_visible()
    above.get_by_label("听取了谁的意见").fill("周予安本人")
    above.get_by_label("听取意见的日期").fill("2026-04-02")
    above.get_by_label("说了什么").fill("上午、下午各做一次。")
    above.get_by_role("button", name="记下听取的意见").click()
    work.told(above, "已记下听取的意见。")
    above.get_by_label("次数").fill("2")
    decide(above, "申诉成立，按下面填的计分", "签到表上有两次签名。")

    to_the_file(member, "去签收", "签收第 1 号申诉的决定")
    expect(member.get_by_text("原来的一笔用相反的分冲回，两笔都保留。")).to_be_visible()
    member.get_by_role("button", name="签收这份决定").click()
    work.told(member, "已签收。")
    expect(member.get_by_text("本人收到了答复。")).to_be_visible()


def test_after_the_answer_of_the_branch_and_kept_then_both_reported(
    site: Site, visitors: Visitors, ids: dict[str, int]
) -> None:
    member, handler = visitors.sign_in("zhou", PASSWORD), visitors.sign_in("shen", PASSWORD)
    above = visitors.sign_in("gao", PASSWORD)

    member.goto(f"/objections/new?matter={ids['changed']}")
    member.get_by_label("您的异议").fill("两场试讲都指导了。")
    member.get_by_role("button", name="提出异议").click()
    work.told(member, "异议已收到。")

    handler.goto(member.url)
    handler.get_by_label("听取了谁的意见").fill("周予安本人")
    handler.get_by_label("听取意见的日期").fill("2026-04-02")
    handler.get_by_label("说了什么").fill("两场都在。")
    handler.get_by_role("button", name="记下听取的意见").click()
    work.told(handler, "已记下。")
    handler.get_by_role("radio", name="维持原评定").check()
    handler.get_by_label("理由").fill("第二场没有到场记录。")
    handler.get_by_label("怎么核实的").fill("查了签到表。")
    handler.get_by_role("button", name="答复", exact=True).click()
    work.told(handler, "已答复。本人会收到。")

    member.reload()
    expect(member.get_by_text("可提到4月17日。")).to_be_visible()
    member.get_by_role("link", name="向上级申诉").click()
    file_it(member, "第二场有学生可以证明。")
    expect(member.get_by_text("第二场没有到场记录。")).to_be_visible()

    to_the_file(above, "去办理", "办理第 2 号申诉")
    decide(above, "维持原评定", "没有到场记录，学生说的是另一天。")
    member.reload()
    expect(member.get_by_text("积分不变。").first).to_be_visible()

    site.move_to(date(2026, 6, 10))
    meeting = json.loads(site.script("tests.journeys.appeal_stage", "meet"))["meeting"]
    secretary = visitors.sign_in("lin", PASSWORD)
    secretary.goto(f"/meetings/{meeting}/report-back")
    told = secretary.get_by_role("table").inner_text()
    assert "第 1 号申诉" in told
    assert "申诉成立" in told
    assert "第 2 号申诉" in told
    assert "周予安" not in secretary.locator("main").inner_text()
    secretary.get_by_role("button", name="记下：以上各件已通报").click()
    expect(secretary.get_by_text("未通报")).to_have_count(0)
    member.reload()
    expect(member.get_by_text("在党员大会上通报了结论。")).to_be_visible()
