"""An appeal upheld after the year was filed and accepted: the year is settled anew, and the member reads both."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Site, Visitors
from tests.cast import PASSWORD
from tests.journeys import work
from tests.journeys.test_appeal import decide, to_the_file

pytestmark = [pytest.mark.browser]


def test_an_appeal_corrects_a_filed_year(site: Site, visitors: Visitors) -> None:
    site.move_to(date(2026, 1, 5))
    site.script("tests.journeys.filed_stage")
    site.move_to(date(2027, 3, 25))
    above, secretary = visitors.sign_in("gao", PASSWORD), visitors.sign_in("lin", PASSWORD)
    phone = visitors.sign_in("zhou", PASSWORD, PHONE, path="/me/statement?year=2026")
    expect(phone.get_by_role("main")).to_contain_text("61分")

    to_the_file(above, "去办理", "办理第 1 号申诉")
    above.get_by_label("次数").fill("2")
    decide(above, "申诉成立，按下面填的计分", "签到表上有两次签名。")

    secretary.goto("/year/2026")
    expect(secretary.get_by_role("heading", name="结算之后，台账又有变动")).to_be_visible()
    secretary.get_by_role("button", name="更正结算2026年度积分").click()
    work.told(secretary, "2026年度积分已更正结算。签署、公布、评议和报送都从这一次重新办。")
    expect(secretary.get_by_role("main")).to_contain_text("（更正结算）")
    expect(secretary.get_by_role("button", name="签署")).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("62分")
    expect(phone.get_by_role("main")).to_contain_text("这一件已以一笔相反的分冲回，两笔都保留")
