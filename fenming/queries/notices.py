"""The lines on a person's own page: what happened that concerns this person (R42, R67).

A row holds a kind and ids; the words are made here when it is read, so that nothing about people is stored twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fenming.queries.viewer import Viewer
from fenming.records.models import Notice

MOST_SHOWN = 60

# kind -> what is said of it
NOTICE_WORDS: Final[dict[str, str]] = {
    # matters
    "assessed_changed": "您的一件事项初评时有改动，理由写在事项里。",
    "assessed_refused": "您的一件事项初评没有认定，理由写在事项里。公示以后可以提出异议。",
    "assessed_returned": "您的一件事项被退回，请按意见补充后重新提交。",
    "matter_recorded": "支部记录了与您有关的一件事，拟扣分，请在期限内答复。",
    "matter_reported": "有人报告了与您有关的一件事，请在期限内说明情况，说明之前不作初评。",
    "declared_for": "记录员按您交的纸质表代为申报了一件事项，请核对，有误的可以撤回。",
    "matter_withdrawn": "与您有关的一件事项已经撤回，不再计分。",
    "determined_changed": "您的一件事项经党员大会改动后评定，理由写在事项里。",
    "determined_refused": "您的一件事项党员大会没有认定，理由写在事项里。公示以后可以提出异议。",
    # meetings and postings
    "agenda_circulated": "会议的议程已经发送，请会前看一看。",
    "meeting_moved": "会议改期，请看新的时间和地点。",
    "meeting_cancelled": "会议已经取消。",
    "posted": "本季度积分已经公示，请核对您本人的积分，有异议的请在期限内提出。",
    # objections and corrections
    "objection_filed": "有一件异议等核实答复。",
    "objection_withdrawn": "一件异议已由本人撤回，不用再核实。",
    "objection_answered": "您的异议已经答复，结论和理由写在里面，请签收。",
    "appeal_filed": "有一件申诉等上级党组织办理。",
    "appeal_runs": "本支部有一件申诉，由上级党组织办理。",
    "appeal_withdrawn": "一件申诉已由本人撤回，不用再办。",
    "record_asked": "上级党组织就一件申诉请支部说明情况，请在期限内答复。",
    "record_given": "支部已经就一件申诉作了说明。",
    "appeal_decided": "您的申诉已经有决定，结论和理由写在里面，请签收。",
    "appeal_decided_above": "上级党组织就本支部的一件申诉作出了决定，接下来在党员大会上通报。",
    "handler_asked": "有支部请上级指定办理人，请看上级审核。",
    "handler_named": "上级党组织指定您办理一件回避的事，请打开办理。",
    "handler_named_for_yours": "与您有关的一件，有关同志回避，已由上级党组织指定办理人。",
    "report_referred": "有支部提请核查一份报告，请看上级审核。",
    "correction_proposed": "有一笔台账拟作笔误更正，请看改动前后的内容。",
    "correction_shown": "您的一笔台账拟作笔误更正，会少计分，请在期限内答复。",
    "correction_dropped": "拟对您作的笔误更正没有通过复核，积分不变。",
    "correction_confirmed": "您的一笔台账已作笔误更正，改动前后的内容写在里面。",
    "correction_declined": "您提出的笔误更正没有通过复核，理由写在里面。",
    "correction_answered": "拟更正的一笔台账，本人已经答复，可以复核了。",
    # a matter taken up again
    "reopening_proposed": "您已有结果的一件事项提请党员大会重新审议，内容和理由写在里面。",
    "reopening_shown": "您已有结果的一件事项提请党员大会重新审议，会少计分，请在期限内答复。",
    "reopening_answered": "提请重新审议的一件，本人已经答复，大会可以审议了。",
    "reopening_dropped": "提请重新审议的一件已经撤下，原来的结果不变。",
    "reopening_kept": "党员大会重新审议了您的一件事项，维持原来的结果。",
    "reopening_deferred": "您的一件事项重新审议时决议缓议，下一次大会再议。",
    "decided_anew": "党员大会重新评定了您的一件事项，前后的分和理由写在事项里。",
    # the paper book of a branch begun in mid-year
    "opening_entered": "纸质台账已经转入，您的几笔写作“期初转入”。有不同意见的，请在期限内提出异议。",
    # a veto
    "veto_proposed": "有处理决定拟对您实行一票否决，请在期限内陈述意见。",
    "veto_answered": "拟一票否决的一件，本人已经陈述意见，可以确认了。",
    "veto_confirmed": "对您的一票否决已经确认，依据和您的陈述写在里面。",
    "veto_declined": "拟一票否决的一件没有确认，理由写在里面。",
    "veto_lifting_proposed": "有一件一票否决拟解除，等另一位确认。",
    "veto_lifted": "对您的一票否决已经解除。",
    # the roster
    "transferred_in": "您的组织关系已经转入本支部。",
    "transferred_out": "您的组织关系已经转出，截至当日的积分写在里面。",
    "transfer_waiting": "有党员的组织关系转来本支部，请登记转入。",
    "turned_formal": "您已经转为正式党员，从转正之日起按正式党员的项目计分。",
    "probation_extended": "支部党员大会决定延长您的预备期，新的期满日写在里面。",
    "probation_ended": "支部党员大会作出了关于您预备期的决定，内容写在里面。",
    "probation_approved": "上级党组织对您预备期的决定作了批复，文号写在履历里。",
    "type_changed": "您的岗位类别有调整，从当日起按新的项目计分。",
    "grant_exemption": "您已获准免予积分，起止日期写在里面。",
    "end_exemption": "您的免予积分有了截止日期，之后恢复计分。",
    "record_leave": "您的长期请假已经登记。",
    "end_leave": "您的长期请假有了截止日期。",
    "office_given": "您有一项新的任职，登记在名册里。",
    "office_ended": "您的一项任职已经结束，登记在名册里。",
    "code_reset": "您的登录密码被重置过。不是您本人要求的，请马上告诉支部书记。",
    # the year
    "settlement_moved": "年度结算之后，台账按申诉决定有了变动，请作更正结算。",
    "settlement_to_sign": "年度积分已经结算，请您核对后签署。",
    "year_announced": "年度积分已经公布，可以看您的总分和位次。",
    "grade_entered": "民主评议的等次已经登记，可以看您的结果。",
    "filing_received": "有支部报送了年度积分，等审核备案。",
    "filing_accepted": "年度积分已经上级备案。",
    "filing_returned": "上级退回了年度积分，请看意见后改正重报。",
    # after the year
    "talk_held": "支部书记登记了与您的一次谈话，请看记录，可以写下您的说明。",
    "rectification_set": "支部要求您在期限内整改，要改什么、到哪天写在里面。",
    "rectification_reported": "您提出的一件限期整改，本人报告了情况。",
    "rectification_checked": "您的一件限期整改已经检查，结果和情况写在里面。",
    "disposal_proposed": "支部拟对您作组织处理，作出决定以前先听您的意见，内容写在里面。",
    "disposal_answered": "拟作组织处理的一件，本人已经陈述意见。",
    "disposal_heard": "支部登记了听取您意见的情况，请看记得对不对。",
    "disposal_decided": "组织作出了关于您的处理决定，内容写在里面。",
    "disposal_submitted": "关于您的处理决定已经报上级党委备案。",
    "disposal_received": "有支部报送了一件组织处理，等审核备案。",
    "disposal_accepted": "报送的一件组织处理，上级党委已经备案。",
    "disposal_returned": "报送的一件组织处理，上级党委退回，意见写在里面。",
    "talk_acknowledged": "您登记的一次谈话，本人已经签收。",
    # what the points are used for
    "uses_proposed": "年度积分运用的名单已经拟定，请逐人决定。",
    "use_confirmed": "年度积分之后，支部对您作了一项决定，内容和理由写在里面。",
    "use_struck": "年度积分之后对您的一项决定已经撤去，理由写在里面。",
    "incentive_recorded": "支部登记了给您的一项激励，内容写在里面。",
    # a reader's question
    "enquiry_received": "公示有读者查询，等支部答复。",
}
# Kinds of an older version stay readable.
OTHERWISE: Final = "有一项与您有关的办理结果。"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line: its sentence, what it is about, when, and whether it is new to the reader."""

    id: int
    sentence: str
    subject: str
    subject_id: int
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """The lines of one person, latest first, and how many of them are new."""

    lines: tuple[NoticeLine, ...]
    new: int

    @property
    def latest_id(self) -> int:
        """The number up to which the page has been read."""
        return max((line.id for line in self.lines), default=0)


def notices_of(*, viewer: Viewer) -> Notices:
    """The viewer's own lines; one query. Nobody reads another's."""
    rows = Notice.objects.filter(person_id=viewer.person_id).order_by("-pk")[:MOST_SHOWN]
    lines = tuple(
        NoticeLine(
            row.pk,
            NOTICE_WORDS.get(row.kind, OTHERWISE),
            row.subject,
            row.subject_id,
            row.at,
            row.seen_at is None,
        )
        for row in rows
    )
    return Notices(lines, sum(line.is_new for line in lines))
