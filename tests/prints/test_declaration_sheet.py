"""《党员积分月度申报表》 as it is printed, blank and filled in, and who may print whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from fenming.actions.nothing_new import nothing_new
from fenming.prints.declaration_sheet import (
    blank_sheet_data,
    blank_sheet_name,
    blank_sheet_pdf,
    filled_sheet_data,
    filled_sheet_name,
    filled_sheet_pdf,
)
from fenming.rules.terms import Refused
from tests.actions._matters import declared
from tests.actions.meeting_scene import month_of
from tests.cast import accounts_for, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.a_month import SHEET
from tests.prints.looking import looks_as_kept, read


def test_the_blank_sheet_has_the_items_of_the_list_in_the_standards_order_and_room_to_write() -> None:
    rows = blank_sheet_data(SHEET)["rows"]
    assert rows[0] == ["1", "履职分", "完成教学任务", "每学期 3 分，全年至多 6 分", "", "", "", ""]
    assert next(row[2] for row in rows if row[1] == "加分") == "表彰奖励"
    assert [row[2] for row in rows[-4:]] == [""] * 4, "more than one of an item"
    (page,) = read(blank_sheet_pdf(SHEET))
    for words in (
        "党支部：青岚大学人文学院教工第二党支部",
        "姓名：沈知行",
        "交表：2026年4月3日前",
        "□本月无新增",
        "次数或级别",
        "本人（签名）",
        "收表人（签名）",
        "扣分不在这里申报",
    ):
        assert words in page, words
    assert "草稿" not in page


def test_the_filled_sheet_says_what_was_declared_late_and_from_paper() -> None:
    data = filled_sheet_data(SHEET)
    assert data["rows"][1] == [
        "2", "3月18日", "表彰奖励", "校级", "获评校级先进工作者。", "2", "迟报，照纸质表代报"
    ]  # fmt: skip
    assert data["rows"][0][3] == "2 次"
    (page,) = read(filled_sheet_pdf(SHEET))
    assert "共2件，申报4分。" in page
    assert "还要经过初评和党员大会评定" in page


@pytest.mark.parametrize(("said", "words"), [("nothing_new", "本月无新增。"), ("none", "本月没有申报。")])
def test_a_month_without_anything_says_which_it_is(said: str, words: str) -> None:
    assert words in read(filled_sheet_pdf(replace(SHEET, said=said, lines=())))[0]


def test_sheets_look_as_they_did_and_have_names_of_their_own() -> None:
    assert blank_sheet_name(SHEET) == "党员积分月度申报表_空白_2026年3月_沈知行"
    assert filled_sheet_name(SHEET) == "党员积分月度申报表_2026年3月_沈知行"
    assert looks_as_kept("declaration_blank", blank_sheet_pdf(SHEET))
    assert looks_as_kept("declaration_filled", filled_sheet_pdf(SHEET))
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        blank_sheet_pdf(replace(SHEET, name="周\U00030edd安"))


@pytest.mark.django_db
def test_who_may_print_whose_sheet_and_what_stands_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast(accounts=False)
    accounts_for(people.zhou, people.xu, people.he)
    stop_clock(monkeypatch, at(2026, 3, 2))
    declared(people, said="指导 6 名师范生试讲并点评。", day=date(2026, 2, 12))
    month = month_of(people, 2).pk
    nothing_new(actor_id=people.he, month_id=month, key=key(), now=at(2026, 3, 2))
    zhou, xu = client_of(people.zhou), client_of(people.xu)
    address = f"/roster/{people.m_zhou}/declarations/{month}"
    assert f'href="{address}.pdf"' in text(zhou.get(f"/declare?month={month}"))
    response = zhou.get(f"{address}.pdf")
    assert "党员积分月度申报表_2026年2月_周予安.pdf" in unquote(response["Content-Disposition"])
    (page,) = read(b"".join(response.streaming_content))
    assert "指导6名师范生试讲并点评。" in page
    his = f"/roster/{people.m_he}/declarations/{month}"
    assert "本月无新增。" in read(b"".join(xu.get(f"{his}.pdf").streaming_content))[0]
    shen = f"/roster/{people.m_shen}/declarations/{month}"
    assert f'href="{shen}-blank.pdf"' in text(xu.get(f"/desk/sheets?month={month}"))
    assert f'href="{shen}-blank.pdf"' in text(xu.get(f"/desk/sheets/{people.m_shen}/{month}"))
    blank = read(b"".join(xu.get(f"{shen}-blank.pdf").streaming_content))[0]
    assert "完成教学任务" in blank
    assert "岗位任务完成" not in blank, "an item of another list"
    assert zhou.get(f"{his}.pdf").status_code == 403
    assert client_of(people.deng).get(f"{address}.pdf").status_code == 404
    assert xu.get(f"/roster/{people.m_zhou}/declarations/999999.pdf").status_code == 404
