"""Who may do what: one table, verb × office × relation × own matter. What is not in it is refused.

It answers yes or no with a reason and never bends the workflow: that an act is
allowed does not mean that it is due. Offices are those held on the day; the
caller finds them. What each office is for: R29–R45, R60, R68; who sees what:
A22; own matters: A31.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """An office, or plain membership."""

    MEMBER = "member"
    RECORDER = "recorder"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    LEADING_GROUP = "leading_group"
    SUPERIOR_REVIEWER = "superior_reviewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Relation(StrEnum):
    """How the thing stands to the one who acts: about that person, in the branch, below it, elsewhere."""

    SELF = "self"
    BRANCH = "branch"
    SUBORDINATE = "subordinate"
    NONE = "none"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and a sentence that can be shown."""

    allowed: bool
    reason: str


ROLE_NAMES: Final[dict[Role, str]] = {
    Role.MEMBER: "党员",
    Role.RECORDER: "积分记录员",
    Role.COMMITTEE: "支部委员",
    Role.SECRETARY: "支部书记",
    Role.LEADING_GROUP: "领导小组成员",
    Role.SUPERIOR_REVIEWER: "上级审核人",
    Role.AUDITOR: "监督检查人",
    Role.ADMINISTRATOR: "系统管理员",
}

RELATION_NAMES: Final[dict[Relation, str]] = {
    Relation.SELF: "本人",
    Relation.BRANCH: "本支部",
    Relation.SUBORDINATE: "下级支部",
    Relation.NONE: "别处",
}

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
_ADMINISTRATOR = Grant((Role.ADMINISTRATOR,), _ANYWHERE)
_AUDITOR = Grant((Role.AUDITOR,), _ANYWHERE)
_EVERYONE_HERE = Grant(
    (Role.MEMBER, Role.RECORDER, Role.COMMITTEE, Role.SECRETARY, Role.LEADING_GROUP), _HERE
)

_TABLE: Final[tuple[Permission, ...]] = (
    # The founding resolution names the first secretary; after that offices are given by give_office alone.
    Permission("found_branch", "建立支部", "R10", (_ADMINISTRATOR, _SUPERIOR)),
    Permission("enrol_members", "登记党员名册", "R64", (_SECRETARY,)),
    Permission("create_account", "开立账号", "R67", (_ADMINISTRATOR,)),
    Permission("give_office", "登记任职", "R29 R60", (_SECRETARY, _SUPERIOR)),
    Permission("adopt_standard", "启用积分标准", "R28 R86", (_SECRETARY,)),
    Permission("record", "登记事项", "R29 R30", (_RECORDER,)),
    Permission("declare", "申报", "R31", (_MEMBER,)),
    Permission("nothing_new", "报“本月无新增”", "R31 A13", (_MEMBER,)),
    # The recorder takes back and corrects what the recorder noted; which matters those are, the verbs know.
    Permission("withdraw", "撤回申报", "R67", (_MEMBER, _RECORDER)),
    Permission("resubmit", "重新提交", "R31 R67", (_MEMBER, _RECORDER)),
    Permission("report", "报告他人事项", "R32 A14", (Grant((Role.MEMBER,), _HERE),), own_matter=False),
    Permission("attach_evidence", "提交佐证材料", "R30 R74", (_MEMBER, _RECORDER)),
    Permission("remove_evidence", "收回佐证材料", "R67 R74", (_MEMBER, _RECORDER)),
    Permission("reply", "答复", "R23 A14", (_MEMBER,)),
    Permission("assess", "初评", "R34 A31", (_ASSESSORS,), own_matter=False),
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
    Permission("object_to", "提出异议", "R40 A23", (_MEMBER,)),
    Permission("withdraw_objection", "撤回异议", "R40 R67", (_MEMBER,)),
    Permission("find", "核实答复", "R41 R42 A31", (_ASSESSORS,), own_matter=False),
    Permission("report_back", "会上通报", "R43 R83", (_MINUTES,)),
    # A slip of typing takes two persons; anything of substance takes a meeting.
    Permission("propose_correction", "提出笔误更正", "R77 A31", (_MINUTES,), own_matter=False),
    Permission("answer_correction", "答复笔误更正", "R23 R77", (_MEMBER,)),
    Permission("confirm_correction", "复核笔误更正", "R77 A31", (_ASSESSORS,), own_matter=False),
    Permission("decline_correction", "不同意笔误更正", "R77 A31", (_ASSESSORS,), own_matter=False),
    Permission("settle", "结算年度积分", "R44", (_SECRETARY,)),
    Permission("sign_off", "签署年度结算", "R44 R60", (_LEADERS,)),
    Permission("announce", "公布年度积分", "R47", (_SECRETARY,)),
    # The grades are the meeting's; the secretary only enters them.
    Permission("appraise", "登记民主评议等次", "R46 A24", (_SECRETARY,)),
    Permission("file_year", "报送年度积分", "R45 R84", (_SECRETARY,)),
    Permission("accept_filing", "备案年度积分", "R45 R84", (_SUPERIOR,)),
    Permission("return_filing", "退回年度积分", "R45 R84", (_SUPERIOR,)),
    Permission("settle_again", "更正结算年度积分", "R44 R77", (_SECRETARY,)),
    Permission("propose_veto", "提出一票否决", "R24 R81 A31", (_ASSESSORS,), own_matter=False),
    Permission("answer_veto", "陈述意见", "R24 R81", (_MEMBER,)),
    Permission("confirm_veto", "确认一票否决", "R81 A31", (_ASSESSORS,), own_matter=False),
    Permission("decline_veto", "不予确认一票否决", "R81 A31", (_ASSESSORS,), own_matter=False),
    Permission("propose_lifting", "提出解除一票否决", "R81 A9", (_ASSESSORS,), own_matter=False),
    Permission("confirm_lifting", "确认解除一票否决", "R81 A9", (_ASSESSORS,), own_matter=False),
    Permission("see_vetoes", "查看一票否决的办理情况", "R24 A22", (_ASSESSORS, _AUDITOR)),
    Permission("see_veto", "查看一票否决", "R24 A22", (_MEMBER, _ASSESSORS, _AUDITOR)),
    Permission("see_own_statement", "查看本人积分", "R68 A22", (_MEMBER,)),
    Permission("see_branch_lines", "查看本支部积分", "R36 A22", (_EVERYONE_HERE, _AUDITOR)),
    Permission("see_matter", "查看事项详情", "R67 A22", (_MEMBER, _RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_evidence", "查看佐证材料", "R30 R74 A22", (_MEMBER, _RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_own_reports", "查看本人的报告", "R32 R67", (_MEMBER,)),
    # The only door to a reporter's name: the auditor, the administrator and the superior do not go through it.
    Permission("see_reporter", "查看报告人", "A14 A22", (_ASSESSORS,), own_matter=False),
    Permission("see_objection", "查看异议", "R40 A22", (_MEMBER, _ASSESSORS, _AUDITOR)),
    Permission("see_objections", "查看本支部的异议", "R41 A22", (_ASSESSORS, _AUDITOR)),
    Permission("see_correction", "查看笔误更正", "R77 A22", (_MEMBER, _RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_corrections", "查看本支部的笔误更正", "R77 A22", (_RECORDER, _ASSESSORS, _AUDITOR)),
    Permission("see_record_desk", "查看登记台", "R30", (_RECORDER, _AUDITOR)),
    Permission("see_assess_desk", "查看初评台", "R34", (_ASSESSORS, _AUDITOR)),
    Permission("see_meeting", "查看会议", "R36 R67", (_EVERYONE_HERE, _AUDITOR)),
    Permission("see_posting_admin", "查看公示办理情况", "R39 R65", (_SECRETARY, _AUDITOR)),
    Permission(
        "see_year",
        "查看年度办理情况",
        "R44 R60",
        (_LEADERS, _AUDITOR),
    ),
    # Above the branches: the process of all of them, points only in what is posted or filed.
    Permission("see_superior_desk", "查看上级审核", "R45 A34", (_SUPERIOR, Grant((Role.AUDITOR,), _BELOW))),
    Permission("see_filing", "查看报送的年度积分", "R45 R84 A34", (_LEADERS, _SUPERIOR, _AUDITOR)),
    Permission("see_posted_sheet", "查看期满的公示单", "R39 A22 A34", (_EVERYONE_HERE, _SUPERIOR, _AUDITOR)),
    # Every member sees who holds which office since when.
    Permission(
        "see_roster", "查看名册和任职", "R29 R64", (_EVERYONE_HERE, _AUDITOR, _ADMINISTRATOR, _SUPERIOR)
    ),
    Permission("see_standard", "查看积分标准", "R28 R66", (Grant(tuple(Role), _ANYWHERE),)),
)

PERMISSIONS: Final[dict[str, Permission]] = {permission.verb: permission for permission in _TABLE}


def may(*, verb: str, roles: frozenset[Role], relation: Relation, own_matter: bool) -> Answer:
    """Whether someone holding `roles` today may do `verb`, and why.

    `relation` is how the thing stands to that person; NONE is never allowed
    (pages answer 404). `own_matter`: it is that person's own matter, or one they
    reported or decided earlier (A31); relation SELF says so already. KeyError for
    a verb that is not in the table.
    """
    permission = PERMISSIONS[verb]
    if relation is Relation.NONE:
        return Answer(False, "没有找到这项内容。请核对网址，或从首页重新进入。")
    held = [
        role
        for grant in permission.grants
        for role in grant.roles
        if role in roles and relation in grant.relations
    ]
    if not held:
        return Answer(False, _why_not(permission, roles, relation))
    if not permission.own_matter and (own_matter or relation is Relation.SELF):
        return Answer(False, _why_not_own(permission))
    return Answer(True, f"您是{ROLE_NAMES[held[0]]}，可以{permission.name}。")


def _why_not(permission: Permission, roles: frozenset[Role], relation: Relation) -> str:
    granted = tuple(dict.fromkeys(role for grant in permission.grants for role in grant.roles))
    if not granted:
        return f"{permission.name}到期自动办理，不由人操作。"
    if permission.verb.startswith("see_"):
        return _not_open(permission)
    if roles.isdisjoint(granted):
        offices = "、".join(ROLE_NAMES[role] for role in granted)
        return f"{permission.name}由{offices}办理，您现在不担任这一职务。有需要的，请与他们联系。"
    if _MEMBER in permission.grants:
        return f"您只能为本人{permission.name}，别人的由别人自己办理。"
    if relation is Relation.SUBORDINATE:
        return f"{permission.name}由那个支部自己办理，您的职务不在那里。"
    return f"您的职务不能在这里{permission.name}。请从首页查看您可以办理的事。"


def _not_open(permission: Permission) -> str:
    """A page is not done by an office but open to it; MEMBER among those about themselves reads as the one concerned."""
    who = [
        "本人" if grant is _MEMBER else ROLE_NAMES[role]
        for grant in permission.grants
        for role in grant.roles
    ]
    what, open_to = permission.name.removeprefix("查看"), "、".join(dict.fromkeys(who))
    return f"{what}只对{open_to}开放。需要了解的，请与支部书记联系。"


_NOT_ON_OWN: Final = {
    "propose_correction": "本人事项，不能由您提出笔误更正。请由支部书记或积分记录员中的另一位提出。",
    "report": "本人事项，不能由您自己报告。请在“申报”里申报。",
    "see_reporter": "本人事项，报告人不对您公开。有话要说的，请写在答复里。",
}


def _why_not_own(permission: Permission) -> str:
    if permission.verb == "assess_batch":
        return "其中有本人事项，不能由您初评。请先取消选择这几件，由其他支部委员办理。"
    return _NOT_ON_OWN.get(permission.verb, f"本人事项，不能由您{permission.name}。请由其他支部委员办理。")
