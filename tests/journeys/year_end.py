"""From the settlement to the receipt, each step by the account that has to do it, and what each of the others reads."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, Visitors
from tests.journeys import work
from tests.journeys.founding import PASSWORD

COMMITTEE = "青岚大学人文学院党委"
TOPIC = "2026年度民主评议"
REASON = "全年带头承担支部工作。"
BETTER = "全年承担支部考勤和会务，党员大会一致同意。"
REMARKS = "沈知行的评议等次高于建议，理由请写具体。"
RECEIPT = "院党委备〔2027〕2号"


def sign(secretary: Page, group: Page) -> None:
    """The secretary, then the leading group; announcing is not offered before both have."""
    secretary.get_by_role("button", name="签署这次结算").click()
    work.told(secretary, "您已签署2026年度结算。")
    step = step_of(secretary, "书记和领导小组签署")
    expect(step).to_contain_text("领导小组成员 何苗：还没有签署")
    expect(secretary.get_by_role("button", name="公布2026年度积分")).to_have_count(0)
    group.goto("/")
    expect(group.get_by_role("heading", name="签署2026年度积分")).to_be_visible()
    group.get_by_role("link", name="去签署").click()
    group.get_by_role("button", name="签署这次结算").click()
    work.told(group, "您已签署2026年度结算。")
    expect(group.get_by_role("button", name="公布2026年度积分")).to_have_count(0)
    expect(step_of(group, "向全体党员公布")).to_contain_text("由支部书记公布。")


def announce(secretary: Page) -> None:
    """Led by the home page."""
    secretary.goto("/")
    secretary.get_by_role("link", name="去公布").click()
    secretary.get_by_role("button", name="公布2026年度积分").click()
    work.told(secretary, "2026年度积分已公布。")
    secretary.get_by_role("link", name="去登记等次").click()
    expect(secretary.get_by_text("公布积分之后，还没有开完一次党员大会。")).to_be_visible()


def appraise_in_april(visitors: Visitors, secretary: Page, group: Page) -> None:
    """The members' meeting after the announcement appraises; the secretary enters what it gave, a difference with its reason."""
    visitors.site.script("tests.journeys.live_months", "spring")
    visitors.site.move_to(date(2027, 4, 13))
    secretary.goto("/")
    work.call_meeting(secretary, what="2027年第一季度", day="2027-04-14")
    secretary.get_by_role("link", name="增减议题").click()
    secretary.get_by_label("议题").fill(TOPIC)
    secretary.get_by_role("button", name="添加议题").click()
    work.told(secretary, "议题已经添上。")
    visitors.site.move_to(date(2027, 4, 14))
    secretary.get_by_role("link", name="2027年第一季度党员大会").click()
    work.open_meeting(secretary)
    work.press(secretary, "n")
    expect(secretary.get_by_role("heading", name=TOPIC)).to_be_visible()
    secretary.get_by_label("讨论的结果").fill("逐人评议，等次见登记。")
    secretary.get_by_role("button", name="记下结果").click()
    expect(secretary.get_by_text("讨论的结果", exact=True)).to_have_count(2)
    work.press(secretary, "n")
    work.close_meeting(secretary)
    group.goto("/year/2026/appraisal")
    expect(group.get_by_text("等次由支部书记按大会评议的结果登记。")).to_be_visible()
    _enter_grades(secretary)


def _enter_grades(secretary: Page) -> None:
    secretary.goto("/")
    expect(secretary.get_by_role("heading", name="登记2026年度民主评议等次")).to_be_visible()
    secretary.get_by_role("link", name="去登记").first.click()
    secretary.get_by_role("link", name="按建议等次填入").click()
    secretary.get_by_label("沈知行的评议等次").select_option("合格")
    secretary.get_by_role("button", name="登记等次（7 名）").click()
    expect(secretary.get_by_role("alert")).to_contain_text("沈知行")
    secretary.get_by_label("沈知行的等次理由").fill(REASON)
    secretary.get_by_role("button", name="登记等次（7 名）").click()
    work.told(secretary, "民主评议等次已登记。每名党员能在“我的积分”里看到本人的结果。")


def file_and_return(visitors: Visitors, secretary: Page) -> Page:
    """To the college committee, which looks it through and sends it back with a remark; the reviewer's page."""
    secretary.goto("/")
    secretary.get_by_role("link", name="去报送").click()
    secretary.get_by_role("button", name="报送上级审核").click()
    work.told(secretary, "2026年度积分已报送。接下来由上级党委审核，结果会出现在这一页。")
    expect(step_of(secretary, "报上级党委审核备案")).to_contain_text("等上级审核")
    reviewer = _reviewer(visitors)
    expect(reviewer.get_by_role("heading", name="审核备案")).to_be_visible()
    reviewer.get_by_role("link", name="去审核").click()
    reviewer.get_by_role("link", name="看差异和核对").click()
    expect(reviewer.get_by_text(f"沈知行：建议基本合格，评议合格。理由：{REASON}")).to_be_visible()
    expect(reviewer.get_by_text("要看", exact=True)).to_have_count(0)
    reviewer.get_by_role("button", name="退回支部").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("意见")
    reviewer.get_by_label("退回的意见").fill(REMARKS)
    reviewer.get_by_role("button", name="退回支部").click()
    work.told(reviewer, "已退回。支部改好之后会再报送。")
    return reviewer


def _reviewer(visitors: Visitors) -> Page:
    """Entered at the command line from the committee's document; the code is good for one password of one's own."""
    said = visitors.site.fenming(
        "reviewer", "--committee", COMMITTEE, "--name", "高远", "--login", "gaoyuan", "--document", "院党委〔2027〕1号"
    )  # fmt: skip
    found = re.search(r"一次性密码 (\S+?)，", said)
    assert found, said
    page = visitors.sign_in("gaoyuan", found[1])
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="保存密码").click()
    return page


def correct_and_file_again(secretary: Page) -> None:
    """The remark stands on the year's page; the grades are entered once more and the table goes up again."""
    secretary.goto("/year/2026")
    step = step_of(secretary, "报上级党委审核备案")
    expect(step).to_contain_text(f"上级的意见：{REMARKS}")
    secretary.get_by_role("link", name="看民主评议等次").click()
    expect(secretary.get_by_label("沈知行的评议等次")).to_have_value("合格")
    secretary.get_by_label("沈知行的等次理由").fill(BETTER)
    secretary.get_by_role("button", name="重新登记等次（7 名）").click()
    work.told(secretary, "民主评议等次已登记。")
    secretary.goto("/")
    secretary.get_by_role("link", name="去报送").click()
    secretary.get_by_role("button", name="报送上级审核").click()
    work.told(secretary, "2026年度积分已报送。")


def accept(reviewer: Page) -> None:
    """The reviewer sees what changed since, and files it under the committee's own number."""
    reviewer.goto("/superior")
    reviewer.get_by_role("link", name="看差异和核对").click()
    expect(reviewer.get_by_role("heading", level=1)).to_contain_text("第 2 次报送")
    differences = reviewer.get_by_role("region", name="差异")
    expect(differences).to_contain_text("与第 1 次报送相比：")
    expect(differences.get_by_role("listitem").first).to_contain_text("沈知行")
    reviewer.get_by_label("备案编号（可不填）").fill(RECEIPT)
    reviewer.get_by_role("button", name="备案", exact=True).click()
    work.told(reviewer, f"已备案，编号 {RECEIPT}。")
    expect(reviewer.get_by_text("眼下没有等审核的年度积分。")).to_be_visible()


def read_the_end(visitors: Visitors, secretary: Page, group: Page, shen: str) -> None:
    """The receipt for those who signed, the own grade for its member; nothing is left to do for the year."""
    for page in (secretary, group):
        page.goto("/year/2026")
        expect(step_of(page, "报上级党委审核备案")).to_contain_text(f"备案，编号 {RECEIPT}。")
        expect(page.get_by_role("button", name=re.compile("报送|签署|公布"))).to_have_count(0)
    phone = visitors.sign_in(shen, PASSWORD, PHONE, path="/me/statement?year=2026")
    own = phone.get_by_text("您的评议等次是“合格”。")
    expect(own).to_be_hidden()
    phone.get_by_text("本人位次与年度结果").click()
    expect(own).to_be_visible()
    phone.goto("/year/2026")
    expect(phone.get_by_role("main")).to_contain_text("年度办理情况只对")


def step_of(page: Page, title: str) -> Locator:
    """One of the five steps."""
    return page.get_by_role("listitem").filter(has=page.get_by_text(title, exact=True))
