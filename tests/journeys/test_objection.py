"""An objection in the browser: heard, sustained with a counter-entry, signed for, and reported to the next meeting."""

from __future__ import annotations

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Site, Visitors
from tests.cast import PASSWORD
from tests.journeys import work

pytestmark = [pytest.mark.browser]


def test_sustained_and_reported_back(site: Site, visitors: Visitors) -> None:
    site.move_to(date(2026, 1, 5))
    ids = json.loads(site.script("tests.journeys.appeal_stage"))
    site.move_to(date(2026, 4, 2))
    member = visitors.sign_in("zhou", PASSWORD, PHONE, path=f"/objections/new?matter={ids['plus']}")
    member.get_by_label("您的异议").fill("当天做了两次，只记了一次。")
    member.get_by_role("button", name="提出异议").click()
    work.told(member, "异议已收到。由没有参与原评定的支委核实")

    decider = visitors.sign_in("han", PASSWORD)
    decider.goto(member.url)
    expect(decider.get_by_role("button", name="答复", exact=True)).to_have_count(0)
    handler = visitors.sign_in("shen", PASSWORD)
    handler.goto(member.url)
    handler.get_by_role("radio", name="异议成立，按下面填的计分").check()
    handler.get_by_label("次数").fill("2")
    handler.get_by_label("理由").fill("签到表上有两次签名。")
    handler.get_by_label("怎么核实的").fill("查了签到表，问了活动负责人。")
    handler.get_by_role("button", name="答复", exact=True).click()
    work.told(handler, "结论在下一次党员大会上通报。")

    member.goto("/")
    member.get_by_role("link", name="去签收").click()
    expect(member.get_by_text("签到表上有两次签名。").first).to_be_visible()
    member.get_by_role("button", name="签收").first.click()
    work.told(member, "已签收。")

    site.move_to(date(2026, 6, 10))
    meeting = json.loads(site.script("tests.journeys.appeal_stage", "meet"))["meeting"]
    secretary = visitors.sign_in("lin", PASSWORD)
    secretary.goto(f"/meetings/{meeting}/close")
    expect(secretary.get_by_role("main")).to_contain_text("通报")
    secretary.goto(f"/meetings/{meeting}/report-back")
    assert "异议成立" in secretary.get_by_role("table").inner_text()
    secretary.get_by_role("button", name="记下：以上各件已通报").click()
    expect(secretary.get_by_text("未通报")).to_have_count(0)
