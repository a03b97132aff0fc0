"""What goes wrong in the browser gets a sentence and changes nothing; and nothing needs JavaScript."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Site, Visitors
from tests.cast import PASSWORD
from tests.journeys import work

pytestmark = [pytest.mark.browser, pytest.mark.database_long]


ALREADY = "这一步刚才已经办过，没有重复办理。请看现在的结果。"


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, int]:
    """The cast on its stage, on 11 February; ids as the script printed them."""
    site.move_to(date(2026, 1, 5))
    printed: dict[str, int] = json.loads(site.script("tests.journeys.stage"))
    site.move_to(date(2026, 2, 11))
    return printed


def _to_the_check(page: Page, *, day: str, said: str) -> None:
    """Declaring 讲党课, up to the third step or whatever stands in its way."""
    page.goto("/declare")
    work.choose_item(page, search="jiangdangke", title="讲党课")
    page.get_by_label("哪一天").fill(day)
    page.get_by_label("一句话说明").fill(said)
    page.get_by_role("button", name="下一步").click()


def _send_unseen(page: Page, button: str) -> None:
    """The form behind a button, sent once already: what a first click does before the second."""
    status = page.get_by_role("button", name=button).evaluate(
        "(one) => fetch(one.form.action, { method: 'POST', body: new FormData(one.form) }).then((got) => got.status)"
    )
    assert status == 200


def _forge(page: Page, name: str, value: int) -> None:
    """What somebody does who edits the page: another id in a hidden field, in every form that has it."""
    page.locator(f"input[name={name}]").evaluate_all(
        "(inputs, value) => inputs.forEach((one) => { one.value = value; })", str(value)
    )


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("script", [True, False])
def test_a_second_click_counts_once(visitors: Visitors, script: bool) -> None:
    page = visitors.sign_in("jiang" if script else "he", PASSWORD, java_script_enabled=script)
    said = "在支部讲党课，题目为“读书与做人”。"
    _to_the_check(page, day="2026-01-27", said=said)
    page.get_by_role("button", name="提交申报").dblclick()
    received = page.get_by_role("heading", name="申报已收到")
    already = page.get_by_text(ALREADY)
    expect(received.or_(already)).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name=said)).to_have_count(1)


@pytest.mark.usefixtures("ids")
def test_the_same_form_sent_again_says_it_was_done(visitors: Visitors) -> None:
    page = visitors.sign_in("lin", PASSWORD)
    page.goto("/declare")
    _send_unseen(page, "本月无新增")
    page.get_by_role("button", name="本月无新增").click()
    work.told(page, ALREADY)
    said = "在支部讲党课，题目为“师者”。"
    _to_the_check(page, day="2026-01-26", said=said)
    _send_unseen(page, "提交申报")
    page.get_by_role("button", name="提交申报").click()
    work.told(page, ALREADY)
    expect(page.get_by_role("link", name=said)).to_have_count(1)


@pytest.mark.usefixtures("ids")
def test_a_button_of_the_frame_leads_back_to_a_page_from_any_step(visitors: Visitors) -> None:
    page = visitors.sign_in("xu", PASSWORD)
    _to_the_check(page, day="2026-01-27", said="在支部交流办事窗口工作经验。")
    page.get_by_role("button", name="大字").click()
    expect(page.get_by_role("heading", name="待您办理")).to_be_visible()
    page.get_by_role("button", name="常规字").click()
    expect(page.get_by_role("button", name="大字")).to_be_visible()


def test_a_stale_page_says_who_was_faster(visitors: Visitors, ids: dict[str, int]) -> None:
    han, shen = visitors.sign_in("han", PASSWORD), visitors.sign_in("shen", PASSWORD)
    for page in (han, shen):
        page.goto("/desk/assess")
        expect(page.get_by_role("form", name="初评：周予安，教研科研")).to_be_visible()
    for page, points in ((han, "1"), (shen, "1.5")):
        form = page.get_by_role("form", name="初评：周予安，教研科研")
        form.get_by_role("radio", name="改动").check()
        form.get_by_label("初评分").fill(points)
        form.get_by_label("理由").fill("校级刊物，按标准低限。")
        form.get_by_role("button", name="保存初评").click()
    work.told(han, "已保存初评。")
    expect(shen.get_by_text("这件事刚由韩若水初评，您这次没有保存。请看新的结果。").first).to_be_visible()
    shen.goto(f"/matters/{ids['zhou_matter']}")
    expect(shen.get_by_role("heading", name="初评：改为 1 分")).to_have_count(1)
    expect(shen.get_by_role("heading", name="初评：改为 1.5 分")).to_have_count(0)


@pytest.mark.usefixtures("ids")
def test_an_expired_sign_in_leads_to_signing_in(visitors: Visitors) -> None:
    page = visitors.sign_in("xu", PASSWORD)
    _to_the_check(page, day="2026-01-27", said="在支部交流办事窗口工作经验。")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("heading", name="登录分明")).to_be_visible()
    work.told(page, "登录已过期，刚才填写的没有保存。请重新登录后再办一次。")
    page.get_by_label("登录名").fill("xu")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("本年度还没有您的事项。")).to_be_visible()


def test_a_forged_id_finds_nothing(visitors: Visitors, ids: dict[str, int]) -> None:
    page = visitors.sign_in("xu", PASSWORD)
    for address in (f"/matters/{ids['other_matter']}", "/matters/999999", "/meetings/999999", "/p/7K3M-92QF"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    page.goto("/declare")
    _forge(page, "month", ids["other_month"])
    with page.expect_navigation() as moved:
        page.get_by_role("button", name="本月无新增").click()
    assert moved.value is not None
    assert moved.value.status == 404
    expect(page.get_by_role("main")).to_contain_text("没有这个页面，或者它不在您的支部。")


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-02-28", "还没有到"),
        ("2025-12-30", "2026年1月5日"),
        ("", "还没有填日期。请填事情发生的那一天。"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(visitors: Visitors, day: str, sentence: str) -> None:
    page = visitors.sign_in("jiang", PASSWORD)
    said = "协助布置主题党日会场。"
    _to_the_check(page, day=day, said=said)
    field = page.get_by_label("哪一天")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(sentence))
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    expect(page.get_by_label("一句话说明")).to_have_value(said)


def test_ones_own_matter_is_not_offered_and_refused(visitors: Visitors, ids: dict[str, int]) -> None:
    page = visitors.sign_in("han", PASSWORD)
    page.goto(f"/desk/assess/{ids['month']}?look={ids['m_han']}")
    expect(work.row_of(page, "韩若水")).to_contain_text("本人事项，不能由您初评")
    expect(page.get_by_role("form", name=re.compile("初评：韩若水"))).to_have_count(0)
    page.goto(f"/desk/assess/{ids['month']}?look={ids['m_zhou']}")
    form = page.get_by_role("form", name="初评：周予安，教研科研")
    form.get_by_role("radio", name="认定", exact=True).check()
    _forge(page, "matter_id", ids["han_matter"])
    form.get_by_role("button", name="保存初评").click()
    expect(page.get_by_role("alert")).to_contain_text("本人")
    page.goto(f"/matters/{ids['han_matter']}")
    expect(page.get_by_text("已申报，等初评")).to_be_visible()


@pytest.mark.usefixtures("ids")
def test_declaring_and_assessing_work_without_javascript(visitors: Visitors) -> None:
    member = visitors.sign_in("zhou", PASSWORD, java_script_enabled=False)
    work.declare(
        member, search="jiaoshuyuren", title="教书育人", day="2026-01-29", said="指导学生修改教案，两课时。"
    )
    expect(member.get_by_text("教书育人、指导学生，申报 1 分。")).to_be_visible()
    desk = visitors.sign_in("lin", PASSWORD, java_script_enabled=False)
    desk.goto("/desk/assess")
    form = desk.get_by_role("form", name="初评：韩若水，教研科研")
    form.get_by_role("radio", name="不认定").check()
    form.get_by_role("button", name="保存初评").click()
    expect(desk.get_by_role("alert")).to_contain_text("理由")
    form.get_by_label("理由").fill("还没有见刊，见刊后再报。")
    form.get_by_role("button", name="保存初评").click()
    work.told(desk, "已保存初评。")
    expect(work.row_of(desk, "韩若水")).to_contain_text("已初评，有改动")
