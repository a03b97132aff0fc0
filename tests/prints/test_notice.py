"""会议通知 and 告知书: what stands on them, for Word as on the page; who reported something never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fenming.prints.notice import (
    matter_notice_name,
    matter_notice_pdf,
    meeting_notice_name,
    meeting_notice_pdf,
    proposal_notice_name,
    proposal_notice_pdf,
)
from fenming.prints.notices_word import matter_notice_docx, meeting_notice_docx, proposal_notice_docx
from fenming.queries.paper import PaperNotice
from fenming.queries.proposals import ProposalNotice
from fenming.rules.terms import Refused
from tests.prints.a_meeting import MONTHLY, PAPER, in_state
from tests.prints.looking import looks_as_kept, read
from tests.prints.word_reading import words_of

BRANCH = "青岚大学人文学院教工第二党支部"
MATTER = PaperNotice(
    id=5, number="2026-02-003", name="龑嬿骉", branch=BRANCH, contact="", title="迟到早退", clause="附件一", day=date(2026, 2, 11),
    said="支部学习迟到。", reported=False, claimed_centi=-50, loss_centi=50, reply_days=5, recorded_on=date(2026, 2, 12),
    shown_on=None, reply_by=None, today=date(2026, 2, 12), may_hand_over=True,
)  # fmt: skip
VETO = ProposalNotice(
    subject="veto", id=1, name="龑嬿骉", branch=BRANCH, contact="文学馆 204 室", reply_days=5, proposed_on=date(2026, 4, 1),
    shown_on=None, reply_by=None, may_hand_over=True, number="校纪〔2026〕3号", title="受党纪处分", day=date(2026, 3, 20),
    said="违反工作纪律。", reason="", year=2026, left="总分为 0 分", changed=None,
)  # fmt: skip
CORRECTION = replace(
    VETO,
    subject="correction",
    number="台账第 12 号",
    title="迟到早退",
    said="支部学习。",
    reason="签到表是两次。",
)
CHANGES = (("次数", "1 次", "2 次"), ("计分", "−0.5 分", "−1 分"))


def test_a_meeting_is_called_with_its_points() -> None:
    written = words_of(meeting_notice_docx(PAPER))
    assert "关于召开2026年第一季度党员大会的通知各位党员：" in written
    assert "定于2026年3月28日召开2026年第一季度党员大会，地点：文学馆204室。" in written
    assert "一、逐项审议3件。二、一并评定2件。" in written
    assert f"{BRANCH}（盖章）2026年3月25日" in written
    assert "草稿" not in written
    assert "周予安" not in written, "a notice names nobody whose matters are on the agenda"
    assert "草稿，议程还没有发送" in words_of(
        meeting_notice_docx(in_state(PAPER, "called", circulated_at=None))
    )
    assert "各位委员：" in words_of(meeting_notice_docx(MONTHLY))
    assert meeting_notice_name(PAPER).startswith("2026年第一季度党员大会通知_")


def test_a_matter_is_told_with_the_term_and_two_slips() -> None:
    written = words_of(matter_notice_docx(MATTER))
    for words in (
        "党员积分事项告知书",
        "本支部记录了与您有关的一件事，依照积分标准附件一“迟到早退”，拟扣0.5分。",
        "自收到本告知书之日起5个工作日内书面答复",
        "送达回执本人已收到关于事项2026-02-003的告知书。签收不等于同意。",
        "书面答复关于事项2026-02-003，本人：□没有异议□有不同意见",
    ):
        assert words in written
    assert "有人向本支部报告了与您有关的一件事" in words_of(
        matter_notice_docx(replace(MATTER, reported=True))
    )
    assert matter_notice_name(MATTER) == "党员积分事项告知书_龑嬿骉_2026-02-003"


def test_a_veto_and_a_correction_are_told_with_what_they_would_change() -> None:
    veto = words_of(proposal_notice_docx(VETO, ()))
    assert "一票否决告知书" in veto
    assert "年度总分为0分，各类积分仍列出。" in veto
    assert "在确认之前，请您先陈述意见。" in veto
    assert "联系方式：文学馆204室。" in veto
    assert "更正后" not in veto
    told = words_of(proposal_notice_docx(CORRECTION, CHANGES))
    assert "更正会少计您的分：栏目原来更正后次数1次2次计分−0.5分−1分理由：签到表是两次。" in told
    assert proposal_notice_name(CORRECTION) == "笔误更正告知书_龑嬿骉"


def test_the_same_words_are_printed_as_pdf() -> None:
    """Every notice, with both slips, as the Word document says it."""
    calls, told, veto, correction = (
        "".join(read(pdf))
        for pdf in (
            meeting_notice_pdf(PAPER),
            matter_notice_pdf(MATTER),
            proposal_notice_pdf(VETO, ()),
            proposal_notice_pdf(CORRECTION, CHANGES),
        )
    )
    assert "关于召开2026年第一季度党员大会的通知各位党员：" in calls
    assert "一、逐项审议3件。二、一并评定2件。" in calls
    assert "召集人：" in calls
    assert "草稿" in "".join(read(meeting_notice_pdf(in_state(PAPER, "called", circulated_at=None))))
    assert "依照积分标准附件一“迟到早退”，拟扣0.5分。" in told
    assert "送达回执本人已收到关于事项2026-02-003的告知书。签收不等于同意。" in told
    assert "书面答复关于事项2026-02-003，本人：□没有异议□有不同意见，情况说明如下：" in told
    assert "年度总分为0分，各类积分仍列出。" in veto
    assert "栏目原来更正后次数1次2次计分−0.5分−1分理由：签到表是两次。" in correction


def test_the_notices_look_as_they_did() -> None:
    assert looks_as_kept("meeting_notice", meeting_notice_pdf(PAPER))
    assert looks_as_kept("notice", proposal_notice_pdf(CORRECTION, CHANGES))


def test_a_notice_with_a_gap_in_the_name_is_not_printed() -> None:
    with pytest.raises(Refused, match="“\U00030edd”"):
        matter_notice_pdf(replace(MATTER, name="周\U00030edd安"))
