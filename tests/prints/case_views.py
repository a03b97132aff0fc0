"""An objection and an appeal as their pages tell them, for the papers printed from them: no database behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fenming.queries.appeal_view import AppealFile, AppealPage, Asked, Before
from fenming.queries.contested import Answer, Heard, Judged
from fenming.queries.objection_page import ObjectionPage
from tests.cast import at

BRANCH, ABOVE = "青岚大学人文学院教工第二党支部", "青岚大学人文学院党委"
WORDS = "当天上午、下午各指导了一组师范生试讲，签到表上有两次签名，评定时只计了一次，请核对。"

ANSWER = Answer(
    outcome="upheld", word="异议成立", reason="签到表上有两次签名，两组的名单不同，应计 2 次。",
    inquiry="查了签到表和两组的名单，问了活动负责人。", by="沈知行", at=at(2026, 4, 7), item="教书育人、指导学生",
    day=date(2026, 2, 11), quantity=2, level="", points_centi=200, reversal_seq=14, entry_seq=15, reported_on=None,
    finding_id=3, received_at=None, received_on_slip=None, received_by="",
)  # fmt: skip

OBJECTION = ObjectionPage(
    id=1, number=2, own=False, branch=BRANCH, above=ABOVE, name="龑嬿骉", kind="points", kind_word="对评定的分",
    quarter="2026年第一季度", title="教书育人、指导学生", day=date(2026, 2, 11), said="指导师范生试讲。", matter_id=5,
    matter_number="2026-02-003", claimed_centi=200,
    assessed=Judged("changed", 100, "与同类事项核对。", "韩若水", date(2026, 3, 10)),
    determined=Judged("accepted", 100, "", "", date(2026, 3, 28)), text=WORDS, filed_at=at(2026, 4, 2), signed_on=None,
    entered_by="", withdrawn_by="", withdrawal_signed_on=None, on_paper=False, late_reason="", answer_by=date(2026, 4, 17),
    state="open", ended_at=None, answer=None, to_decide=None, why_not="", escape=None,
    hearings=(Heard(date(2026, 4, 3), "本人", "上午一组、下午一组，各 40 分钟。", "沈知行"),), appeal_id=None,
    appeal_by=date(2026, 5, 6), today=date(2026, 4, 7),
)  # fmt: skip
ANSWERED = replace(
    OBJECTION, state="found", ended_at=at(2026, 4, 7), answer=ANSWER, appeal_by=date(2026, 4, 21)
)

DECIDED = replace(
    ANSWER, outcome="kept", word="维持原评定", reason="两组的签到时间相同，是同一次活动。", by="高明远", at=at(2026, 4, 20),
    points_centi=None, item="", reversal_seq=None, entry_seq=None,
)  # fmt: skip
APPEAL = AppealPage(
    id=1, number=1, own=False, branch="教工第二党支部", above=ABOVE, name="龑嬿骉", kind="points", kind_word="对评定的分",
    straight=False, quarter="2026年第一季度", title="教书育人、指导学生", day=date(2026, 2, 11), matter_id=5,
    matter_number="2026-02-003", claimed_centi=200, assessed=OBJECTION.assessed, determined=OBJECTION.determined,
    filed_at=at(2026, 4, 9), decide_by=date(2026, 5, 12), state="decided", ended_at=at(2026, 4, 20), signed_on=None,
    entered_by="", withdrawn_by="", withdrawal_signed_on=None, may_withdraw_for=False, awaits_slip=False,
    may_acknowledge_for=False, answer=DECIDED, lifted=False,
    asked=(Asked(1, "请说明两组的签到情况。", "高明远", at(2026, 4, 10), date(2026, 4, 17), "签到表只有一份，附后。", "林曼青", at(2026, 4, 13)),),
    file=AppealFile(
        text="支部没有看第二份名单。", late_reason="", said="指导师范生试讲。", reply="",
        before=Before(1, 2, WORDS, at(2026, 4, 2), date(2026, 4, 17), "维持原评定", "只有一份签到表。", "看了签到表。", "沈知行", at(2026, 4, 7)),
        veto=None, hearings=(Heard(date(2026, 4, 14), "本人", "两组的学生可以作证。", "高明远"),), evidence=(),
    ),
    to_decide=None, why_not="", may_ask=False, may_give=False, may_see_matter=False, today=date(2026, 4, 21),
)  # fmt: skip
