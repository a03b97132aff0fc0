"""The table of authority: verb × office × relation × own matter. What is not in it is refused.

What each office is for: R29–R45, R60, R68; who sees what: A22; own matters: A31.
"""

from dataclasses import dataclass
from typing import Final

from fenming.rules.offices import Relation, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """These offices, where the thing stands in one of these relations."""

    roles: tuple[Role, ...]
    relations: frozenset[Relation]


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: a verb, what it is called, its clause, to whom it is granted, whether on own matters too."""

    verb: str
    name: str
    clause: str
    grants: tuple[Grant, ...]
    own_matter: bool = True


_MINE = frozenset({Relation.SELF})
# What is about oneself is in one's branch too.
_HERE = frozenset({Relation.SELF, Relation.BRANCH})
_BELOW = frozenset({Relation.SUBORDINATE})
_ANYWHERE = _HERE | _BELOW

_MEMBER = Grant((Role.MEMBER,), _MINE)
_SECRETARY = Grant((Role.SECRETARY,), _HERE)
_LEADERS = Grant((Role.SECRETARY, Role.LEADING_GROUP), _HERE)
_RECORDER = Grant((Role.RECORDER,), _HERE)
_ASSESSORS = Grant((Role.COMMITTEE, Role.SECRETARY), _HERE)
_MINUTES = Grant((Role.SECRETARY, Role.RECORDER), _HERE)
_SUPERIOR = Grant((Role.SUPERIOR_REVIEWER,), _BELOW)
# Of the general branch between committee and branches: how far they are, and nothing that is the committee's to answer.
_GENERAL = Grant((Role.GENERAL_OFFICER,), _BELOW)
_ADMINISTRATOR = Grant((Role.ADMINISTRATOR,), _ANYWHERE)
_AUDITOR = Grant((Role.AUDITOR,), _ANYWHERE)
# Named by the committee above in the place of those who are tied to it; for that one thing alone (A31).
_NAMED = Grant((Role.HANDLER,), frozenset({Relation.NAMED}))
_EVERYONE_HERE = Grant(
    (Role.MEMBER, Role.RECORDER, Role.COMMITTEE, Role.SECRETARY, Role.LEADING_GROUP), _HERE
)
# Whoever belongs to the branch or stands above it, with any office or none.
_ALL_OF_THEM = (_EVERYONE_HERE, _AUDITOR, _ADMINISTRATOR, _SUPERIOR, _GENERAL)
_WHOEVER_HAS_TO_DO_WITH_IT = (_EVERYONE_HERE, _AUDITOR, _ADMINISTRATOR, _SUPERIOR, _GENERAL)

_TABLE: Final[tuple[Permission, ...]] = (
    # The founding resolution names the first secretary; after that offices are given by give_office alone.
    Permission("found_branch", "建立支部", "R10", (_ADMINISTRATOR, _SUPERIOR)),
    # The tree above and beside the branches is the committee's to order.
    Permission("see_organisations", "查看组织", "R10 A34", (_SUPERIOR, _GENERAL)),
    Permission("found_general_branch", "建立党总支", "R10 A34", (_SUPERIOR,)),
    Permission("place_branch", "划定隶属", "R10 A34", (_SUPERIOR,)),
    Permission("rename_organisation", "更名", "R10 A34", (_SUPERIOR,)),
    Permission("end_general_branch", "撤销党总支", "R10 A34", (_SUPERIOR,)),
    # Groups only say who meets together; a branch orders its own.
    Permission("found_group", "建立党小组", "R10 A34", (_SECRETARY,)),
    Permission("place_members", "划分党小组", "R10 A34", (_SECRETARY,)),
    Permission("end_group", "撤销党小组", "R10 A34", (_SECRETARY,)),
    Permission("enrol_members", "登记党员名册", "R64", (_SECRETARY,)),
    Permission("hand_in_import", "提交导入表格", "R64 R61", (_MINUTES,)),
    Permission("drop_import", "放弃导入", "R64 R61", (_MINUTES,)),
    Permission("accept_import", "导入表格", "R64 R61 A17", (_MINUTES,)),
    Permission("create_account", "开立账号", "R67", (_ADMINISTRATOR,)),
    Permission("create_accounts", "一并开立账号", "R67", (_ADMINISTRATOR,)),
    # One's own password is replaced by whoever knows it.
    Permission("reset_code", "重置一次性密码", "R67", (_ADMINISTRATOR,), own_matter=False),
    Permission("give_office", "登记任职", "R29 R60", (_SECRETARY, _SUPERIOR)),
    Permission("end_office", "结束任职", "R29 R60", (_SECRETARY, _SUPERIOR)),
    # Who comes and goes, is away, turns formal: others decide it, the secretary enters the resolution.
    Permission("transfer_in", "组织关系转入", "R64 A19", (_SECRETARY,)),
    Permission("transfer_out", "组织关系转出", "R64 A19", (_SECRETARY,)),
    Permission("start_probation", "登记预备期", "R85", (_SECRETARY,)),
    Permission("turn_formal", "预备党员转正", "R57 R85 A30", (_SECRETARY,)),
    Permission("extend_probation", "延长预备期", "R57 R85 A30", (_SECRETARY,)),
    Permission("end_probation", "取消预备党员资格", "R57 R85 A30", (_SECRETARY,)),
    Permission("note_approval", "登记上级审批", "R57 R85", (_SECRETARY,)),
    Permission("change_type", "调整岗位类别", "R18 A20", (_SECRETARY,)),
    Permission("grant_exemption", "批准免予积分", "A21", (_SECRETARY,)),
    Permission("end_exemption", "恢复积分", "A21", (_SECRETARY,)),
    Permission("record_leave", "登记长期请假", "A19", (_SECRETARY,)),
    Permission("end_leave", "登记销假", "A19", (_SECRETARY,)),
    Permission("confirm_year", "确认新年度", "R10 R64 R86", (_SECRETARY,)),
    Permission("adopt_standard", "启用积分标准", "R28 R86", (_SECRETARY,)),
    Permission("record", "登记事项", "R29 R30", (_RECORDER,)),
    Permission("declare", "申报", "R31", (_MEMBER,)),
    # From a member's paper sheet; one's own goes through declare.
    Permission("declare_for", "代为申报", "R31 R67", (_MINUTES,), own_matter=False),
    Permission("nothing_new_for", "代报本月无新增", "R31 A13", (_MINUTES,), own_matter=False),
    Permission("call_roll", "登记考勤", "R30", (_RECORDER,)),
    Permission("nothing_new", "报“本月无新增”", "R31 A13", (_MEMBER,)),
    # The recorder takes back and corrects what the recorder noted; which matters those are, the verbs know.
    Permission("withdraw", "撤回申报", "R67", (_MEMBER, _RECORDER)),
    Permission("resubmit", "重新提交", "R31 R67", (_MEMBER, _RECORDER)),
    Permission("report", "报告他人事项", "R32 A14", (Grant((Role.MEMBER,), _HERE),), own_matter=False),
    Permission("attach_evidence", "提交佐证材料", "R30 R74", (_MEMBER, _RECORDER)),
    Permission("remove_evidence", "收回佐证材料", "R67 R74", (_MEMBER, _RECORDER)),
    Permission("reply", "答复", "R23 A14", (_MEMBER,)),
    # Who has no account is told by a paper; the term runs from the day it was handed over.
    Permission("hand_over", "登记送达", "R23 R67 A14", (_MINUTES,), own_matter=False),
    # The words are the member's, on a signed paper that is kept; only for those without an account.
    Permission("reply_for", "代录书面答复", "R23 R67 A14", (_MINUTES,), own_matter=False),
    Permission("assess", "初评", "R34 A31", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("assess_batch", "一并初评", "R34 A31", (_ASSESSORS,), own_matter=False),
    Permission("withhold_text", "要求不上屏显示", "R67 A22", (_MEMBER,)),
    Permission("call_meeting", "召集会议", "R33 R35", (_SECRETARY,)),
    Permission("circulate_agenda", "发送议程", "R36 R67", (_SECRETARY,)),
    Permission("move_meeting", "会议改期", "R35", (_SECRETARY,)),
    Permission("cancel_meeting", "取消会议", "R35", (_SECRETARY,)),
    Permission("add_topic", "添加议题", "R36", (_MINUTES,)),
    Permission("drop_topic", "撤下议题", "R36", (_MINUTES,)),
    Permission("note_topic", "记下议题结果", "R37", (_MINUTES,)),
    Permission("mark_attendance", "登记到会", "R37", (_MINUTES,)),
    Permission("open_meeting", "开始会议", "R35 A15", (_SECRETARY,)),
    # The resolution is the meeting's act; whoever enters it decides nothing, own matters included (A15).
    Permission("decide", "录入大会决议", "R37 A15", (_MINUTES,)),
    Permission("close_meeting", "结束会议", "R37", (_SECRETARY,)),
    Permission("add_addendum", "补记", "R37", (_MINUTES,)),
    Permission("post", "公示", "R39", (_SECRETARY,)),
    # The clock does these two; nobody may end a posting early or late.
    Permission("end_posting", "结束公示", "A18", ()),
    Permission("lock", "锁定季度", "R77", ()),
    Permission("change_template", "更换表格模板", "R38 R67", (_SECRETARY,)),
    # A day off counts for the whole system, a vacation for the branch that resolved on it.
    Permission("set_holiday", "登记节假日", "A18", (_ADMINISTRATOR,)),
    Permission("add_pause", "登记假期停计", "A12", (_SECRETARY,)),
    Permission("see_calendar", "查看节假日和期限", "A12 A18", _ALL_OF_THEM),
    Permission("see_calendar", "查看节假日和期限", "A12 A18", _WHOEVER_HAS_TO_DO_WITH_IT),
    # A reader of a posting asks without an account (`enquire`); name and contact are for those who answer (A22).
    Permission("answer_enquiry", "答复查询", "R66 A22", (_MINUTES,)),
    Permission("object_to", "提出异议", "R40 A23", (_MEMBER,)),
    # The words and the signature are the member's; only for those without an account.
    Permission("object_for", "代录书面异议", "R40 R67 A23", (_MINUTES,), own_matter=False),
    Permission("acknowledge_for", "代录签收", "R42 R67", (_MINUTES,), own_matter=False),
    Permission("withdraw_objection", "撤回异议", "R40 R67", (_MEMBER,)),
    Permission("withdraw_objection_for", "代录撤回异议", "R40 R67", (_MINUTES,), own_matter=False),
    Permission("find", "核实答复", "R41 R42 A31", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("note_hearing", "听取意见", "R41 A31", (_ASSESSORS, _NAMED), own_matter=False),
    # Where too few are left who are not tied to it, the committee above names somebody; why is never said.
    Permission("ask_handler", "请上级指定办理人", "R41 A31", (_MEMBER, _ASSESSORS, _NAMED)),
    Permission("name_handler", "指定办理人", "R41 A31", (_SUPERIOR,), own_matter=False),
    Permission("acknowledge_finding", "签收", "R42", (_MEMBER,)),
    Permission("report_back", "会上通报", "R43 R83", (_MINUTES,)),
    # Above the branch: the committee asks, hears and decides; the branch only says what it has on record.
    Permission("appeal", "提出申诉", "R40 A23", (_MEMBER,)),
    Permission("withdraw_appeal", "撤回申诉", "R40 R67", (_MEMBER,)),
    # The paper goes to whom the member chooses: the branch, or the committee above.
    Permission("appeal_for", "代录书面申诉", "R40 R67 A23", (_MINUTES, _SUPERIOR), own_matter=False),
    Permission("withdraw_appeal_for", "代录撤回申诉", "R40 R67", (_MINUTES, _SUPERIOR), own_matter=False),
    Permission("ask_record", "请支部说明", "R41 A23", (_SUPERIOR,), own_matter=False),
    Permission("give_record", "向上级说明情况", "R41 A23", (_ASSESSORS,), own_matter=False),
    Permission("hear_appeal", "听取申诉意见", "R41 A31", (_SUPERIOR,), own_matter=False),
    Permission("decide_appeal", "作出申诉决定", "R41 R42 A31", (_SUPERIOR,), own_matter=False),
    # A slip of typing takes two persons; anything of substance takes a meeting.
    Permission("propose_correction", "提出笔误更正", "R77 A31", (_MINUTES,), own_matter=False),
    Permission("answer_correction", "答复笔误更正", "R23 R77", (_MEMBER,)),
    Permission("confirm_correction", "复核笔误更正", "R77 A31", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("decline_correction", "不同意笔误更正", "R77 A31", (_ASSESSORS, _NAMED), own_matter=False),
    # Substance is the meeting's; one's own goes through an objection.
    Permission("reopen", "提请重新审议", "R76 R77 A31", (_ASSESSORS,), own_matter=False),
    Permission("answer_reopening", "答复重新审议", "R23 R77 A14", (_MEMBER,)),
    Permission("drop_reopening", "撤下重新审议", "R77 A31", (_ASSESSORS,), own_matter=False),
    # What is proposed about somebody without an account, a veto, a correction, a reopening: told and answered on paper,
    # through those who may see a veto (A22).
    Permission("hand_over_proposal", "登记拟办送达", "R24 R67 R77 A14", (_ASSESSORS,), own_matter=False),
    Permission("answer_for", "代录书面意见", "R24 R67 R77 A14", (_ASSESSORS,), own_matter=False),
    Permission("settle", "结算年度积分", "R44", (_SECRETARY,)),
    Permission("sign_off", "签署年度结算", "R44 R60", (_LEADERS,)),
    Permission("announce", "公布年度积分", "R47", (_SECRETARY,)),
    # The grades are the meeting's; the secretary only enters them.
    Permission("appraise", "登记民主评议等次", "R46 A24", (_SECRETARY,)),
    Permission("file_year", "报送年度积分", "R45 R84", (_SECRETARY,)),
    Permission("accept_filing", "备案年度积分", "R45 R84", (_SUPERIOR,)),
    Permission("return_filing", "退回年度积分", "R45 R84", (_SUPERIOR,)),
    # From a branch that keeps a system of its own.
    Permission("receive_year", "收档", "R45 R84 A34", (_SUPERIOR,)),
    Permission("accept_received", "收档备案", "R45 R84", (_SUPERIOR,)),
    Permission("return_received", "收档退回", "R45 R84", (_SUPERIOR,)),
    Permission("see_received", "查看收到的年度档案", "R45 R84 A34", (_SUPERIOR, _AUDITOR)),
    Permission("enter_receipt", "登记回执", "R45 R84", (_SECRETARY,)),
    Permission("settle_again", "更正结算年度积分", "R44 R77", (_SECRETARY,)),
    # The lists are for those who answer for the year; one's own outcome stands on one's own page (A22, A28).
    Permission("see_uses", "查看积分运用", "R52 R54 A22 A28", (_LEADERS, _AUDITOR)),
    Permission("see_own_uses", "查看本人的推荐和激励", "R52 R53 R54 R68", (_MEMBER,)),
    Permission("resolve_bottom_list", "登记靠后名单决议", "R54 A28", (_SECRETARY,)),
    # The list follows from the standard; what becomes of a name is never decided by the one who bears it.
    Permission("propose_uses", "拟定名单", "R52 R54 A28", (_LEADERS,)),
    Permission("confirm_use", "确认人选", "R52 R53 R54 A28", (_LEADERS,), own_matter=False),
    Permission("strike_use", "划去人选", "R52 R53 R54 A28", (_LEADERS,), own_matter=False),
    Permission("record_incentive", "登记激励", "R53", (_LEADERS,), own_matter=False),
    Permission("enter_opening", "转入纸质台账", "A17 R61", (_SECRETARY,)),
    Permission("see_opening", "查看纸质台账的转入", "A17 A22", (_SECRETARY, _AUDITOR)),
    Permission("propose_veto", "提出一票否决", "R24 R81 A31", (_ASSESSORS,), own_matter=False),
    Permission("answer_veto", "陈述意见", "R24 R81", (_MEMBER,)),
    Permission("confirm_veto", "确认一票否决", "R81 A31", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("decline_veto", "不予确认一票否决", "R81 A31", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("propose_lifting", "提出解除一票否决", "R81 A9", (_ASSESSORS,), own_matter=False),
    Permission("confirm_lifting", "确认解除一票否决", "R81 A9", (_ASSESSORS, _NAMED), own_matter=False),
    Permission("see_vetoes", "查看一票否决的办理情况", "R24 A22", (_ASSESSORS, _AUDITOR)),
    Permission("see_veto", "查看一票否决", "R24 A22", (_MEMBER, _ASSESSORS, _NAMED, _AUDITOR)),
    # A talk is for the one who leads the branch and the one it was held with; nobody else learns that there was one.
    Permission("hold_talk", "登记诫勉谈话", "R55 A29", (_SECRETARY,), own_matter=False),
    Permission("acknowledge_talk", "签收谈话记录", "R55", (_MEMBER,)),
    Permission("see_talk", "查看诫勉谈话", "R55 A22", (_MEMBER, _SECRETARY)),
    # What is to be put right by when is set by who leads the branch; whether it was, another may check too.
    Permission("set_rectification", "要求限期整改", "R56 A29", (_SECRETARY,), own_matter=False),
    Permission("report_rectification", "报告整改情况", "R56 R67", (_MEMBER,)),
    Permission("check_rectification", "检查整改", "R56", (_ASSESSORS,), own_matter=False),
    Permission("see_rectification", "查看限期整改", "R56 A22", (_MEMBER, _ASSESSORS, _AUDITOR)),
    # The decision is the organisation's; whoever enters it decides nothing. Above, it is seen once it was filed.
    Permission("propose_disposal", "提出组织处理", "R58 A31", (_ASSESSORS,), own_matter=False),
    Permission("answer_disposal", "对拟作处理陈述意见", "R58 R67", (_MEMBER,)),
    Permission("hear_disposal", "听取处理意见", "R58", (_ASSESSORS,), own_matter=False),
    Permission("decide_disposal", "登记处理决定", "R58", (_ASSESSORS,), own_matter=False),
    Permission("file_disposal", "报送处理备案", "R59 R84", (_ASSESSORS,), own_matter=False),
    Permission("accept_disposal", "备案组织处理", "R59 R84", (_SUPERIOR,), own_matter=False),
    Permission("return_disposal", "退回组织处理", "R59 R84", (_SUPERIOR,), own_matter=False),
    Permission("see_disposal", "查看组织处理", "R58 A22", (_MEMBER, _ASSESSORS, _SUPERIOR, _AUDITOR)),
    Permission("see_follow_up", "查看后续办理", "R55 R67", (_EVERYONE_HERE, _AUDITOR, _SUPERIOR)),
    Permission("see_own_statement", "查看本人积分", "R68 A22", (_MEMBER,)),
    # Whoever fills the form in may print it, and everyone their own.
    Permission("see_declaration", "打印月度申报表", "R31 R67 A22", (_MEMBER, _MINUTES, _AUDITOR)),
    Permission("see_register_form", "打印积分登记表", "R38 R72 A22", (_MEMBER, _MINUTES, _AUDITOR)),
    # The books leave the system: the secretary alone, and each time is kept in the trail.
    Permission("export_branch", "导出全部数据", "R61 A22", (_SECRETARY,)),
    # Books on paper. What a copy for the committee above leaves out is what it does not see otherwise (A34).
    Permission("see_ledger", "打印积分台账", "R61 A22", (_MINUTES, _AUDITOR)),
    Permission("see_points_file", "打印积分档案和得分说明", "R62 R63 A22", (_MEMBER, _SECRETARY, _AUDITOR)),
    Permission("see_handover", "编制移交清单", "R60 R61 A34", (_SECRETARY, _SUPERIOR, _AUDITOR)),
    Permission("see_year_book", "取年度存档", "R61 R63 A34", (_SECRETARY, _SUPERIOR, _AUDITOR)),
    Permission("order_forms", "成批打印积分登记表", "R38 R72 A22", (_MINUTES,)),
    # Above the branches: of what was filed, and only the figures that were.
    Permission("order_filed_forms", "成批打印报送年度的积分登记表", "R38 R45 A34", (_SUPERIOR,)),
    Permission("see_branch_lines", "查看本支部积分", "R36 A22", (_EVERYONE_HERE, _AUDITOR)),
    Permission("see_matter", "查看事项详情", "R67 A22", (_MEMBER, _RECORDER, _ASSESSORS, _NAMED, _AUDITOR)),
    Permission(
        "see_evidence", "查看佐证材料", "R30 R74 A22", (_MEMBER, _RECORDER, _ASSESSORS, _NAMED, _AUDITOR)
    ),
    Permission("see_own_reports", "查看本人的报告", "R32 R67", (_MEMBER,)),
    # The only door to a reporter's name: neither the auditor nor the administrator goes through it, the superior only
    # for a report it was asked to look into.
    Permission("see_reporter", "查看报告人", "A14 A22", (_ASSESSORS, _SUPERIOR), own_matter=False),
    # Whether a report was deliberately false is found above, in writing; the reporter alone reads what was found.
    Permission("refer_report", "提请上级核查报告", "R32 A14", (_ASSESSORS,), own_matter=False),
    Permission("see_report_inquiries", "查看报告核查", "A14 A22 A34", (_SUPERIOR,)),
    Permission("judge_report", "作出报告核查结论", "R32 A14 A31", (_SUPERIOR,), own_matter=False),
    Permission("read_judgement", "阅知报告核查结论", "R32 A14", (_MEMBER,)),
    Permission("see_objection", "查看异议", "R40 A22", (_MEMBER, _ASSESSORS, _NAMED, _AUDITOR)),
    Permission("see_objections", "查看本支部的异议", "R41 A22", (_ASSESSORS, _AUDITOR)),
    # The branch sees that an appeal runs and what it is asked; the whole file is for the member and for who decides.
    Permission("see_appeal", "查看申诉", "R40 A22", (_MEMBER, _ASSESSORS, _SUPERIOR, _AUDITOR)),
    Permission("see_appeal_file", "查看申诉的全部材料", "R41 A22", (_MEMBER, _SUPERIOR, _AUDITOR)),
    Permission("see_appeals", "查看各件申诉", "R41 A22 A34", (_ASSESSORS, _SUPERIOR, _AUDITOR)),
    Permission("see_enquiries", "查看公示查询", "R66 A22", (_MINUTES, _AUDITOR)),
    Permission(
        "see_correction", "查看笔误更正", "R77 A22", (_MEMBER, _RECORDER, _ASSESSORS, _NAMED, _AUDITOR)
    ),
    Permission("see_corrections", "查看本支部的笔误更正", "R77 A22", (_RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_reopening", "查看重新审议", "R77 A22", (_MEMBER, _RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_sheets", "查看纸质表录入", "R31 R67", (_MINUTES, _AUDITOR)),
    Permission("see_record_desk", "查看登记台", "R30", (_RECORDER, _AUDITOR)),
    Permission("see_assess_desk", "查看初评台", "R34", (_ASSESSORS, _AUDITOR)),
    Permission("see_meeting", "查看会议", "R36 R67", (_EVERYONE_HERE, _AUDITOR)),
    Permission("see_posting_admin", "查看公示办理情况", "R39 R65", (_SECRETARY, _AUDITOR)),
    Permission("see_year", "查看年度办理情况", "R44 R60", (_LEADERS, _AUDITOR)),
    # Above the branches: the process of all of them, points only in what is posted or filed.
    Permission(
        "see_superior_desk", "查看上级审核", "R45 A34", (_SUPERIOR, _GENERAL, Grant((Role.AUDITOR,), _BELOW))
    ),
    Permission("see_filing", "查看报送的年度积分", "R45 R84 A34", (_LEADERS, _SUPERIOR, _AUDITOR)),
    Permission(
        "see_posted_sheet", "查看期满的公示单", "R39 A22 A34", (_EVERYONE_HERE, _SUPERIOR, _GENERAL, _AUDITOR)
    ),
    # Every member sees who holds which office since when.
    Permission("see_roster", "查看名册和任职", "R29 R64", _ALL_OF_THEM),
    Permission("see_member", "查看党员履历", "R64 R67", _ALL_OF_THEM),
    Permission("see_roster", "查看名册和任职", "R29 R64", _WHOEVER_HAS_TO_DO_WITH_IT),
    Permission("see_member", "查看党员履历", "R64 R67", _WHOEVER_HAS_TO_DO_WITH_IT),
    Permission("see_leaving_statement", "查看离开时的积分", "R68 A19 A22", (_MEMBER, _SECRETARY, _AUDITOR)),
    Permission("see_year_begin", "查看新年度准备情况", "R10 R64", (_SECRETARY,)),
    Permission("see_standard", "查看积分标准", "R28 R66", (Grant(tuple(Role), _ANYWHERE),)),
)

OWN_ONLY: Final = _MEMBER
"""Granted to members for what is their own, and to nobody else."""

PERMISSIONS: Final[dict[str, Permission]] = {permission.verb: permission for permission in _TABLE}
