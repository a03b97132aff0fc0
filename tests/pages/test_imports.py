"""导入: a table handed in, looked over, mended by hand, taken in; all of it without a script (R64, A17)."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fenming.records.models import Import, LedgerEntry, Membership
from tests.actions.import_scene import BASIS, HEADING, NOW, ROSTER, workbook
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, NOW)
    return cast()


def words(response: Any) -> str:
    """What a person reads: no tags, spaces closed up."""
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", unescape(plain))


def hand_in(
    client: Client, content: bytes, *, kind: str = "roster", name: str = "名册.xlsx", **given: str
) -> str:
    """The address of the table to be looked over, with what was answered."""
    file = SimpleUploadedFile(name, content)
    sent = BASIS | given | {"file": file, "key": key()}
    response = client.post(f"/imports/new/{kind}", sent)
    assert response.status_code == 302, words(response)
    return str(response.url)


def form_of(response: Any) -> dict[str, Any]:
    """What the browser would send back: hidden fields, chosen options, text and days."""
    page = text(response).split("<main", 1)[1]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        found = {name: unescape(value) for name, value in re.findall(r'(\w[\w-]*)="([^"]*)"', tag)}
        if (found.get("type") == "checkbox" and " checked" not in tag) or "name" not in found:
            continue
        sent.setdefault(found["name"], []).append(found.get("value", ""))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


def test_a_roster_is_handed_in_looked_over_and_taken_in(people: Cast) -> None:
    lin = client_of(people.lin)
    assert 'href="/imports"' in text(lin.get("/roster"))
    assert "党员名册" in words(lin.get("/imports"))
    address = hand_in(
        lin,
        workbook(
            [
                ("教工第二党支部名册",),
                (*HEADING, "身份证号"),
                *[(*one, "0") for one in ROSTER[1:]],
                ("制表人：林曼青",),
            ]
        ),
    )
    check = lin.get(address)
    read = words(check)
    for one in (
        "名册.xlsx，工作表“名册”，共 4 行。现在什么也没有写入。", "表头在第 2 行", "表下的说明 1 行（第 7 行）", "共 4 行", "“身份证号”没有读，也没有保存。",
        "新增 1", "有变化 2", "相同 1", "岗位：管理岗 → 教师岗，从2026年3月2日起", "教师岗，预备党员，2026年3月1日加入",
        "名册里有、文件里没有的 4 名", "导入 3 行", "在他的页面上办理“组织关系转出”",
    ):  # fmt: skip
        assert one in read
    assert not Membership.objects.filter(person__name="唐子墨").exists()
    done = lin.post(f"/imports/{Import.objects.get().pk}/accept", form_of(check))
    assert (done.status_code, done.url) == (302, "/roster")
    assert "已导入：新增 1 行，变化 2 行。" in words(lin.get("/roster"))
    assert Membership.objects.filter(person__name="唐子墨").exists()
    assert lin.get(address).status_code == 409


def test_faults_are_shown_alone_and_a_row_is_left_out_by_hand(people: Cast) -> None:
    lin = client_of(people.lin)
    address = hand_in(lin, workbook([*ROSTER, ("陶然", "正式党员", "工程师", "2026-13-01", "")]))
    check = lin.get(address)
    assert "现在还不能导入：还有 1 行不能导入" in words(check)
    assert "/accept" not in text(check)
    faults = lin.post(address.split("?")[0], form_of(check) | {"show": "fault"})
    read = words(faults)
    assert "C6 （工作岗位：工程师）看不出是教师岗还是管理岗。请改成教师或管理。" in read
    assert "D6 （加入日期：2026-13-01）日历上没有这一天。请核对年月日。" in read
    assert "唐子墨" not in read
    left_out = lin.post(address.split("?")[0], form_of(faults) | {"out": ["6"]})
    assert "导入 3 行" in words(left_out)
    done = lin.post(address.split("?")[0] + "/accept", form_of(left_out))
    assert done.status_code == 302
    assert not Membership.objects.filter(person__name="陶然").exists()


def test_a_column_is_corrected_by_hand_and_remembered_for_the_same_headings(people: Cast) -> None:
    lin = client_of(people.lin)
    rows = [("姓名", "人员类别", "在做什么"), ("唐子墨", "正式党员", "教师")]
    address = hand_in(lin, workbook(rows), since="2026-01-05")
    check = lin.get(address)
    assert "没有写岗位" in words(check)
    sent = form_of(check) | {"c2": ["post"]}
    again = lin.post(address.split("?")[0], sent)
    assert "教师岗，正式党员，2026年1月5日加入" in words(again)
    assert lin.post(address.split("?")[0] + "/accept", form_of(again)).status_code == 302
    rows[1] = ("陶然", "正式党员", "管理")
    assert "管理岗，正式党员，2026年1月5日加入" in words(
        lin.get(hand_in(lin, workbook(rows), since="2026-01-05"))
    )


def test_when_something_changed_meanwhile_it_is_looked_over_again(people: Cast) -> None:
    lin = client_of(people.lin)
    first, second = (hand_in(lin, workbook(ROSTER)) for _ in range(2))
    sent = form_of(lin.get(second))
    lin.post(first.split("?")[0] + "/accept", form_of(lin.get(first)))
    response = lin.post(second.split("?")[0] + "/accept", sent)
    assert response.status_code == 422
    assert "表里没有新增，也没有变化，不用导入。" in words(response)


def test_a_long_table_has_pages_and_what_was_chosen_on_one_stays_on_the_next(people: Cast) -> None:
    lin = client_of(people.lin)
    more = [(f"教师{number:03}", "正式党员", "教师", "2026-01-05", "") for number in range(150)]
    address = hand_in(lin, workbook([HEADING, *more]))
    first = lin.get(address)
    assert "第 1 页，共 2 页" in words(first)
    address = address.split("?")[0]
    second = lin.post(address, form_of(first) | {"out": ["2"], "page": ["1", "2"]})
    read = words(second)
    assert "第 2 页，共 2 页" in read
    assert "不导入 1" in read
    assert "教师149" in read
    assert "教师001" not in read
    assert "导入 149 行" in read
    assert lin.post(f"{address}/accept", form_of(second)).status_code == 302
    assert Membership.objects.filter(person__name__startswith="教师").count() == 149


def test_it_is_dropped(people: Cast) -> None:
    lin = client_of(people.lin)
    address = hand_in(lin, workbook(ROSTER)).split("?")[0]
    assert "名册.xlsx" in words(lin.get("/imports"))
    assert lin.post(f"{address}/drop", {"key": key()}).url == "/imports"
    read = words(lin.get("/imports"))
    assert "没有写入任何一行" in read
    assert "名册.xlsx" not in read


def test_what_is_no_table_is_said_at_the_file(people: Cast) -> None:
    lin = client_of(people.lin)
    for content, sentence in (
        (b"", "“名册.xlsx”是空文件，没有内容。请核对后另选文件。"),
        (b"PK\x03\x04", "“名册.xlsx”打不开：没有传完整"),
        (workbook([("甲", "乙")]), "没有找到表头。表头要有“姓名”这些列名"),
    ):
        sent = BASIS | {"file": SimpleUploadedFile("名册.xlsx", content), "key": key()}
        response = lin.post("/imports/new/roster", sent)
        assert response.status_code == 422
        assert sentence in words(response)


def test_a_running_years_points_come_from_a_file(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 7, 6))
    lin = client_of(people.lin)
    assert 'href="/imports/new/opening"' in text(lin.get("/opening"))
    rows = [("姓名", "日期", "项目", "次数", "事由"), ("周予安", "2026-03-18", "DT2", 2, "指导学生试讲两次")]
    address = hand_in(lin, workbook(rows), kind="opening", closed_on="2026-06-30")
    check = lin.get(address)
    assert "2026年3月18日" in words(check)
    assert "+2 分：指导学生试讲两次" in words(check)
    assert "周予安 1 笔，履职分 2，加分 0，扣分 0，合计 62" in words(check)
    done = lin.post(address.split("?")[0] + "/accept", form_of(check))
    assert (done.status_code, done.url) == (302, "/opening")
    assert LedgerEntry.objects.get().points_centi == 200


def filled(response: Any, *rows: tuple[object, ...]) -> bytes:
    """A template as somebody fills it in: below the example."""
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_template_filled_in_comes_back_as_the_same_rows(people: Cast) -> None:
    lin = client_of(people.lin)
    template = lin.get("/imports/new/roster/template.xlsx")
    assert "filename*=utf-8''" in template["Content-Disposition"]
    rows = (
        ("唐子墨", "正式党员", "教师", "2026-01-05", "2016-06-30", "2017-06-30"),
        ("陶然", "预备党员", "管理", "2026-02-01", "2025-12-01"),
    )
    read = words(lin.get(hand_in(lin, filled(template, *rows))))
    for one in (
        "共 2 行", "示例 1 行", "新增 2", "教师岗，正式党员，2026年1月5日加入", "管理岗，预备党员，2026年2月1日加入，预备期从2025年12月1日起",
        "没有读的：“填写说明”",
    ):  # fmt: skip
        assert one in read


def test_a_template_of_points_offers_members_and_items(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 7, 6))
    lin = client_of(people.lin)
    content = b"".join(lin.get("/imports/new/opening/template.xlsx").streaming_content)
    book = openpyxl.load_workbook(BytesIO(content))
    assert [(page.title, page.sheet_state) for page in book] == [
        ("期初积分", "visible"), ("填写说明", "visible"), ("选项", "hidden"),
    ]  # fmt: skip
    validations = book["期初积分"].data_validations.dataValidation
    offered = {str(one.sqref).split(":")[0]: one.formula1 for one in validations}
    assert offered["A2"] == "选项!$A$1:$A$7"
    assert {cell.value for cell in book["选项"]["A"] if cell.value} >= {"周予安", "何苗"}
    assert "指导" in "".join(str(cell.value) for cell in book["选项"]["C"])
    page = book["期初积分"]
    page.append(("周予安", "2026-03-18", "DT2", 2, None, None, None, "指导学生试讲两次"))
    made = BytesIO()
    book.save(made)
    read = words(lin.get(hand_in(lin, made.getvalue(), kind="opening", closed_on="2026-06-30")))
    assert "新增 1" in read
    assert "示例 1 行" in read
