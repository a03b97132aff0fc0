"""登记回执: the answer of a superior with a system of their own, entered by the branch from the receipt's file (R45, R84, A34)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from fenming.actions._filing import LONGEST_NUMBER, LONGEST_REMARKS, require_open
from fenming.actions._writing import writing
from fenming.queries.superior_people import reviewers_of
from fenming.queries.year_filing import get_filing_for
from fenming.records.models import Filing, FilingEvent
from fenming.rules.terms import Refused
from fenming.rules.year_receipt import ACCEPTED, YearReceipt, read_receipt

LONGEST_COMMITTEE = 200


def enter_receipt(*, actor_id: int, filing_id: int, content: bytes, key: str, now: datetime) -> YearReceipt:
    """The receipt as entered; the filing is accepted under its number, or returned with its remarks.

    Refused: `forbidden`, `reviewed_here` (the committee's reviewer is in this system), whatever the file is refused
    for (`year_receipt.read_receipt`), `other_filing`, `wrong_state`.
    """
    today = timezone.localdate(now)
    filing = get_filing_for(actor_id=actor_id, verb="enter_receipt", filing_id=filing_id, on=today)
    if reviewers_of(branch_id=filing.branch_id, on=today):
        raise Refused("reviewed_here", "上级就在本系统里审核这份报送，不用登记回执。请等上级备案或退回。")
    receipt = read_receipt(content)
    _require_about(receipt, filing)
    with writing(
        branch_id=filing.branch_id, actor_id=actor_id, verb="enter_receipt", key=key, now=now
    ) as act:
        accepted = receipt.kind == ACCEPTED
        require_open(filing, verb="accept_filing" if accepted else "return_filing")
        digest = sha256(content).hexdigest()
        FilingEvent.objects.create(
            branch_id=filing.branch_id, filing=filing, kind=receipt.kind, number=receipt.number,
            remarks=None if accepted else act.keep_text(receipt.remarks), outside=receipt.committee,
            receipt_digest=digest, by_id=actor_id, at=now,
        )  # fmt: skip
        detail = {
            "round": filing.round, "digest": filing.digest, "kind": receipt.kind, "number": receipt.number,
            "on": receipt.on, "receipt": digest,
        }  # fmt: skip
        act.audit(subject="filing", subject_id=filing.pk, clause="R45 R84", detail=detail)
    return receipt


def _require_about(receipt: YearReceipt, filing: Filing) -> None:
    """Refused `other_filing` unless the receipt answers this very table; `bad_content` for what cannot be kept."""
    if receipt.filing != filing.digest:
        raise Refused(
            "other_filing",
            f"这份回执答复的是{receipt.branch[:40]}{receipt.year}年度第 {receipt.round} 次报送的表，与这一份的核对码不同。"
            "请核对是不是选错了文件，或者上级收到的不是这一份。",
        )
    too_long = (
        len(receipt.number) > LONGEST_NUMBER
        or len(receipt.remarks) > LONGEST_REMARKS
        or len(receipt.committee) > LONGEST_COMMITTEE
    )
    if too_long or not receipt.committee.strip():
        raise Refused("bad_content", "回执里的备案编号、意见或者上级名称不合要求。请上级重新下载回执文件。")
