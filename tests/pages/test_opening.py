"""期初转入: handed in, looked over, taken over; and what the members read of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fenming.records.models import LedgerEntry, Opening
from tests.actions.opening_scene import BOOK, NOW, RESOLUTION, entered
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

FRAME = {"closed_on": "2026-06-30", "resolution": RESOLUTION}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_pasted_looked_over_and_taken_over(people: Cast) -> None:
    lin = client_of(people.lin)
    assert 'href="/opening"' in text(lin.get("/roster"))
    assert "转入的只有评定过的分" in text(lin.get("/opening"))
    check = lin.post("/opening/check", FRAME | {"text": BOOK})
    page = text(check)
    assert check.status_code == 200
    for words in ("共 5 笔", "周予安", ">62.5<", "林曼青", "和纸质台账一致，转入 5 笔"):
        assert words in page
    assert not Opening.objects.exists()
    kept = re.search(r"<textarea name=\"text\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert kept
    response = lin.post("/opening/enter", FRAME | {"text": unescape(kept[1]), "key": key()})
    assert (response.status_code, response.url) == (302, "/opening")
    page = text(lin.get("/opening"))
    for words in ("已转入 5 笔", "异议可以提到7月13日", "第一、第二季度不再开大会", "林曼青", RESOLUTION):
        assert words in page
    assert LedgerEntry.objects.filter(kind="opening").count() == 5


def test_a_file_is_handed_in_and_kept_until_it_is_taken_over(people: Cast) -> None:
    lin = client_of(people.lin)
    csv = BOOK.replace("\t", ",").replace("指导学生试讲两次", '"指导学生试讲，\n两次"') + "\n\n"
    file = SimpleUploadedFile("台账.csv", csv.encode("gb18030"))
    page = text(lin.post("/opening/check", FRAME | {"file": file}))
    kept = re.search(r"<textarea name=\"text\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert kept
    lin.post("/opening/enter", FRAME | {"text": unescape(kept[1]), "key": key()})
    assert LedgerEntry.objects.filter(text__text="指导学生试讲， 两次").exists()
    again = text(lin.post("/opening/check", FRAME | {"text": unescape(kept[1])}))
    assert "已经转入过" in again


def test_every_fault_stands_in_a_table_and_the_text_is_kept(people: Cast) -> None:
    bad = BOOK + "不在册\t2026-03-18\tDT2\t\t\t\t\t指导\n何苗\t2026-07-02\tDT2\t\t\t\t\t指导\n"
    response = client_of(people.lin).post("/opening/check", FRAME | {"text": bad})
    page = text(response)
    assert response.status_code == 422
    for words in (
        "有 3 处要改，没有转入任何一笔",
        "第 7 行",
        "名册里没有这名党员",
        "第 8 行",
        "纸质台账截至2026年6月30日",
    ):
        assert words in page
    assert "不在册\t2026-03-18" in unescape(page)
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "还没有填各笔积分"),
        ({"closed_on": ""}, "还没有填“纸质台账截至哪天”"),
        ({"resolution": ""}, "还没有填依据的决议"),
        ({"closed_on": "2026-07-07"}, "2026年7月7日还没有到"),
        ({"closed_on": "2025-12-31"}, "本支部从2026年1月1日起在这里记分"),
        ({"text": "姓名，日期，项目，事由"}, "中文逗号"),
        ({"file": SimpleUploadedFile("台账.csv", b"\xff\xfe\x00")}, "只能用一种"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(people: Cast, sent: dict[str, object], words: str) -> None:
    response = client_of(people.lin).post("/opening/check", FRAME | {"text": BOOK} | sent)
    assert response.status_code == 422
    assert words in text(response)


def test_back_to_the_form_with_what_was_pasted(people: Cast) -> None:
    response = client_of(people.lin).post("/opening/check", FRAME | {"text": BOOK, "edit": "1"})
    assert response.status_code == 200
    assert "指导学生试讲两次" in text(response)
    assert "有 " not in text(response).split("<main")[1].split("<form")[0]


def test_what_changed_meanwhile_is_said_and_nothing_written(people: Cast) -> None:
    entered(people)
    response = client_of(people.lin).post("/opening/enter", FRAME | {"text": BOOK, "key": key()})
    assert response.status_code == 422
    assert "只能转入一次" in text(response)
    assert Opening.objects.count() == 1


def test_each_member_reads_the_own_lines_with_the_resolution(people: Cast) -> None:
    entered(people)
    page = text(client_of(people.zhou).get("/me/statement"))
    for words in (f"期初转入：指导学生试讲两次（{RESOLUTION}）", f"期初转入：主题党日迟到（{RESOLUTION}）"):
        assert words in page
    assert "第一季度无投诉" not in page
    assert "期初转入" not in text(client_of(people.jiang).get("/me/statement"))


def test_where_quarters_are_listed_it_says_so(people: Cast) -> None:
    before = text(client_of(people.zhou).get("/postings"))
    assert "转入" not in before
    entered(people)
    page = text(client_of(people.zhou).get("/postings"))
    assert f"2026年第一、第二季度已按纸质台账转入（{RESOLUTION}）。" in page
    assert "2026年第一季度</h2>" not in page
    home = text(client_of(people.lin).get("/"))
    assert "第一季度" not in home
    assert "第二季度" not in home
    year = text(client_of(people.lin).get("/year/2026"))
    assert "截至6月30日的积分已按纸质台账转入" in year


def test_others_are_told_whose_office_it_is(people: Cast) -> None:
    for person in (people.han, people.zhou):
        assert client_of(person).get("/opening").status_code == 403
        assert client_of(person).post("/opening/check", FRAME | {"text": BOOK}).status_code == 403
