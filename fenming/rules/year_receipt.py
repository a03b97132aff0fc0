"""回执: the superior's answer to a year's archive as a small file, for the branch's own system to take in (R45, R84)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from fenming.rules.ledger import canonical_bytes
from fenming.rules.terms import Refused
from fenming.rules.year_shapes import DAY, DIGEST, INT, TEXT, json_part

FORMAT: Final = "fenming-receipt"
EDITION: Final = 1
LARGEST: Final = 64 << 10
ACCEPTED, RETURNED = "accepted", "returned"
_HOW: Final = "请用上级收档页面上下载的回执文件。"
_SHAPE: Final = {
    "format": TEXT, "edition": INT, "kind": TEXT, "committee": TEXT, "by": TEXT, "branch": TEXT, "year": INT,
    "round": INT, "filing": DIGEST, "archive": DIGEST, "number": TEXT, "remarks": TEXT, "on": DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearReceipt:
    """Accepted under a number, or returned with remarks; `filing` is the digest of the table it answers."""

    kind: str
    committee: str
    by: str
    branch: str
    year: int
    round: int
    filing: str
    archive: str
    number: str
    remarks: str
    on: str


def receipt_bytes(receipt: YearReceipt) -> bytes:
    """The receipt's file; the same bytes for the same answer."""
    return canonical_bytes({"format": FORMAT, "edition": EDITION, **asdict(receipt)})


def read_receipt(content: bytes) -> YearReceipt:
    """The receipt in a file; Refused `not_a_receipt`, `later_edition`, `bad_encoding`, `bad_content`."""
    if len(content) > LARGEST or b'"fenming-receipt"' not in content:
        raise Refused("not_a_receipt", f"这不是年度档案的回执。{_HOW}")
    said = json_part("回执", content, _SHAPE, what="上级交来的", again=_HOW)
    if said.pop("format") != FORMAT or said.pop("edition") != EDITION:
        raise Refused("later_edition", "回执是更新的版本写的，这里读不了。请先升级本系统，再登记回执。")
    receipt = YearReceipt(**said)
    fits = receipt.number and not receipt.remarks if receipt.kind == ACCEPTED else receipt.remarks
    if receipt.kind not in (ACCEPTED, RETURNED) or not fits:
        raise Refused("bad_content", f"回执里没有写明备案编号或者退回的意见。{_HOW}")
    return receipt
