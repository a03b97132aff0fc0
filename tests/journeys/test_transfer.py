"""A member moves to another branch in the middle of the year: the last day's statement, both rosters, both years."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, Visitors
from tests.cast import PASSWORD
from tests.journeys import work

pytestmark = [pytest.mark.browser, pytest.mark.database_long]

LETTER = "组转〔2026〕18号"
OLD, NEW = "教工第二党支部", "教工第一党支部"


def test_from_one_branch_into_the_other_in_july(visitors: Visitors) -> None:
    visitors.site.move_to(date(2026, 1, 5))
    visitors.site.script("tests.journeys.transfer_scene", "spring")
    visitors.site.move_to(date(2026, 7, 1))
    phone = visitors.sign_in("zhou", PASSWORD, PHONE)
    lin, deng = visitors.sign_in("lin", PASSWORD), visitors.sign_in("deng", PASSWORD)
    _transfer_out(lin)
    _between_two_branches(phone)
    _receive(deng)
    _rosters(lin, deng)
    _in_the_new_branch(phone)
    visitors.site.script("tests.journeys.transfer_scene", "autumn")
    visitors.site.move_to(date(2027, 2, 24))
    _year_of_the_old_branch(lin)
    _year_of_the_new_branch(deng)
    _own_results(phone)
    visitors.site.fenming("verify")


def _transfer_out(lin: Page) -> None:
    """To the branch of the same committee; what has not been determined is said before, and stands in the statement."""
    lin.get_by_role("link", name="名册", exact=True).click()
    lin.get_by_role("link", name="周予安", exact=True).click()
    lin.get_by_role("link", name="组织关系转出").click()
    expect(
        lin.get_by_text("还有 1 件事项没有评定，离开以后照常初评、评定，计入离开前的积分。")
    ).to_be_visible()
    lin.get_by_label("转往哪里").select_option(label=f"本院{NEW}")
    lin.get_by_label("在本支部的最后一天").fill("2026-06-30")
    lin.get_by_label("介绍信编号或依据").fill(LETTER)
    lin.get_by_role("button", name="登记转出").click()
    work.told(lin, "周予安的组织关系转出已登记，离开时的积分已固定。")
    lin.get_by_role("link", name="看离开时的积分").click()
    _leaving_statement(lin)


def _leaving_statement(page: Page) -> None:
    paper = page.get_by_role("main")
    expect(paper).to_contain_text(
        f"周予安同志，组织关系转出，转往青岚大学人文学院{NEW}。在本支部的最后一天是2026年6月30日，依据：{LETTER}。"
    )
    sums = page.get_by_role("table", name="各部分积分")
    expect(sums.get_by_role("cell")).to_have_text(["60", "1", "0", "0", "61"])
    waiting = page.get_by_role("table", name="还没有评定的事项：日期、项目、申报分")
    expect(waiting).to_contain_text("6月10日")
    expect(paper).to_contain_text("年中离开的，积分算到离开那一天，不排位次，不建议等次。")


def _between_two_branches(phone: Page) -> None:
    """Out of one and not yet in the other: the account works, says so, and leads to the statement."""
    phone.goto("/")
    expect(phone.get_by_role("main")).to_contain_text(f"您的组织关系已经转出，等{NEW}登记转入。")
    phone.get_by_role("link", name="看您离开支部时的积分").click()
    _leaving_statement(phone)


def _receive(deng: Page) -> None:
    deng.goto("/")
    deng.get_by_role("link", name="看全部 7 件").click()
    expect(deng.get_by_role("heading", name="登记一名党员转入")).to_be_visible()
    deng.get_by_role("link", name="去登记").click()
    expect(
        deng.get_by_text(f"正式党员，由青岚大学人文学院{OLD}转来，在那里算到2026年6月30日。")
    ).to_be_visible()
    deng.get_by_label("在本支部的第一天").fill("2026-06-30")
    deng.get_by_label("岗位").select_option(label="教师岗")
    deng.get_by_label("介绍信编号或依据").fill(LETTER)
    deng.get_by_role("button", name="登记转入").click()
    expect(deng.get_by_role("alert")).to_contain_text("在原支部算到2026年6月30日，转入从第二天起。")
    deng.get_by_label("在本支部的第一天").fill("2026-07-01")
    deng.get_by_role("button", name="登记转入").click()
    work.told(deng, "组织关系转入已登记。从第一天起，基础分按满分计。")


def _row(page: Page, name: str) -> Locator:
    table = page.get_by_role("table", name="党员名册")
    return table.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def _rosters(lin: Page, deng: Page) -> None:
    """The old one keeps the row with its last day, the new one begins with the first."""
    for page in (lin, deng):
        page.goto("/roster")
    expect(_row(lin, "周予安")).to_contain_text("2026年1月5日至2026年6月30日")
    expect(_row(deng, "周予安")).to_contain_text("2026年7月1日")
    deng.get_by_role("link", name="周予安", exact=True).click()
    expect(deng.get_by_role("main")).to_contain_text(f"由青岚大学人文学院{OLD}转入。依据：{LETTER}。")


def _in_the_new_branch(phone: Page) -> None:
    """The same account, the new branch's page: the base whole from the first day, nothing carried over."""
    phone.goto("/")
    expect(phone.get_by_role("banner")).to_contain_text(NEW)
    phone.get_by_role("link", name="我的积分", exact=True).click()
    expect(phone.get_by_role("main")).to_contain_text("基础 60，履职 0，加分 0，扣分 0")
    work.declare(
        phone, search="jiaoshuyuren", title="教书育人", day="2026-07-01", said="指导师范生试讲，两课时。"
    )


def _year_of_the_old_branch(lin: Page) -> None:
    """Listed with what was determined up to the last day, June's matter too; neither ranked nor appraised."""
    lin.goto("/year/2026")
    row = lin.get_by_role("row").filter(has=lin.get_by_role("rowheader", name="周予安"))
    expect(row.get_by_role("cell")).to_have_text(["60", "2", "0", "0", "62", "不在册，不排位次"])
    lin.get_by_role("link", name="去登记等次").click()
    expect(lin.get_by_role("rowheader", name="周予安")).to_have_count(0)


def _year_of_the_new_branch(deng: Page) -> None:
    deng.goto("/year/2026")
    row = deng.get_by_role("row").filter(has=deng.get_by_role("rowheader", name="周予安"))
    expect(row.get_by_role("cell")).to_have_text(["60", "1", "0", "0", "61", "基本合格"])


def _own_results(phone: Page) -> None:
    """The year in the branch at its end, with the place there; the statement of the other stays to be read."""
    phone.goto("/me/statement?year=2026")
    phone.get_by_text("本人位次与年度结果").click()
    expect(phone.get_by_text("您的总分是 61 分，在 2 名党员中列第 1 位。")).to_be_visible()
    expect(phone.get_by_text("建议等次是“基本合格”。")).to_be_visible()
