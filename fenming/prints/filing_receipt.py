"""备案回执, or 退回回执: what the committee above answered to a year, on paper for the branch (R45, R84)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fenming.prints.filing_letter import DOCUMENT_NUMBER, in_groups
from fenming.prints.letter import letter
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.rules.ledger import short_code
from fenming.rules.reasons import full_day_name
from fenming.rules.year_receipt import ACCEPTED, YearReceipt

LOOKED_AT = "经审核，"
WORKED_OUT = "经照所附积分标准和台账重新计算，各项都与报送的一致，"
"""What was done before it was accepted: an archive from another system is worked out again."""


def filing_receipt_pdf(receipt: YearReceipt, *, how: str = LOOKED_AT, copy: bool = False) -> bytes:
    """The receipt as PDF; `copy` is printed by the branch from the file it was sent. Refused `unprintable`."""
    refuse_unprintable((receipt.branch, receipt.committee, receipt.by))
    return pdf("letter", filing_receipt_data(receipt, how=how, copy=copy))


def filing_receipt_name(receipt: YearReceipt) -> str:
    """`备案回执_2026年度党员积分_第1次`, without an ending."""
    return file_name(f"{_word(receipt)}回执", f"{receipt.year}年度党员积分", f"第{receipt.round}次")


def filing_receipt_data(receipt: YearReceipt, *, how: str, copy: bool = False) -> Mapping[str, Any]:
    """The receipt as a letter."""
    what = f"你支部{receipt.year}年度党员积分第 {receipt.round} 次报送"
    if receipt.kind == ACCEPTED:
        said = [f"{what}，{how}准予备案，备案编号 {receipt.number}。"]
    else:
        said = [f"{what}，现予退回。意见：{receipt.remarks.rstrip('。')}。", "请照意见改好后，再报送一次。"]
    if receipt.archive:
        said.append(f"年度档案的档案编号为 {short_code(receipt.archive)}。")
    note = ("这一份由支部照上级交来的回执文件打印，以上级盖章的回执为准。",) if copy else ()
    return letter(
        f"{receipt.year}年度党员积分{_word(receipt)}回执",
        number=DOCUMENT_NUMBER,
        to=receipt.branch,
        paragraphs=said,
        by=receipt.committee,
        on=full_day_name(date.fromisoformat(receipt.on)),
        signers=() if copy else (f"审核人{receipt.by}",),
        small=(*note, f"报送表的核对码：{in_groups(receipt.filing)}"),
    )


def _word(receipt: YearReceipt) -> str:
    return "备案" if receipt.kind == ACCEPTED else "退回"
