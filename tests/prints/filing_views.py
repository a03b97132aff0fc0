"""A filed year as its page tells it, for the papers printed from it: no database behind it."""

from __future__ import annotations

from datetime import date

from fenming.queries.filing_view import Difference, FiledLine, FilingView
from fenming.queries.year_summary import SummaryLine, YearSummary
from fenming.rules.filing import Totals
from fenming.rules.year_receipt import YearReceipt
from tests.cast import at

LINES = (
    FiledLine(1, "龑嬿骉", 6000, 2350, 500, 0, 8850, "优秀", "优秀", True, False, ""),
    FiledLine(2, "阿布都热合曼·吐尔逊江", 6000, 1800, 0, 150, 7650, "合格", "优秀", True, False, "带学生下乡支教，大会一致同意。"),
    FiledLine(3, "卫听澜", 6000, 900, 0, 0, 0, "不合格", "不合格", True, True, ""),
    FiledLine(4, "江暮云", 6000, 450, 0, 0, 6450, "", "", True, False, ""),
    FiledLine(5, "罗思齐", 6000, 300, 0, 0, 6300, "", "", False, False, ""),
)  # fmt: skip

FILED = FilingView(
    id=1, branch_id=2, branch="青岚大学人文学院教工第二党支部", superior="青岚大学人文学院党委", year=2026, round=2,
    filed_at=at(2027, 1, 20), filed_by="林曼青", held_on=date(2027, 1, 15), corrects=False, digest="0123456789abcdef" * 4,
    archive_digest="fedcba9876543210" * 4, answer="", receipt="", remarks="", answered_at=None, answered_by="", outside="",
    before=1, before_said="请写明第 2 名的理由。", differences=(Difference("阿布都热合曼·吐尔逊江", "理由有改动。"),), checks=(),
    lines=LINES, totals=Totals(5, 4, (("优秀", 2), ("合格", 0), ("基本合格", 0), ("不合格", 1)), 1), reviews=False,
    may_answer=False, may_enter_receipt=False,
)  # fmt: skip

SUMMARY = YearSummary(
    branch=FILED.branch, superior=FILED.superior, year=2026, draft=False, graded=True,
    standing="2027年1月20日第 2 次报送", as_of=date(2027, 1, 20), totals=FILED.totals, archive_code="ZVEB-N63P-AGS1",
    digest=FILED.digest,
    lines=tuple(
        SummaryLine(
            one.number, one.name, one.base_centi, one.duty_centi, one.bonus_centi, one.deduction_centi, one.total_centi,
            one.suggested, one.grade, one.takes_part, notes,
        )
        for one, notes in zip(LINES, (
            (), (f"评议与建议不同：{LINES[1].reason}",), ("一票否决",), ("长期请假（3月1日至6月30日）",),
            ("不参加评议", "免予积分（9月1日起）"),
        ), strict=True)
    ),
)  # fmt: skip

RECEIPT = YearReceipt(
    kind="accepted", committee=FILED.superior, by="高明远", branch=FILED.branch, year=2026, round=2, filing=FILED.digest,
    archive=FILED.archive_digest, number="院备〔2027〕8号", remarks="", on="2027-01-25",
)  # fmt: skip
