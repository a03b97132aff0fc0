"""Sign-in sheets and paper declarations in the browser: a template goes out, is filled in, comes back and is taken in."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fenming.records.models import Import, Matter, RollCallMark
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 2))
    return cast()


def filled(client: Client, kind: str, *rows: dict[str, object]) -> bytes:
    """The template of a kind with these rows under its example, by the names of its columns."""
    response = client.get(f"/imports/new/{kind}/template.xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 3):
        for name, value in row.items():
            sheet.cell(number, places[name], value)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def looked_over(client: Client, kind: str, content: bytes, **answers: str) -> str:
    """The page on which the rows are looked over."""
    sent = answers | {"file": SimpleUploadedFile("表.xlsx", content), "key": key()}
    return client.post(f"/imports/new/{kind}", sent, follow=True).content.decode()


def take_in(client: Client, page: str, **answers: str) -> str:
    seen = page.split('name="seen" value="')[1].split('"')[0]
    found = Import.objects.latest("pk")
    sent = answers | {"seen": seen, "key": key()}
    return words(client.post(f"/imports/{found.pk}/accept", sent, follow=True))


def test_a_sign_in_sheet_goes_out_and_comes_back(people: Cast) -> None:
    xu = client_of(people.xu)
    content = filled(
        xu, "attendance", {"姓名": "周予安", "到会情况": "迟到早退"}, {"姓名": "何苗", "到会情况": "到会"}
    )
    answers = {"day": "2026-02-10", "to": "activity", "what": "二月主题党日", "take": "all"}
    page = looked_over(xu, "attendance", content, **answers)
    assert "示例 1 行" in page
    assert "同时登记“迟到早退”" in page
    assert "已导入：新增 2 行" in take_in(xu, page, **answers)
    assert RollCallMark.objects.count() == 2
    assert Matter.objects.get().item == "K03"


def test_paper_declarations_go_out_and_come_back(people: Cast) -> None:
    xu = client_of(people.xu)
    row = {
        "姓名": "周予安",
        "月份": "2月",
        "日期": "2026-02-10",
        "项目": "学院公共事务与志愿服务",
        "次数": 2,
        "事由": "布置会场。",
    }
    page = looked_over(xu, "declarations", filled(xu, "declarations", row))
    assert "报在2月：布置会场。" in page
    assert "已导入：新增 1 行" in take_in(xu, page)
    assert Matter.objects.get().claimed_centi == 200


def test_what_a_template_offers_is_what_may_be_declared(people: Cast) -> None:
    content = filled(client_of(people.xu), "declarations")
    book = openpyxl.load_workbook(BytesIO(content))
    offered = {cell.value for column in book["选项"].columns for cell in column if cell.value}
    assert "学院公共事务与志愿服务" in offered
    assert "无故缺席组织生活" not in offered
    marks = openpyxl.load_workbook(BytesIO(filled(client_of(people.xu), "attendance")))["选项"]
    assert "因公请假" in {cell.value for column in marks.columns for cell in column}


def test_each_is_offered_where_the_work_is_done(people: Cast) -> None:
    xu = client_of(people.xu)
    offered = words(xu.get("/imports"))
    assert "考勤签到" in offered
    assert "纸质月度申报" in offered
    assert "/imports/new/declarations" in xu.get("/desk/sheets").content.decode()
    assert "/imports/new/attendance" in xu.get("/desk/roll-call").content.decode()
    assert client_of(people.he).get("/imports").status_code == 403
