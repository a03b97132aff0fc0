"""A member reports another's minus; the one concerned answers, the committee does not accept it, and nothing follows."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Site, Visitors
from tests.cast import PASSWORD
from tests.journeys import work

pytestmark = [pytest.mark.browser]
SAID, ANSWER = "1月30日学习会晚到一刻钟。", "当天代表学院去接来访教师，出发前向支部请过假。"


def test_a_negative_report_answered_and_dismissed(site: Site, visitors: Visitors) -> None:
    site.move_to(date(2026, 1, 5))
    site.script("tests.journeys.appeal_stage")
    site.move_to(date(2026, 4, 2))
    _report(visitors.sign_in("he", PASSWORD, PHONE))
    phone = visitors.sign_in("zhou", PASSWORD, PHONE)
    matter = _answer(phone)
    _dismiss(visitors.sign_in("shen", PASSWORD))
    phone.goto(matter)
    main = phone.get_by_role("main")
    expect(main).to_contain_text("签到表和请假记录都在，不是迟到。")
    for page in (phone, visitors.sign_in("han", PASSWORD)):
        page.goto(matter)
        expect(page.get_by_text(ANSWER).first).to_be_visible()
        assert "何苗" not in page.locator("body").inner_text(), "who reported it is nobody's to read"
    phone.goto("/me/statement")
    own = phone.get_by_role("main")
    expect(own).to_contain_text("1月30日这一件申报 −0.5 分，初评没有认定。")


def _report(phone: Page) -> None:
    phone.goto("/report")
    phone.get_by_role("radio", name="周予安").check()
    phone.get_by_role("button", name="下一步").click()
    phone.get_by_role("radio", name="迟到早退").check()
    phone.get_by_role("button", name="下一步").click()
    phone.get_by_label("哪一天").fill("2026-01-30")
    phone.get_by_label("一句话说明").fill(SAID)
    phone.get_by_role("button", name="提交报告").click()
    work.told(phone, "报告已收到，由支部告知本人。")


def _answer(phone: Page) -> str:
    """The address of the matter."""
    phone.goto("/")
    phone.get_by_role("link", name="去答复").click()
    expect(phone.get_by_role("main")).to_contain_text(SAID)
    phone.get_by_role("radio", name="有不同意见").check()
    phone.get_by_label("情况说明").fill(ANSWER)
    phone.get_by_role("button", name="提交答复").click()
    work.told(phone, "答复已收到。接下来由支部对照您的答复初评")
    return phone.url


def _dismiss(assessor: Page) -> None:
    assessor.goto("/desk/assess")
    expect(assessor.get_by_text(ANSWER)).to_be_visible()
    form = assessor.get_by_role("form", name="初评：周予安，迟到早退")
    form.get_by_role("radio", name="不认定").check()
    form.get_by_label("理由").fill("签到表和请假记录都在，不是迟到。")
    form.get_by_role("button", name="保存初评").click()
    work.told(assessor, "已保存初评。")
