"""A branch of five without a committee: its branch meeting assesses, and what is the secretary's own waits for somebody else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Visitors
from tests.journeys import work
from tests.journeys.founding import FIVE, PASSWORD, found_branch, give_office, give_offices, open_accounts

pytestmark = [pytest.mark.browser, pytest.mark.database]

TALK = "在支部讲党课，题目为“读书与做人”。"
ALONE = "本人事项，不能由您初评。现在支部只有您一名初评人，请支部党员大会推举一名同志"
TOTALS = {"邓可为": "61", "陶见微": "60", "方静好": "60", "严一川": "61", "白露晞": "60"}


def test_five_members_and_no_committee_from_the_first_page_to_the_lock(visitors: Visitors) -> None:
    secretary = found_branch(visitors, FIVE)
    give_offices(secretary, FIVE)
    logins = open_accounts(visitors, secretary, ("陶见微", "方静好"))
    visitors.site.move_to(date(2026, 1, 28))
    secretary.goto("/")
    work.declare(secretary, search="jiangdangke", title="讲党课", day="2026-01-27", said=TALK)
    _record_for_yan(visitors.sign_in(logins["方静好"], PASSWORD))
    visitors.site.move_to(date(2026, 2, 11))
    _meet_as_a_branch(secretary)
    _assess_what_is_not_her_own(secretary)
    _somebody_else_is_elected(secretary)
    deputy = visitors.sign_in(logins["陶见微"], PASSWORD, PHONE)
    _assess_the_secretary(deputy)
    _close_the_month(secretary)
    _later_months(visitors, secretary, deputy)
    _decide_and_post(visitors, secretary)
    _lock(visitors, secretary)


def _record_for_yan(recorder: Page) -> None:
    work.record(
        recorder, search="jiaoshuyuren", group="履职分（教师）", title="教书育人", day="2026-01-20",
        what="指导学生修改论文，两课时。", names=("严一川",),
    )  # fmt: skip
    work.told(recorder, "已登记“教书育人、指导学生”，1 名党员：严一川。")


def _meet_as_a_branch(secretary: Page) -> None:
    """Only a branch meeting can be called: five formal members have no committee."""
    secretary.get_by_role("link", name="会议", exact=True).click()
    options = secretary.get_by_label("开哪一次会").get_by_role("option")
    expect(options.filter(has_text="1月")).to_have_count(1)
    expect(options.filter(has_text="支委会")).to_have_count(0)
    work.call_meeting(secretary, what="1月", day="2026-02-11")
    work.open_meeting(secretary, absent=("白露晞",), button="开始会议")
    expect(secretary.get_by_text("应到 5 名，实到 4 名，已过半数")).to_be_visible()


def _assess_what_is_not_her_own(secretary: Page) -> None:
    work.assess_rest(secretary, month=1, members=4, matters=1)
    own = work.row_of(secretary, "邓可为")
    expect(own).to_contain_text(ALONE)
    expect(own.get_by_role("button")).to_have_count(0)
    work.counter(secretary, 4, 5)


def _somebody_else_is_elected(secretary: Page) -> None:
    """The way the sentence names: the page of offices, by a resolution of the day."""
    work.row_of(secretary, "邓可为").get_by_role("link", name="看任职记录").click()
    expect(secretary.get_by_role("heading", name="任职记录", level=1)).to_be_visible()
    give_office(secretary, FIVE, "陶见微", "支部委员", since=date(2026, 2, 11))
    secretary.goto("/desk/assess")
    expect(work.row_of(secretary, "邓可为")).to_contain_text("本人事项，不能由您初评，由陶见微办理")


def _assess_the_secretary(deputy: Page) -> None:
    work.assess_rest(deputy, month=1, members=1, matters=1)
    work.counter(deputy, 5, 5)


def _close_the_month(secretary: Page) -> None:
    secretary.get_by_role("link", name="会议", exact=True).click()
    secretary.get_by_role("link", name="2026年1月支部会").click()
    secretary.get_by_role("link", name="会议小结").click()
    minutes = secretary.get_by_role("textbox", name="会议记录")
    expect(minutes).to_have_value(re.compile("5 名党员中已初评 5 名"))
    secretary.get_by_role("button", name="结束会议").click()
    work.told(secretary, "会议已经结束")


def _later_months(visitors: Visitors, secretary: Page, deputy: Page) -> None:
    visitors.site.move_to(date(2026, 4, 10))
    for month in (2, 3):
        work.assess_rest(secretary, month=month, members=4)
        work.assess_rest(deputy, month=month, members=1)


def _decide_and_post(visitors: Visitors, secretary: Page) -> None:
    work.call_meeting(secretary, what="第一季度", day="2026-04-15")
    visitors.site.move_to(date(2026, 4, 15))
    secretary.reload()
    work.open_meeting(secretary)
    expect(secretary.get_by_role("heading", name="一并评定：2 名党员，2 件")).to_be_visible()
    secretary.get_by_label("无异议").check()
    secretary.get_by_role("button", name="一并评定", exact=True).click()
    expect(secretary.get_by_text("已经评定：无异议，通过。")).to_be_visible()
    secretary.get_by_role("link", name="会议小结").click()
    work.close_meeting(secretary)
    visitors.site.move_to(date(2026, 4, 16))
    public = visitors.arrive()
    public.goto(work.post(secretary, quarter="第一季度"))
    for name, total in TOTALS.items():
        row = public.get_by_role("row").filter(has=public.get_by_role("rowheader", name=name))
        expect(row.get_by_role("cell").last).to_have_text(total)
    public.context.close()


def _lock(visitors: Visitors, secretary: Page) -> None:
    visitors.site.move_to(date(2026, 4, 30))
    secretary.goto("/postings")
    expect(secretary.get_by_text("本季度已锁定，要更正的，只能冲正。")).to_be_visible()
