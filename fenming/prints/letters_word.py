"""The letters for Word: receipt and answer of an objection or appeal, the filing letter (R40, R42, R45, R84)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fenming.prints.answer_letter import answer_letter_data
from fenming.prints.case_receipt import case_receipt_data
from fenming.prints.filing_letter import filing_letter_data
from fenming.prints.word import docx
from fenming.prints.word_fields import DRAFT, Field, WordForm, draft_words, paragraphs
from fenming.queries.appeal_view import AppealPage
from fenming.queries.filing_view import FilingView
from fenming.queries.objection_page import ObjectionPage


def _fields(*examples: str) -> tuple[Field, ...]:
    """What every letter has, with this form's examples for title, number, to whom, a paragraph, and by whom."""
    title, number, to, said, by = examples
    return (
        DRAFT,
        Field("标题", "函件的标题", title),
        Field("文号", "文号或编号；没有文号的留出空位，手写填上", number),
        Field("收件", "写给谁，不带冒号", to),
        Field("正文", "正文，一段一条", columns=(Field("段落", "一段文字", said),)),
        Field(
            "附件", "附件，一个一条，可以没有",
            columns=(Field("序号", "第几个", "1"), Field("名称", "附件的名称", "2026年度党员积分汇总表（12 名）")),
        ),
        Field("发文单位", "由谁发出", by),
        Field("日期", "发出的日子", "2026年4月7日"),
        Field("签名人", "在函件上签名的，一人一条，可以没有", columns=(Field("称谓", "签名的是谁", "支部书记"),)),
        Field("回执标题", "裁下签收的回执的标题，没有回执的是空的", "送达回执"),
        Field("回执内容", "回执上的话", "本人已收到第 2 号异议的答复书。签收不等于同意，也不影响申诉。"),
        Field("小字", "最下面的说明，例如核对码", "报送表的核对码：0123456789abcdef"),
    )  # fmt: skip


RECEIPT: Final = WordForm(
    "case_receipt", "异议受理回执", "R40 R41",
    _fields("异议受理回执", "第 2 号", "周予安同志", "您对教书育人、指导学生提出的异议已经收到，编号为第 2 号。", "教工第二党支部"),
)  # fmt: skip
ANSWER: Final = WordForm(
    "answer_letter", "异议答复书", "R42",
    _fields("异议答复书", "第 2 号", "周予安同志", "结论：异议成立。", "教工第二党支部"),
)  # fmt: skip
FILING: Final = WordForm(
    "filing_letter", "报送函", "R45 R84",
    _fields("关于报送2026年度党员积分的函", "〔　　　　〕　　号", "青岚大学人文学院党委", "现将年度积分汇总表报上，请审核备案。", "教工第二党支部"),
)  # fmt: skip
FORMS: Final = (RECEIPT, ANSWER, FILING)


def case_receipt_docx(view: ObjectionPage | AppealPage, template: bytes | None = None) -> bytes:
    """The receipt for Word. Refused: what `word.docx` says."""
    return docx(RECEIPT, letter_words(case_receipt_data(view)), template)


def answer_letter_docx(view: ObjectionPage | AppealPage, template: bytes | None = None) -> bytes:
    """The answer for Word. Refused `not_answered`, and what `word.docx` says."""
    return docx(ANSWER, letter_words(answer_letter_data(view)), template)


def filing_letter_docx(view: FilingView, template: bytes | None = None) -> bytes:
    """The filing letter for Word. Refused: what `word.docx` says."""
    return docx(FILING, letter_words(filing_letter_data(view)), template)


def letter_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """A letter's data (`letter.letter`) by the names its templates know."""
    heading, sentence = data["slip"] or ("", "")
    return {
        "草稿字样": draft_words(data["draft"]),
        "标题": data["title"],
        "文号": data["number"],
        "收件": data["to"],
        "正文": paragraphs(data["paragraphs"]),
        "附件": [{"序号": str(place), "名称": one} for place, one in enumerate(data["enclosures"], 1)],
        "发文单位": data["by"],
        "日期": data["on"],
        "签名人": [{"称谓": one} for one in data["signers"]],
        "回执标题": heading,
        "回执内容": sentence,
        "小字": "\n".join(data["small"]),
    }
