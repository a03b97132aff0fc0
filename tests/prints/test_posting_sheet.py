"""公示单 on paper: what hangs on the notice board, and nothing more of anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from fenming.prints.posting_sheet import posting_sheet_data, posting_sheet_name, posting_sheet_pdf
from fenming.queries.posting import ShownLine, ShownSheet
from fenming.queries.posting_sheet import Adopted, Sheet, SheetLine, Term
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import looks_as_kept, read

NAMES = ("龑嬿骉", "阿布都热合曼·吐尔逊江", "欧阳文博", "何苗") * 10
LINES = tuple(ShownLine(number, name, 6000 + 25 * number) for number, name in enumerate(NAMES, 1))
SHEET = Sheet(
    branch_id=1, branch="青岚大学人文学院教工第二党支部", year=2026, quarter=1, counted_to=date(2026, 3, 28),
    held_on=date(2026, 3, 28), term=Term(date(2026, 4, 1), date(2026, 4, 8), date(2026, 4, 15), 5, 10), members=41,
    lines=tuple(SheetLine(one.number, one.number, one.total_centi) for one in LINES),
    standard=Adopted(1, "0" * 64, date(2026, 1, 1), "默认标准，依计划重建"), ledger_seq=30, head_hash="0" * 64,
)  # fmt: skip
SHOWN = ShownSheet(
    code="7K3M-92QF-0AXB", sheet=SHEET, title="2026年第一季度党员积分公示", lines=LINES, contact="文学馆 204 室，0000-5550123",
    superior="青岚大学人文学院党委", is_over=False, quarter_id=1,
)  # fmt: skip
CHECK = "https://fenming.example/verify"


def paper(shown: ShownSheet = SHOWN) -> list[str]:
    return read(posting_sheet_pdf(shown, check_address=CHECK))


def test_the_sheet_says_what_its_page_says() -> None:
    (page,) = paper()
    for words in (
        "青岚大学人文学院教工第二党支部2026年第一季度党员积分公示",
        "评定了第一季度党员积分。现将截至3月28日的本年积分公示如下，接受党员、师生和服务对象监督。",
        "公示期：2026年4月1日至2026年4月8日，共5个工作日。",
        "1龑嬿骉60.25",
        "40何苗70",
        "本季度在册党员41名，列出40名；1名按规定不列出。",
        "请在2026年4月15日前（含当日）书面向支部提出，支部10个工作日内答复；也可以直接向青岚大学人文学院党委申诉。",
        "联系方式：文学馆204室，0000-5550123。",
        "公示编号7K3M-92QF-0AXB",
        "fenming.example/verify",
        "积分标准：第1版，2026年1月1日起施行。默认标准，依计划重建。",
        "（盖章）",
    ):
        assert words in page, words


def test_the_code_leads_to_the_page_where_anyone_checks_it() -> None:
    data = posting_sheet_data(SHOWN, check_address=CHECK)
    assert data["qr"].startswith("<svg ")
    assert data["pages"] == [
        [[[str(one.number), one.name, format(one.total_centi / 100, "g")] for one in LINES[start:end]] for start, end in ((0, 14), (14, 27), (27, 40))]
    ]  # fmt: skip


def test_a_fourth_quarter_with_the_year_says_that_it_is_not_settled() -> None:
    sheet = replace(SHEET, quarter=4, with_year=True, members=40)
    title = "2026年第四季度暨年度党员积分公示（年度积分待结算）"
    (page,) = paper(replace(SHOWN, sheet=sheet, title=title))
    assert "年度积分（待结算）一并公示如下" in page
    assert "异议期满后结算，以结算公布的为准；等次由民主评议决定。" in page
    assert "全部列出" in page


def test_a_large_branch_goes_on_page_by_page_in_order() -> None:
    lines = tuple(ShownLine(number, "何苗", 6000) for number in range(1, 201))
    pages = paper(replace(SHOWN, lines=lines))
    assert len(pages) == 3
    assert "66何苗60" in pages[0]
    assert "67何苗60" in pages[1]
    assert "200何苗60" in pages[2]
    assert "序姓名积分" in pages[2]


def test_it_looks_as_it_did() -> None:
    assert looks_as_kept("posting_sheet", posting_sheet_pdf(SHOWN, check_address=CHECK))
    assert posting_sheet_name(SHOWN) == "公示单_2026年第一季度_7K3M-92QF-0AXB"
    odd = (*LINES[:3], replace(LINES[3], name="周\U00030edd安"))
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        paper(replace(SHOWN, lines=odd))


@pytest.mark.django_db
def test_the_branch_prints_its_sheet_also_after_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = wall()
    quarter = scene.posting.quarter_id
    for day in (at(2026, 4, 2), at(2026, 6, 2)):
        stop_clock(monkeypatch, day)
        response = client_of(scene.people.zhou).get(f"/postings/{quarter}/sheet.pdf")
        assert f"公示单_2026年第一季度_{scene.posting.code}.pdf" in unquote(response["Content-Disposition"])
        assert response["X-Robots-Tag"].startswith("noindex")
        (page,) = read(b"".join(response.streaming_content))
        assert scene.posting.code in page
        assert "testserver/verify" in page
        assert "布置学院读书会会场" not in page
    assert f"/postings/{quarter}/sheet.pdf" in text(client_of(scene.people.lin).get("/postings"))
    assert client_of(scene.people.deng).get(f"/postings/{quarter}/sheet.pdf").status_code == 404
    assert client_of(scene.people.lin).get(f"/postings/{quarter + 1}/sheet.pdf").status_code == 404
