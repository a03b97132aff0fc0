"""A member without an account over a quarter: everything on paper, and every page says how it really was."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visitors
from tests.journeys import work
from tests.journeys.founding import PASSWORD, found_branch, give_offices, open_accounts

pytestmark = [pytest.mark.browser, pytest.mark.database_long]

LATE = "支部党员大会迟到十五分钟。"
REPLY = "那天去医院复查，事先托何苗请过假。"
OBJECTION = "医院的挂号单可以证明，那天确实请过假。"


def test_a_quarter_on_paper(visitors: Visitors) -> None:
    secretary = found_branch(visitors)
    give_offices(secretary)
    logins = open_accounts(visitors, secretary, ("许明远", "韩若水", "沈知行"))
    visitors.site.move_to(date(2026, 1, 23))
    recorder = visitors.sign_in(logins["许明远"], PASSWORD)
    _record_a_minus(recorder)
    _hand_the_notice_over(recorder)
    visitors.site.move_to(date(2026, 1, 28))
    _enter_the_sheet(recorder)
    _enter_the_reply(recorder)
    han, shen = (visitors.sign_in(logins[name], PASSWORD) for name in ("韩若水", "沈知行"))
    _assess(visitors, han, shen)
    _meet_and_post(visitors, secretary)
    visitors.site.move_to(date(2026, 4, 20))
    _enter_the_objection(recorder)
    _answer(shen)
    _enter_the_receipt(secretary)


def _record_a_minus(recorder: Page) -> None:
    """Nothing is said to have been delivered."""
    work.record(
        recorder,
        search="chidao",
        group="扣分",
        title="迟到早退",
        day="2026-01-22",
        what=LATE,
        names=("周予安",),
    )
    told = recorder.get_by_role("status").filter(has_text="已登记“迟到早退”，1 名党员：周予安。")
    expect(told).to_contain_text("周予安没有账号，请打印告知书当面送达，答复期从送达之日起算")
    expect(told).not_to_contain_text("今天起送达本人")


def _hand_the_notice_over(recorder: Page) -> None:
    recorder.goto("/")
    expect(recorder.get_by_role("heading", name="当面送达周予安的告知书")).to_be_visible()
    recorder.get_by_role("link", name="去打印").click()
    paper = recorder.get_by_role("main")
    expect(paper).to_contain_text("党员积分事项告知书")
    expect(paper).to_contain_text(f"2026年1月22日，{LATE}")
    expect(paper).to_contain_text("“迟到早退”，拟扣 0.5 分")
    expect(paper).to_contain_text("自收到本告知书之日起 5 个工作日内书面答复")
    recorder.get_by_role("button", name="登记送达").click()
    expect(recorder.get_by_text("还没有填“当面送达的日期”。").first).to_be_visible()
    recorder.get_by_label("当面送达的日期").fill("2026-01-23")
    recorder.get_by_label("本人已在回执上签收").check()
    recorder.get_by_role("button", name="登记送达").click()
    work.told(recorder, "已登记送达，周予安可答复到1月30日。")
    expect(recorder.get_by_role("main")).to_contain_text("告知书当面送达，由许明远登记，可答复到1月30日。")


def _enter_the_sheet(recorder: Page) -> None:
    """What the member declares on paper."""
    recorder.goto("/desk/sheets")
    recorder.get_by_role("link", name=re.compile(r"录入\s*周予安的表")).click()
    recorder.get_by_role("radio", name="教书育人").check()
    recorder.get_by_role("button", name="下一步").click()
    recorder.get_by_label("哪一天").fill("2026-01-20")
    recorder.get_by_label("一句话说明").fill("指导三名学生修改论文，两课时。")
    recorder.get_by_role("button", name="录入这一件").click()
    work.told(recorder, "已按纸质表代周予安申报一件。")


def _enter_the_reply(recorder: Page) -> None:
    recorder.goto("/")
    expect(recorder.get_by_role("heading", name="等周予安的书面答复")).to_be_visible()
    recorder.get_by_role("link", name="去代录").click()
    recorder.get_by_role("radio", name="有不同意见").check()
    recorder.get_by_label("情况说明").fill(REPLY)
    recorder.get_by_label("签字的日期").fill("2026-01-27")
    recorder.get_by_label("原件有本人签字").check()
    recorder.get_by_role("button", name="录入答复").click()
    work.told(recorder, "已代录周予安的书面答复。接下来由支部对照答复初评。")
    course = "周予安，在答复期内。书面答复，签于1月27日，由许明远代录。"
    expect(recorder.get_by_role("main")).to_contain_text(course)


def _assess(visitors: Visitors, han: Page, shen: Page) -> None:
    """The assessors read the reply beside the minus."""
    visitors.site.move_to(date(2026, 2, 11))
    work.assess_rest(han, month=1, members=5)
    expect(han.get_by_text(REPLY)).to_be_visible()
    form = han.get_by_role("form", name="初评：周予安，迟到早退")
    form.get_by_role("radio", name="认定", exact=True).check()
    form.get_by_role("button", name="保存初评").click()
    work.told(han, "已保存初评。")
    work.assess_rest(han, month=1, members=1, matters=1)
    work.assess_rest(shen, month=1, members=1)
    visitors.site.move_to(date(2026, 4, 10))
    for month in (2, 3):
        work.assess_rest(han, month=month, members=6)
        work.assess_rest(shen, month=month, members=1)


def _meet_and_post(visitors: Visitors, secretary: Page) -> None:
    work.call_meeting(secretary, what="第一季度", day="2026-04-15")
    visitors.site.move_to(date(2026, 4, 15))
    secretary.reload()
    work.open_meeting(secretary)
    secretary.get_by_label("无异议").check()
    secretary.get_by_role("button", name="一并评定", exact=True).click()
    expect(secretary.get_by_text("已经评定：无异议，通过。")).to_be_visible()
    work.press(secretary, "ArrowRight")
    expect(secretary.get_by_role("heading", name="周予安：迟到早退")).to_be_visible()
    secretary.get_by_role("button", name="按初评评定 −0.5 分").click()
    expect(secretary.get_by_text("同意 5 名，反对 0 名，弃权 0 名，通过。")).to_be_visible()
    work.press(secretary, "ArrowRight")
    work.close_meeting(secretary)
    visitors.site.move_to(date(2026, 4, 16))
    public = visitors.arrive()
    public.goto(work.post(secretary, quarter="第一季度"))
    row = public.get_by_role("row").filter(has=public.get_by_role("rowheader", name="周予安"))
    expect(row.get_by_role("cell").last).to_have_text("60.5")
    public.context.close()


def _enter_the_objection(recorder: Page) -> None:
    recorder.goto("/desk/sheets")
    recorder.get_by_role("link", name=re.compile(r"书面异议\s*：\s*周予安")).click()
    expect(recorder.get_by_role("heading", name="代录周予安的书面异议")).to_be_visible()
    recorder.get_by_role("link", name="对1月22日的迟到早退提出异议").click()
    recorder.get_by_label("本人的异议").fill(OBJECTION)
    recorder.get_by_label("签字的日期").fill("2026-04-17")
    recorder.get_by_label("原件有本人签字").check()
    recorder.get_by_role("button", name="录入异议").click()
    work.told(recorder, "已代录周予安的书面异议。由没有参与原评定的支委核实，答复后请当面送达本人。")
    expect(recorder.get_by_role("row").filter(has_text="迟到早退")).to_contain_text("正在核实")


def _answer(shen: Page) -> None:
    shen.goto("/")
    shen.get_by_role("link", name="去核实").click()
    expect(shen.get_by_role("main")).to_contain_text("周予安，书面异议，签于4月17日，由许明远代录。")
    expect(shen.get_by_role("main")).to_contain_text(OBJECTION)
    shen.get_by_role("radio", name="异议成立，原来扣的分全部冲回").check()
    shen.get_by_label("理由").fill("挂号单和请假记录都在。")
    shen.get_by_label("怎么核实的").fill("看了挂号单，问了何苗。")
    shen.get_by_role("button", name="答复", exact=True).click()
    work.told(shen, "已答复。本人没有账号，请打印答复当面送达。结论在下一次党员大会上通报。")


def _enter_the_receipt(secretary: Page) -> None:
    secretary.goto("/?all=1")
    expect(secretary.get_by_role("heading", name="请周予安签收答复")).to_be_visible()
    secretary.get_by_role("link", name="去登记").click()
    expect(secretary.get_by_role("heading", name="代录周予安的签收")).to_be_visible()
    secretary.get_by_label("签收的日期").fill("2026-04-20")
    secretary.get_by_label("回执有本人签字").check()
    secretary.get_by_role("button", name="录入签收").click()
    work.told(secretary, "已代录周予安的签收。签收不表示同意。")
    secretary.goto("/objections")
    secretary.get_by_role("link", name="迟到早退").click()
    main = secretary.get_by_role("main")
    expect(main).to_contain_text("本人收到了答复。书面回执，签于4月20日，由林曼青代录。")
    expect(main).to_contain_text("原来扣的分已全部冲回。")
