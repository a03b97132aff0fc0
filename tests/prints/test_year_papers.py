"""报送函, 年度积分汇总表, 备案回执: what stands on each, that it adds up, and that they look as they did."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from fenming.actions.accept_filing import accept_filing
from fenming.prints.filing_letter import filing_letter_data, filing_letter_name, filing_letter_pdf
from fenming.prints.filing_receipt import filing_receipt_name, filing_receipt_pdf
from fenming.prints.year_summary import year_summary_name, year_summary_pdf, year_summary_xlsx
from fenming.rules.terms import Refused
from tests.actions._year import FILE_DAY, appraised, filed
from tests.cast import cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.filing_views import FILED, RECEIPT, SUMMARY
from tests.prints.looking import looks_as_kept, read


def on(pdf: bytes) -> str:
    return "".join(read(pdf))


def test_a_letter_says_what_is_sent_how_it_adds_up_and_by_which_code_it_is_known() -> None:
    page = on(filing_letter_pdf(FILED))
    for words in (
        "关于报送2026年度党员积分的函",
        "青岚大学人文学院党委：",
        "2027年1月15日召开党员大会进行了民主评议。现将年度积分汇总表报上，请审核备案。",
        "这是本年度第2次报送，与第1次相比有改动的1名。第1次报送退回时的意见是：请写明第2名的理由。",
        "列出党员5名，参加评议4名：优秀2名，合格0名，基本合格0名，不合格1名，不评等次1名；不参加评议1名。",
        "评议等次与积分建议的等次不同的1名",
        f"档案编号{FILED.archive_code}",
        "附件：1.2026年度党员积分汇总表（5名）2.2026年度档案（一个文件",
        "青岚大学人文学院教工第二党支部（盖章）2027年1月20日",
        "报送表的核对码：0123456789abcdef0123456789abcdef",
    ):
        assert words in page, words
    first = on(filing_letter_pdf(replace(FILED, round=1, before=None, archive_digest="")))
    assert "次报送" not in first
    assert "2026年度档案" not in first
    assert "已经更正结算并向党员公布" in on(filing_letter_pdf(replace(FILED, corrects=True)))


def test_a_letter_gives_the_facts_a_template_may_ask_for() -> None:
    data = filing_letter_data(FILED)
    assert (data["listed"], data["taking_part"], data["archive_code"]) == (5, 4, FILED.archive_code)
    assert filing_letter_name(FILED) == "报送函_2026年度党员积分_第2次"
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        filing_letter_pdf(replace(FILED, branch="\U00030edd学院党支部"))


def test_a_summary_has_every_member_in_roster_order_and_adds_up() -> None:
    page = on(year_summary_pdf(SUMMARY))
    for words in (
        "2026年度党员积分汇总表",
        "报送：青岚大学人文学院党委",
        "1龑嬿骉6023.55088.5优秀优秀",
        "2阿布都热合曼·吐尔逊江60180−1.576.5合格优秀评议与建议不同：带学生下乡支教，大会一致同意。",
        "3卫听澜609000不合格不合格一票否决",
        "没有建议不评等次长期请假（3月1日至6月30日）",
        "没有建议不参评不参加评议；免予积分（9月1日起）",
        "列出参加评议优秀合格基本合格不合格不评等次不参加评议54200111",
        "档案编号：ZVEB-N63P-AGS1",
    ):
        assert words in page, words
    assert "草稿" not in page


def test_a_summary_is_a_draft_until_it_is_filed() -> None:
    draft = replace(SUMMARY, draft=True, graded=False, archive_code="", digest="")
    page = on(year_summary_pdf(draft))
    assert "草稿" in page
    assert "列出5名，参加评议4名，等次还没有登记。" in page
    assert "核对码" not in page
    assert year_summary_name(draft) == "年度党员积分汇总表_青岚大学人文学院教工第二党支部_2026_草稿"


def test_the_spreadsheet_has_the_same_lines_as_numbers() -> None:
    sheet = openpyxl.load_workbook(BytesIO(year_summary_xlsx(SUMMARY))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [
        "序号", "姓名", "基础分", "履职分", "加分", "扣分", "合计", "建议等次", "评议等次", "备注",
    ]  # fmt: skip
    assert rows[2][:9] == [2, "阿布都热合曼·吐尔逊江", 60, 18, 0, -1.5, 76.5, "合格", "优秀"]
    assert "不评等次 1 名；不参加评议 1 名。" in rows[-2][0]
    assert rows[-1][0] == "档案编号：ZVEB-N63P-AGS1。"


def test_a_receipt_says_accepted_under_a_number_or_why_it_goes_back() -> None:
    accepted = on(filing_receipt_pdf(RECEIPT))
    assert "2026年度党员积分第2次报送，经审核，准予备案，备案编号院备〔2027〕8号。" in accepted
    assert "青岚大学人文学院党委（盖章）2027年1月25日审核人高明远（签名）" in accepted
    assert filing_receipt_name(RECEIPT) == "备案回执_2026年度党员积分_第2次"
    back = replace(RECEIPT, kind="returned", number="", remarks="请写明第 2 名的理由。")
    page = on(filing_receipt_pdf(back, copy=True))
    assert "现予退回。意见：请写明第2名的理由。" in page
    assert "以上级盖章的回执为准" in page
    assert "审核人" not in page
    assert filing_receipt_name(back) == "退回回执_2026年度党员积分_第2次"


def test_they_look_as_they_did() -> None:
    assert looks_as_kept("filing_letter", filing_letter_pdf(FILED))
    assert looks_as_kept("year_summary", year_summary_pdf(SUMMARY))
    assert looks_as_kept("filing_receipt", filing_receipt_pdf(RECEIPT))


def printed(person_id: int, path: str) -> str:
    return on(b"".join(client_of(person_id).get(path).streaming_content))


@pytest.mark.django_db
def test_a_year_on_its_way_to_the_committee_above(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, FILE_DAY)
    people = cast()
    early = client_of(people.lin).get("/year/2026/summary.pdf")
    assert (early.status_code, "还没有结算。结算以后，再打印汇总表。" in text(early)) == (409, True)
    appraised(people)
    draft = printed(people.lin, "/year/2026/summary.pdf")
    assert "草稿" in draft
    assert "等次已登记，还没有报送" in draft
    assert "/year/2026/summary.pdf" in text(client_of(people.lin).get("/year/2026"))
    filing = filed(people)
    here = f"/superior/filings/{filing}"
    final = printed(people.lin, "/year/2026/summary.pdf")
    assert final == printed(people.gao, f"{here}/summary.pdf")
    assert "草稿" not in final
    assert "1林曼青600" in final
    letter = printed(people.lin, f"{here}/letter.pdf")
    assert "青岚大学人文学院党委：我支部2026年度党员积分已经结算并向党员公布" in letter
    assert client_of(people.lin).get(f"{here}/receipt.pdf").status_code == 404
    accept_filing(actor_id=people.gao, filing_id=filing, number="院备〔2027〕8号", key=key(), now=FILE_DAY)
    assert "准予备案，备案编号院备〔2027〕8号。" in printed(people.lin, f"{here}/receipt.pdf")
    page = text(client_of(people.gao).get(here))
    assert all(
        f"{here}/{one}" in page for one in ("letter.pdf", "summary.pdf", "summary.xlsx", "receipt.pdf")
    )
    for path in ("/year/2026/summary.pdf", f"{here}/letter.pdf", f"{here}/summary.xlsx"):
        assert client_of(people.he).get(path).status_code == 403, path
