"""A quarter lived through in the browser by the people of a branch, from an empty system to the locked quarter."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, PROJECTOR, Visitors
from tests.journeys import work
from tests.journeys.founding import PASSWORD, found_branch, give_offices, open_accounts

pytestmark = [pytest.mark.browser, pytest.mark.database_long]

LATE = "主题党日迟到二十分钟，事先没有说明。"
TUTORED = "指导三名学生修改论文，两课时。"
# 60 of base, and what the meeting determined: 韩若水 1 + 1.5, 沈知行 1, 周予安 1 + 1 − 0.5
TOTALS = {
    "林曼青": "60", "许明远": "60", "韩若水": "62.5", "沈知行": "61", "周予安": "61.5", "何苗": "60", "蒋雨桐": "60",
}  # fmt: skip


def test_a_quarter_from_the_empty_system_to_the_lock(visitors: Visitors) -> None:
    secretary = found_branch(visitors)
    give_offices(secretary)
    logins = open_accounts(visitors, secretary, ("许明远", "韩若水", "沈知行", "周予安", "何苗"))
    work.next_day(secretary, "2026年1月6日")
    visitors.site.move_to(date(2026, 1, 23))
    recorder = visitors.sign_in(logins["许明远"], PASSWORD)
    _record_a_minus(recorder)
    visitors.site.move_to(date(2026, 1, 28))
    phone = visitors.sign_in(logins["周予安"], PASSWORD, PHONE)
    _declare_on_the_phone(phone)
    _reply_to_the_minus(phone)
    visitors.site.move_to(date(2026, 2, 3))
    _nothing_new(visitors.sign_in(logins["何苗"], PASSWORD, PHONE))
    han = visitors.sign_in(logins["韩若水"], PASSWORD)
    _declare_a_ranged_item(han)
    shen = visitors.sign_in(logins["沈知行"], PASSWORD)
    _assess_january(visitors, han, shen)
    _assess_the_rest(visitors, recorder, han, shen)
    _meet(visitors, secretary, visitors.sign_in("linmanqing", PASSWORD, PROJECTOR))
    visitors.site.move_to(date(2026, 4, 16))
    sheet = work.post(secretary, quarter="第一季度")
    _see_the_sheet(visitors, sheet)
    _term_ends(visitors, secretary, sheet)
    _see_own_figures(phone)


def _record_a_minus(recorder: Page) -> None:
    work.record(
        recorder,
        search="chidao",
        group="扣分",
        title="迟到早退",
        day="2026-01-22",
        what=LATE,
        names=("周予安",),
    )
    work.told(recorder, "已登记“迟到早退”，1 名党员：周予安。今天起送达本人，可答复到1月30日")


def _declare_on_the_phone(phone: Page) -> None:
    expect(phone.get_by_role("heading", name="答复一件扣分事项")).to_be_visible()
    work.declare(phone, search="jiaoshuyuren", title="教书育人", day="2026-01-20", said=TUTORED)
    main = phone.get_by_role("main")
    expect(main).to_contain_text("教书育人、指导学生，申报 1 分。")
    expect(main).to_contain_text("1月的申报期到2月5日，之后由支部初评，再由第一季度党员大会评定。")
    expect(main).to_contain_text("初评前您可以撤回。")


def _reply_to_the_minus(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="去答复").click()
    expect(phone.get_by_role("main")).to_contain_text("请在1月30日前答复，说明情况或表示没有异议。")
    phone.get_by_role("radio", name="有不同意见").check()
    phone.get_by_label("情况说明").fill("当天第二节有课，下课后赶来。")
    phone.get_by_role("button", name="提交答复").click()
    work.told(phone, "答复已收到。接下来由支部对照您的答复初评")
    expect(phone.get_by_role("heading", name="答复：有不同意见")).to_be_visible()


def _nothing_new(phone: Page) -> None:
    phone.get_by_role("link", name="申报", exact=True).click()
    phone.get_by_role("button", name="本月无新增").click()
    work.told(phone, "本月无新增，已经记下。")
    expect(phone.get_by_role("main")).to_contain_text("1月您已报“本月无新增”，等支部初评。")
    phone.context.close()


def _declare_a_ranged_item(han: Page) -> None:
    work.declare(
        han,
        search="教研",
        title="教研科研",
        day="2026-01-15",
        said="主持的校级教改课题立项，附立项通知。",
        points="3",
    )


def _assess_january(visitors: Visitors, han: Page, shen: Page) -> None:
    """韩若水 takes the plain ones and 周予安's two; her own row is closed to her, and 沈知行 takes it."""
    visitors.site.move_to(date(2026, 2, 11))
    work.assess_rest(han, month=1, members=5)
    own = work.row_of(han, "韩若水")
    expect(own).to_contain_text("本人事项，不能由您初评，由林曼青、沈知行办理")
    expect(own.get_by_role("button")).to_have_count(0)
    expect(work.row_of(han, "何苗")).to_contain_text("已初评，无事项")
    expect(han.get_by_text("当天第二节有课，下课后赶来。")).to_be_visible()
    work.counter(han, 5, 7)
    _judge_zhou(han)
    work.counter(han, 6, 7)
    shen.goto("/desk/assess")
    form = shen.get_by_role("form", name="初评：韩若水，教研科研")
    form.get_by_role("radio", name="改动").check()
    form.get_by_label("初评分").fill("2")
    form.get_by_role("button", name="保存初评").click()
    expect(shen.get_by_role("alert")).to_contain_text("理由")
    form.get_by_label("理由").fill("校级立项，参照去年同类事项按 2 分。")
    form.get_by_role("button", name="保存初评").click()
    work.told(shen, "已保存初评。")
    work.counter(shen, 7, 7)


def _judge_zhou(han: Page) -> None:
    """The minus needs a look of its own; once it is judged the declared matter is a plain one."""
    form = han.get_by_role("form", name="初评：周予安，迟到早退")
    form.get_by_role("radio", name="认定", exact=True).check()
    form.get_by_role("button", name="保存初评").click()
    work.told(han, "已保存初评。")
    work.assess_rest(han, month=1, members=1, matters=1)


def _assess_the_rest(visitors: Visitors, recorder: Page, han: Page, shen: Page) -> None:
    visitors.site.move_to(date(2026, 3, 30))
    work.assess_rest(han, month=2, members=6)
    work.assess_rest(shen, month=2, members=1)
    work.counter(shen, 7, 7)
    work.record(
        recorder,
        search="承诺",
        group="履职分（教师）",
        title="承诺践诺",
        day="2026-03-27",
        what="本季度承诺事项已兑现，支部核验。",
        names=("韩若水", "沈知行", "周予安"),
    )
    work.told(recorder, "已登记“承诺践诺”，3 名党员：韩若水、沈知行、周予安。接下来由支部初评。")
    visitors.site.move_to(date(2026, 4, 10))
    work.assess_rest(han, month=3, members=6, matters=2)
    work.assess_rest(shen, month=3, members=1, matters=1)
    work.counter(shen, 7, 7)


def _meet(visitors: Visitors, secretary: Page, room: Page) -> None:
    """Called on the desk, held on the projector: four matters en bloc, two by themselves, one of them changed."""
    secretary.goto("/")
    expect(secretary.get_by_role("heading", name="召集第一季度党员大会")).to_be_visible()
    work.call_meeting(secretary, what="第一季度", day="2026-04-15")
    expect(secretary.get_by_role("heading", name="议程一：逐项审议 2 件")).to_be_visible()
    expect(secretary.get_by_role("heading", name="议程二：一并评定 4 件")).to_be_visible()
    expect(secretary.get_by_role("main")).not_to_contain_text(LATE)
    visitors.site.move_to(date(2026, 4, 15))
    secretary.reload()
    work.open_meeting(secretary, absent=("蒋雨桐",))
    room.goto(secretary.url)
    expect(room.get_by_text("应到 6 名，实到 6 名，已过半数")).to_be_visible()
    expect(room.get_by_role("heading", name="一并评定：3 名党员，4 件")).to_be_visible()
    room.get_by_label("无异议").check()
    room.get_by_role("button", name="一并评定", exact=True).click()
    expect(room.get_by_text("已经评定：无异议，通过。")).to_be_visible()
    _decide_singly(room)
    work.close_meeting(room)
    minutes = room.get_by_role("table", name="决议和票数")
    changed = minutes.get_by_role("row").filter(has_text="韩若水，教研科研")
    expect(changed).to_contain_text("通过")
    expect(room.get_by_role("main")).to_contain_text("以上决议，请支部书记公示。")


def _decide_singly(room: Page) -> None:
    """The matters come in roster order: 韩若水's is changed by five votes, 周予安's minus stays as assessed."""
    work.press(room, "ArrowRight")
    expect(room.get_by_role("heading", name="韩若水：教研科研")).to_be_visible()
    room.get_by_text("改为其他分、不认定或缓议").click()
    room.get_by_role("radio", name="改为其他分").check()
    other = room.get_by_role("group").filter(has=room.get_by_role("radio", name="改为其他分")).first
    other.get_by_label("同意").fill("4")
    other.get_by_label("反对").fill("1")
    other.get_by_label("弃权").fill("0")
    other.get_by_label("每次分值").fill("1.5")
    other.get_by_label("理由").fill("课题刚立项，成果还没有出来。")
    other.get_by_role("button", name="录入决议").click()
    expect(room.get_by_text("同意 4 名，反对 1 名，弃权 0 名，通过。")).to_be_visible()
    work.press(room, "ArrowRight")
    expect(room.get_by_role("heading", name="周予安：迟到早退")).to_be_visible()
    expect(room.get_by_role("main")).not_to_contain_text(LATE)
    room.get_by_role("button", name="按初评评定 −0.5 分").click()
    expect(room.get_by_text("同意 5 名，反对 0 名，弃权 0 名，通过。")).to_be_visible()
    work.press(room, "ArrowRight")
    expect(room.get_by_role("heading", name="会议小结")).to_be_visible()


def _see_the_sheet(visitors: Visitors, sheet: str) -> None:
    """Anyone sees names and totals, and never what a minus was for."""
    public = visitors.arrive()
    answer = public.goto(sheet)
    assert answer is not None
    assert answer.status == 200
    assert "noindex" in answer.headers["x-robots-tag"]
    for name, total in TOTALS.items():
        row = public.get_by_role("row").filter(has=public.get_by_role("rowheader", name=name))
        expect(row.get_by_role("cell").last).to_have_text(total)
    paper = public.get_by_role("main")
    expect(paper).to_contain_text("公示期：2026年4月16日至4月22日，共5个工作日。")
    expect(paper).not_to_contain_text("迟到")
    expect(paper).not_to_contain_text("初评")
    public.context.close()


def _term_ends(visitors: Visitors, secretary: Page, sheet: str) -> None:
    """On the last day the sheet still hangs; a day later it is gone for the public; after the objections it locks."""
    visitors.site.move_to(date(2026, 4, 22))
    public = visitors.arrive()
    public.goto(sheet)
    expect(public.get_by_role("rowheader", name="周予安")).to_be_visible()
    secretary.goto("/postings")
    work.next_day(secretary, "2026年4月23日")
    answer = public.reload()
    assert answer is not None
    assert answer.status == 410
    expect(public.get_by_role("heading", name="公示期已满")).to_be_visible()
    expect(public.get_by_role("main")).not_to_contain_text("周予安")
    expect(secretary.get_by_text("公示期已满，异议可提到4月29日，之后锁定。")).to_be_visible()
    visitors.site.move_to(date(2026, 4, 29))
    work.next_day(secretary, "2026年4月30日")
    expect(secretary.get_by_text("本季度已锁定，要更正的，只能冲正。")).to_be_visible()
    expect(secretary.get_by_text("已锁定", exact=True)).to_be_visible()
    secretary.get_by_role("link", name="看第一季度公示单").click()
    expect(secretary.get_by_role("rowheader", name="周予安")).to_be_visible()


def _see_own_figures(phone: Page) -> None:
    phone.goto("/")
    expect(phone.get_by_text("已评定 61.5 分，是第一季度党员大会评定的结果。")).to_be_visible()
    phone.get_by_role("link", name="我的积分", exact=True).click()
    main = phone.get_by_role("main")
    expect(main).to_contain_text("基础 60，履职 2，加分 0，扣分 −0.5")
    table = phone.get_by_role("table", name="各类积分，按申报、初评、评定分列")
    expect(table.get_by_role("row").filter(has_text="合计").get_by_role("cell").last).to_have_text("61.5")
    expect(main).to_contain_text("教书育人、指导学生 4 分；")
    expect(main).to_contain_text("总分至多 100 分。")
    expect(phone.get_by_text("年度结束前不评等次")).to_be_visible()
