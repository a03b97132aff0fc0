"""What people do in a quarter, each in the browser: record, declare, reply, assess, meet, post."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def told(page: Page, sentence: str) -> None:
    """The page says what was just done."""
    expect(page.get_by_role("status").filter(has_text=sentence)).to_be_visible()


def record(
    page: Page, *, search: str, group: str, title: str, day: str, what: str, names: tuple[str, ...]
) -> None:
    """The recorder finds an item by words or pinyin and records one fact for one or several members."""
    page.get_by_role("link", name="登记", exact=True).click()
    page.get_by_label("查找项目").fill(search)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("group", name=group).get_by_role("radio", name=title).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    page.get_by_label("哪一天").fill(day)
    page.get_by_label("一句话说明").fill(what)
    for name in names:
        page.get_by_role("group", name="哪些党员").get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="登记", exact=True).click()


def choose_item(page: Page, *, search: str, title: str) -> None:
    """Step one of declaring: the item, by words or pinyin."""
    page.get_by_label("查找项目").fill(search)
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_text(f"下面是和“{search}”相符的项目。")).to_be_visible()
    page.get_by_role("radio", name=title).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="写哪天、做了什么")).to_be_visible()


def declare(page: Page, *, search: str, title: str, day: str, said: str, points: str = "") -> None:
    """All three steps; the page ends on the confirmation."""
    page.get_by_role("link", name="申报", exact=True).click()
    choose_item(page, search=search, title=title)
    page.get_by_label("哪一天").fill(day)
    page.get_by_label("一句话说明").fill(said)
    if points:
        page.get_by_label("每次的分值").fill(points)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="核对后提交")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text=said)).to_be_visible()
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("heading", name="申报已收到")).to_be_visible()


def row_of(page: Page, name: str) -> Locator:
    """A member's first row on the assessment desk."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader").filter(has_text=name))


def counter(page: Page, done: int, total: int) -> None:
    """`已初评 5 / 7 名`."""
    expect(page.get_by_text(re.compile(rf"已初评\s*{done}\s*/\s*{total}\s*名"))).to_be_visible()


def assess_rest(page: Page, *, month: int, members: int, matters: int = 0) -> None:
    """The plain rows of the month that is next, in one click; `members` and `matters` stand on the button."""
    page.goto("/desk/assess")
    expect(page.get_by_role("heading", name=f"{month}月初评")).to_be_visible()
    more = f"（{matters} 件）" if matters else ""
    page.get_by_role("button", name=f"一并认定 {members} 名{more}", exact=True).click()
    told(page, f"已一并认定 {members} 名（{matters} 件）。")


def call_meeting(page: Page, *, what: str, day: str) -> None:
    """The secretary calls a meeting; `what` is a part of its name."""
    page.get_by_role("link", name="会议", exact=True).click()
    option = page.get_by_label("开哪一次会").get_by_role("option").filter(has_text=what)
    page.get_by_label("开哪一次会").select_option(option.get_attribute("value"))
    page.get_by_label("日期", exact=True).fill(day)
    page.get_by_label("地点（可不填）").fill("文学馆 204 室")
    page.get_by_role("button", name="召集会议").click()
    told(page, "会议已经召集。议程可以先发给大家，到会后登记到会。")


def open_meeting(page: Page, *, absent: tuple[str, ...] = (), button: str = "开始大会") -> None:
    """Attendance entered, the meeting begun; the page is the one of the meeting."""
    for name in absent:
        page.get_by_label(name).select_option("因公请假")
    page.get_by_role("button", name="登记到会", exact=True).click()
    told(page, "到会已登记。")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=button)).to_have_count(0)


def press(page: Page, key: str) -> None:
    """One key leads on to the next page; not before the script that listens for keys has run."""
    expect(page.locator(f'a[data-key~="{key}"]')).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def close_meeting(page: Page) -> None:
    """The draft minutes are kept, with a sentence of the secretary's own."""
    minutes = page.get_by_role("textbox", name="会议记录")
    minutes.fill(f"{minutes.input_value()}\n以上决议，请支部书记公示。")
    page.get_by_role("button", name="结束大会").click()
    told(page, "大会已经结束，评定已记入台账。")


def post(page: Page, *, quarter: str) -> str:
    """The quarter's sheet goes up; the address of the sheet."""
    page.goto("/")
    expect(page.get_by_role("heading", name=f"公示{quarter}积分")).to_be_visible()
    page.get_by_role("link", name="去公示").click()
    page.get_by_role("button", name=f"公示{quarter}积分").click()
    told(page, "已公示。请打印公示单，张贴到公示栏。")
    address = page.get_by_role("link", name=f"看{quarter}公示单").get_attribute("href")
    assert address, "the posted quarter links to its sheet"
    return address


def next_day(page: Page, day: str) -> None:
    """The demo's button, which also does what falls due; it goes on from the day the page shows."""
    page.goto(page.url)
    page.get_by_role("button", name="往后一天").click()
    told(page, f"演示日期移到{day}。")
    expect(page.get_by_role("region", name="演示日期")).to_contain_text(day)
