"""Offices, and how a thing stands to the one who acts (R29, R60, A34)."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """An office, or plain membership."""

    MEMBER = "member"
    RECORDER = "recorder"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    LEADING_GROUP = "leading_group"
    GENERAL_OFFICER = "general_officer"
    SUPERIOR_REVIEWER = "superior_reviewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    HANDLER = "handler"  # named by the committee above for one thing; no dated office


class Relation(StrEnum):
    """How the thing stands to the one who acts: about that person, in the branch, below it, what one was named for, elsewhere."""

    SELF = "self"
    BRANCH = "branch"
    SUBORDINATE = "subordinate"
    NAMED = "named"
    NONE = "none"


ROLE_NAMES: Final[dict[Role, str]] = {
    Role.MEMBER: "党员",
    Role.RECORDER: "积分记录员",
    Role.COMMITTEE: "支部委员",
    Role.SECRETARY: "支部书记",
    Role.LEADING_GROUP: "领导小组成员",
    Role.GENERAL_OFFICER: "党总支委员",
    Role.SUPERIOR_REVIEWER: "上级审核人",
    Role.AUDITOR: "监督检查人",
    Role.ADMINISTRATOR: "系统管理员",
    Role.HANDLER: "上级指定的办理人",
}

RELATION_NAMES: Final[dict[Relation, str]] = {
    Relation.SELF: "本人",
    Relation.BRANCH: "本支部",
    Relation.SUBORDINATE: "下级支部",
    Relation.NAMED: "指定的一件",
    Relation.NONE: "别处",
}
