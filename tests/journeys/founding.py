"""The first day of a branch, by hand: founded, members pasted, standard adopted, offices given, accounts opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser import Visitors

FOUNDED = date(2026, 1, 5)
RESOLUTION = "支部党员大会 2026年1月5日"
PASSWORD = "yuan-shan-ru-dai-7"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch on its first day: who founds it, who is pasted into the roster, who gets which office."""

    name: str
    secretary: str
    login: str
    members: str
    offices: tuple[tuple[str, str], ...]


SEVEN = Branch(
    "教工第二党支部",
    "林曼青",
    "linmanqing",
    """许明远　管理　正式
韩若水　教师　正式
沈知行　教师　正式
周予安　教师　正式
何苗　管理　正式
蒋雨桐　教师　预备""",
    (("许明远", "积分记录员"), ("韩若水", "支部委员"), ("沈知行", "支部委员"), ("何苗", "领导小组成员")),
)
# Too few for a committee (R33)
FIVE = Branch(
    "教工第一党支部",
    "邓可为",
    "dengkewei",
    """陶见微　管理　正式
方静好　教师　正式
严一川　教师　正式
白露晞　教师　正式""",
    (("方静好", "积分记录员"),),
)


def found_branch(visitors: Visitors, branch: Branch = SEVEN) -> Page:
    """Steps one to three of the first use; the secretary is signed in on the page returned."""
    visitors.site.move_to(FOUNDED)
    page = visitors.arrive()
    page.goto("/")
    expect(page.get_by_role("heading", name="建立支部", level=1)).to_be_visible()
    _fill_branch(page, branch)
    expect(page.get_by_text("支部已经建好，您已登录。")).to_be_visible()
    page.get_by_label("党员名单").fill(branch.members)
    page.get_by_label("没写日期的，加入日期算哪天").fill("2026-01-01")
    page.get_by_label("依据").fill(RESOLUTION)
    page.get_by_role("button", name="登记，下一步").click()
    expect(page.get_by_text(f"已登记 {len(branch.members.splitlines())} 名党员。")).to_be_visible()
    page.get_by_label("通过标准的决议").fill(RESOLUTION)
    page.get_by_label("支部已看过全文").check()
    page.get_by_role("button", name="启用这个标准").click()
    expect(page.get_by_text("积分标准已启用，支部可以开始用了。")).to_be_visible()
    return page


def _fill_branch(page: Page, branch: Branch) -> None:
    for label, text in (
        ("上级党委名称", "青岚大学人文学院党委"),
        ("支部名称", branch.name),
        ("学校和学院（可不填）", "青岚大学人文学院"),
        ("联系方式", "电话 0000-0000000，文学馆 204 室"),
        ("成立支部、确定书记的文件", "院党委〔2026〕1号"),
        ("从哪天起在这里记积分", "2026-01-05"),
        ("支部书记姓名", branch.secretary),
        ("加入本支部的日期", "2026-01-01"),
        ("登录名", branch.login),
        ("再输一遍密码", PASSWORD),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("radio", name="教师").check()
    page.get_by_role("radio", name="正式党员").check()
    page.get_by_role("button", name="建立支部").click()


def give_offices(secretary: Page, branch: Branch = SEVEN) -> None:
    """Recorder, committee and leading group, from the page of offices."""
    for name, office in branch.offices:
        give_office(secretary, branch, name, office, since=FOUNDED)


def give_office(secretary: Page, branch: Branch, name: str, office: str, *, since: date) -> None:
    """One office by a resolution of the day."""
    secretary.goto("/offices")
    form = secretary.get_by_role("region", name="登记任职")
    number = next(no for no, line in enumerate(branch.members.splitlines(), start=2) if line.startswith(name))
    form.get_by_label("党员", exact=True).select_option(label=f"{number}　{name}")
    form.get_by_label("职务", exact=True).select_option(label=office)
    form.get_by_label("任职日期").fill(since.isoformat())
    form.get_by_label("任职依据").fill(f"支部党员大会 {since.year}年{since.month}月{since.day}日")
    form.get_by_role("button", name="登记任职").click()
    expect(secretary.get_by_text("任职已登记。")).to_be_visible()
    row = secretary.get_by_role("table", name="现任职务").get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text(office)


def open_account(secretary: Page, name: str) -> tuple[str, str]:
    """An account with the login the page suggests; (login, one-time code) as the page shows them this once."""
    secretary.goto("/roster")
    secretary.get_by_role("button", name=f"给{name}开账号").click()
    expect(secretary.get_by_role("heading", name=f"{name}的账号已开")).to_be_visible()
    found = re.search(r"登录名\s+(\S+)\s+一次性密码\s+(\S+)", secretary.get_by_role("main").inner_text())
    assert found, "the page shows login and one-time code"
    return found[1], found[2]


def set_own_password(visitors: Visitors, login: str, code: str) -> None:
    """The person signs in with the one-time code, and is led to set a password before anything else."""
    page = visitors.sign_in(login, code, path="/declare")
    expect(page.get_by_role("heading", name="设置您的密码")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="设置您的密码")).to_be_visible()
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="保存密码").click()
    expect(page.get_by_text("密码已经换成您自己的。")).to_be_visible()
    page.context.close()


def open_accounts(visitors: Visitors, secretary: Page, names: tuple[str, ...]) -> dict[str, str]:
    """Accounts for these people, each with a password of their own; name to login."""
    logins = {}
    for name in names:
        login, code = open_account(secretary, name)
        set_own_password(visitors, login, code)
        logins[name] = login
    return logins
