"""回执: written and read again; whatever else is handed in is refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fenming.rules.terms import Refused
from fenming.rules.year_receipt import LARGEST, YearReceipt, read_receipt, receipt_bytes

RECEIPT = YearReceipt(
    kind="accepted", committee="青岚大学人文学院党委", by="高远", branch="青岚大学人文学院教工第二党支部", year=2026, round=2,
    filing="a" * 64, archive="b" * 64, number="备〔2027〕2号", remarks="", on="2027-04-01",
)  # fmt: skip


def test_it_is_read_as_it_was_written() -> None:
    returned = replace(RECEIPT, kind="returned", number="", remarks="请核对。")
    for receipt in (RECEIPT, returned):
        assert read_receipt(receipt_bytes(receipt)) == receipt
    assert receipt_bytes(RECEIPT) == receipt_bytes(replace(RECEIPT))


def changed(**values: object) -> bytes:
    return json.dumps(json.loads(receipt_bytes(RECEIPT)) | values).encode()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "not_a_receipt", "这不是年度档案的回执"),
        (b"x" * (LARGEST + 1), "not_a_receipt", "这不是年度档案的回执"),
        (b'{"format": "fenming-sheet"}', "not_a_receipt", "请用上级收档页面上下载的回执文件"),
        (receipt_bytes(RECEIPT)[:-5], "bad_content", "不是完整的 JSON"),
        (receipt_bytes(RECEIPT).decode().encode("gb18030"), "bad_encoding", "不是 UTF-8 文字"),
        (changed(edition=2), "later_edition", "请先升级本系统"),
        (changed(year="2026"), "bad_content", "“year”应是“整数”"),
        (changed(filing="x"), "bad_content", "“filing”应是“核对码”"),
        (changed(more=1), "bad_content", "最外层”的栏目应正好是"),
        (changed(kind="perhaps"), "bad_content", "没有写明备案编号或者退回的意见"),
        (changed(number=""), "bad_content", "没有写明备案编号或者退回的意见"),
        (changed(kind="returned"), "bad_content", "没有写明备案编号或者退回的意见"),
    ],
)
def test_anything_else_is_refused_in_words(content: bytes, code: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_receipt(content)
    assert (refused.value.code, words in refused.value.sentence) == (code, True), refused.value.sentence
