"""An invented member's month and a branch's month, as their papers get them."""

from __future__ import annotations

from datetime import date

from fenming.queries.assess_summary import AssessedMatter, AssessSummary, SummaryRow
from fenming.queries.declaration_sheet import DeclarationSheet, DeclaredLine, SheetItem
from fenming.queries.item_words import rule_in_words
from fenming.queries.meeting_month import MonthMeeting
from fenming.rules.terms import BUCKET_NAMES, Bucket
from tests.rules.case_files import default_standard

BRANCH = "青岚大学人文学院教工第二党支部"
SAID = "指导 6 名师范生试讲并逐一点评，课后汇总意见发给各人。"
ITEMS = tuple(
    SheetItem(BUCKET_NAMES[one.bucket], one.title, rule_in_words(one))
    for one in default_standard().items
    if one.bucket in (Bucket.DUTY, Bucket.BONUS) and "T" in one.lists
)
SHEET = DeclarationSheet(
    BRANCH, "沈知行", "正式党员", "教师岗", 2026, 3, date(2026, 4, 3), "on_behalf", ITEMS,
    (
        DeclaredLine(date(2026, 3, 5), "教书育人、指导学生", SAID, 2, "", 200, False, True),
        DeclaredLine(date(2026, 3, 18), "表彰奖励", "获评校级先进工作者。", 1, "校级", 200, True, True),
    ),
)  # fmt: skip

WHO = ("韩若水", date(2026, 4, 10))
SUMMARY = AssessSummary(
    BRANCH, 2026, 3, False, MonthMeeting(1, "支委会", date(2026, 4, 10), "closed"),
    (
        SummaryRow(1, "林曼青", "本月无新增", True, "沈知行", date(2026, 4, 10), ()),
        SummaryRow(
            5, "周予安", "已申报", True, *WHO,
            (
                AssessedMatter("教书育人、指导学生", date(2026, 3, 5), SAID, 200, 100, "changed", "与同类事项核对，按一次计。", *WHO),
                AssessedMatter("学院公共事务与志愿服务", date(2026, 3, 9), "布置会场。", 100, 0, "refused", "属于本职工作。", *WHO),
                AssessedMatter("迟到早退", date(2026, 3, 20), "主题党日迟到 20 分钟。", -50, -50, "accepted", "", *WHO),
            ),
        ),
        SummaryRow(
            6, "何苗", "已申报", False, "", None,
            (
                AssessedMatter("承诺践诺", date(2026, 3, 30), "本季度承诺事项已兑现。", 100, None, "returned", "请补上核验的日期。", *WHO),
                AssessedMatter("表彰奖励", date(2026, 3, 31), "获评校级先进工作者。", 200, None, "", "", "", None),
            ),
        ),
        SummaryRow(7, "欧阳海棠", "未申报", False, "", None, ()),
    ),
)  # fmt: skip
