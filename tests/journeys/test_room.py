"""The members' meeting on the wall, 1280 × 720: one key leads on, what may not be shown is not, and what was voted stays."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, PROJECTOR, Visitors
from tests.cast import PASSWORD
from tests.journeys import work
from tests.journeys.room_words import CANARIES, HIDDEN, JUDGED, REPORTED, SHOWN

pytestmark = [pytest.mark.browser, pytest.mark.database_long]

COUNTED = "第 {} 项决议，{}：无异议，通过。"


def test_a_meeting_on_the_wall(visitors: Visitors) -> None:
    visitors.site.move_to(date(2026, 1, 5))
    meeting = json.loads(visitors.site.script("tests.journeys.room_scene"))["meeting"]
    visitors.site.move_to(date(2026, 7, 14))
    _ask_that_it_is_left_off(visitors.sign_in("zhou", PASSWORD, PHONE), meeting)
    visitors.site.move_to(date(2026, 7, 15))
    room = visitors.sign_in("lin", PASSWORD, PROJECTOR, path=f"/meetings/{meeting}")
    work.open_meeting(room, absent=("蒋雨桐",))
    _single_out(room)
    _decide_together(room)
    _walk_on(room)
    _come_back(room)
    _hear_the_finding(room)
    work.close_meeting(room)
    _told_the_one_who_objected(visitors.sign_in("he", PASSWORD, PHONE))


def _ask_that_it_is_left_off(phone: Page, meeting: int) -> None:
    """The owner's own page of the meeting offers it, with the sentence that would stand on the wall to think of."""
    phone.goto(f"/meetings/{meeting}")
    own = phone.get_by_role("region", name="您的事项")
    own.get_by_role("button", name=re.compile("不上屏显示.*教研科研")).click()
    work.told(phone, "这件事的说明不会上屏显示。")
    expect(own.get_by_text("说明不上屏显示。")).to_be_visible()
    expect(own.get_by_role("button", name=re.compile("照常上屏显示.*教研科研"))).to_be_visible()
    phone.context.close()


def _look(room: Page, heading: str) -> Locator:
    """The page is the one expected, needs no scrolling, and carries no canary, not even out of sight."""
    expect(room.get_by_role("heading", name=heading, level=1)).to_be_visible()
    assert room.evaluate("document.documentElement.scrollHeight") <= 720, heading
    source = room.content()
    assert [one for one in CANARIES if one in source] == [], heading
    return room.get_by_role("main")


def _single_out(room: Page) -> None:
    """Somebody in the room asks for the matter another member reported."""
    _look(room, "一并评定：2 名党员，2 件")
    room.get_by_role("link", name="提出一件逐项审议").click()
    room.get_by_role("button", name=re.compile("提出审议.*沈知行")).click()
    expect(room.get_by_role("heading", name="沈知行：教书育人")).to_be_visible()
    work.press(room, "ArrowLeft")
    expect(room.get_by_role("heading", name="韩若水：教研科研")).to_be_visible()
    work.press(room, "ArrowLeft")


def _decide_together(room: Page) -> None:
    _look(room, "一并评定：1 名党员，1 件")
    room.get_by_label("无异议").check()
    room.get_by_role("button", name="一并评定", exact=True).click()
    expect(room.get_by_text("已经评定：无异议，通过。")).to_be_visible()


def _walk_on(room: Page) -> None:
    """In roster order, with a different one of the three keys each time; each is voted on where it stands."""
    work.press(room, "ArrowRight")
    han = _look(room, "韩若水：教研科研")
    expect(han).to_contain_text(SHOWN)
    expect(han).to_contain_text(JUDGED)
    _accept(room, "按初评评定 2 分", number=2)
    work.press(room, "Space")
    shen = _look(room, "沈知行：教书育人")
    expect(shen).to_contain_text(REPORTED)
    expect(shen).not_to_contain_text("何苗")
    _accept(room, "按初评评定 1 分", number=3)
    work.press(room, "n")
    zhou = _look(room, "周予安：教研科研")
    expect(zhou).to_contain_text("本人要求不显示。")
    _accept(room, "按初评评定 2 分", number=4)
    work.press(room, "ArrowRight")
    he = _look(room, "何苗：迟到早退")
    expect(he).to_contain_text("支部，5月11日")
    _accept(room, "按初评评定 −0.5 分", number=5)


def _accept(room: Page, button: str, *, number: int) -> None:
    form = room.get_by_role("form", name="按初评评定")
    form.get_by_label("无异议").check()
    form.get_by_role("button", name=button).click()
    expect(room.get_by_text(COUNTED.format(number, button))).to_be_visible()


def _come_back(room: Page) -> None:
    """Two pages back the vote still stands on the wall, and so do the figures."""
    for heading in ("周予安：教研科研", "沈知行：教书育人"):
        work.press(room, "ArrowLeft")
        _look(room, heading)
    expect(room.get_by_text(COUNTED.format(3, "按初评评定 1 分"))).to_be_visible()
    for heading in ("周予安：教研科研", "何苗：迟到早退"):
        work.press(room, "ArrowRight")
        _look(room, heading)
    assert HIDDEN not in room.content()
    work.press(room, "ArrowRight")
    expect(room.get_by_role("heading", name="会议小结", level=1)).to_be_visible()


def _hear_the_finding(room: Page) -> None:
    """The meeting does not end before it heard what was found; the wall says it without a name."""
    minutes = room.get_by_role("textbox", name="会议记录")
    minutes.fill("到会党员逐项评议，按表决结果评定。")
    room.get_by_role("button", name="结束大会").click()
    expect(room.get_by_role("alert")).to_contain_text("通报")
    room.get_by_role("link", name="到会上通报").click()
    told = _look(room, "通报异议和申诉的结论：1 件")
    expect(told).to_contain_text("维持原评定")
    expect(told).not_to_contain_text("何苗")
    room.get_by_role("button", name="记下：以上各件已通报").click()
    expect(told.get_by_role("cell", name="已通报")).to_be_visible()
    work.press(room, "ArrowRight")


def _told_the_one_who_objected(phone: Page) -> None:
    phone.goto("/objections")
    phone.get_by_role("link", name="迟到早退").click()
    expect(phone.get_by_role("heading", name="会上通报")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("在党员大会上通报了结论。")
