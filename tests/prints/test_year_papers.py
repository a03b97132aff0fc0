"""报送函, 年度积分汇总表, 备案回执: what stands on each, that it adds up, and that they look as they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fenming.prints.filing_letter import filing_letter_data, filing_letter_name, filing_letter_pdf
from fenming.rules.terms import Refused
from tests.prints.filing_views import FILED
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


def test_they_look_as_they_did() -> None:
    assert looks_as_kept("filing_letter", filing_letter_pdf(FILED))
