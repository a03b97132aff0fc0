"""A branch's year brought to its end in the browser: last meeting, lock, settlement, announcement, own result, filing."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Visitors
from tests.journeys import work, year_end
from tests.journeys.founding import PASSWORD, found_branch, give_offices, open_accounts

pytestmark = [pytest.mark.browser, pytest.mark.database]

# 教书育人 six times, of which the year counts five; 承诺践诺 in four quarters; an award; late once
BUCKETS = {"基础分": "60", "履职分": "9", "加分": "2", "扣分": "−0.5", "合计": "70.5"}
RESULT = "您的总分是 70.5 分，在 7 名党员中列第 1 位。"
CAPPED = "本项全年至多 5 分，所以6月20日这一次计 0 分，仍列在这里。（附件一·履职分·教师第2条）"
GRADE = "建议等次是“合格”。"


def test_a_year_from_the_empty_system_to_the_receipt(visitors: Visitors) -> None:
    secretary = found_branch(visitors)
    give_offices(secretary)
    logins = open_accounts(visitors, secretary, ("韩若水", "周予安", "何苗", "沈知行"))
    visitors.site.script("tests.journeys.live_months")
    visitors.site.move_to(date(2027, 1, 11))
    committee = visitors.sign_in(logins["韩若水"], PASSWORD)
    work.assess_rest(committee, month=12, members=6, matters=3)
    work.assess_rest(secretary, month=12, members=1, matters=1)
    _meet_and_post(visitors, secretary)
    phone = visitors.sign_in(logins["周予安"], PASSWORD, PHONE)
    _see_no_result(phone)
    _wait_for_the_lock(visitors, secretary)
    _settle(secretary, committee)
    _see_no_result(phone)
    group = visitors.sign_in(logins["何苗"], PASSWORD)
    year_end.sign(secretary, group)
    _see_no_result(phone)
    year_end.announce(secretary)
    _read_the_result(phone)
    year_end.appraise_in_april(visitors, secretary, group)
    reviewer = year_end.file_and_return(visitors, secretary)
    year_end.correct_and_file_again(secretary)
    year_end.accept(reviewer)
    year_end.read_the_end(visitors, secretary, group, logins["沈知行"])
    visitors.site.fenming("verify")


def _meet_and_post(visitors: Visitors, secretary: Page) -> None:
    """Nobody asks for anything to be looked at by itself: one vote decides the four matters."""
    work.call_meeting(secretary, what="第四季度", day="2027-01-13")
    visitors.site.move_to(date(2027, 1, 13))
    secretary.reload()
    work.open_meeting(secretary)
    expect(secretary.get_by_role("heading", name="一并评定：4 名党员，4 件")).to_be_visible()
    secretary.get_by_role("button", name="一并评定", exact=True).click()
    expect(secretary.get_by_text("已经评定：同意 6 名，反对 0 名，弃权 0 名，通过。")).to_be_visible()
    secretary.get_by_role("link", name="会议小结").click()
    work.close_meeting(secretary)
    visitors.site.move_to(date(2027, 1, 14))
    work.post(secretary, quarter="第四季度")


def _open_own_place(phone: Page) -> Page:
    """The member's statement of 2026, with the part opened that only its owner opens."""
    phone.goto("/me/statement?year=2026")
    expect(phone.get_by_text("建议等次是")).to_be_hidden()
    phone.get_by_text("本人位次与年度结果").click()
    return phone


def _see_no_result(phone: Page) -> None:
    _open_own_place(phone)
    expect(phone.get_by_text("2026年度还没有公布结果。")).to_be_visible()
    expect(phone.get_by_text("建议等次是")).to_have_count(0)
    expect(phone.get_by_text("结果公布前不列等次")).to_be_visible()


def _wait_for_the_lock(visitors: Visitors, secretary: Page) -> None:
    """The list of conditions says what is still lacking and until when; settling is not offered before."""
    secretary.get_by_role("link", name="年度", exact=True).click()
    expect(secretary.get_by_text("已齐 6 项，还差 1 项")).to_be_visible()
    gate = secretary.get_by_role("listitem").filter(has_text="公示期、异议期都已满")
    expect(gate).to_contain_text("等到期")
    expect(gate).to_contain_text("第四季度公示到1月20日，异议可提到1月27日")
    expect(secretary.get_by_role("button", name="结算2026年度积分")).to_have_count(0)
    visitors.site.move_to(date(2027, 1, 27))
    work.next_day(secretary, "2027年1月28日")
    expect(secretary.get_by_text("已齐 7 项", exact=True)).to_be_visible()


def _settle(secretary: Page, committee: Page) -> None:
    answer = committee.goto("/year/2026")
    assert answer is not None
    expect(committee.get_by_role("button", name="结算2026年度积分")).to_have_count(0)
    secretary.get_by_role("button", name="结算2026年度积分（7 名）").click()
    work.told(secretary, "2026年度积分已结算。请核对下面的结果，再由书记和领导小组签署。")
    row = secretary.get_by_role("row").filter(has=secretary.get_by_role("rowheader", name="周予安"))
    expect(row.get_by_role("cell")).to_have_text([*BUCKETS.values(), "合格"])


def _read_the_result(phone: Page) -> None:
    phone.goto("/")
    expect(phone.get_by_text("2026年度积分已经公布，您的总分是 70.5 分。")).to_be_visible()
    phone.get_by_role("link", name="看2026年度").click()
    expect(phone.get_by_role("heading", name="我的积分，2026年度")).to_be_visible()
    table = phone.get_by_role("table", name="各类积分，按申报、初评、评定分列")
    for bucket, points in BUCKETS.items():
        row = table.get_by_role("row").filter(has=phone.get_by_role("rowheader", name=bucket))
        expect(row.get_by_role("cell").last).to_have_text(points)
    expect(phone.get_by_text(CAPPED)).to_be_visible()
    _open_own_place(phone)
    expect(phone.get_by_text(RESULT)).to_be_visible()
    expect(phone.get_by_text(GRADE)).to_be_visible()
