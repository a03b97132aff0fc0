"""Who may do what, and why: the question every door asks of the table in `permissions`.

It answers yes or no with a reason and never bends the workflow: that an act is
allowed does not mean that it is due. Offices are those held on the day; the
caller finds them.
"""

from dataclasses import dataclass
from typing import Final

from fenming.rules.offices import RELATION_NAMES, ROLE_NAMES, Relation, Role
from fenming.rules.permissions import OWN_ONLY, PERMISSIONS, Grant, Permission

__all__ = [
    "PERMISSIONS", "RELATION_NAMES", "ROLE_NAMES", "Answer", "Grant", "Permission", "Relation", "Role", "may",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and a sentence that can be shown."""

    allowed: bool
    reason: str


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
    if OWN_ONLY in permission.grants:
        return f"您只能为本人{permission.name}，别人的由别人自己办理。"
    if relation is Relation.SUBORDINATE:
        return f"{permission.name}由那个支部自己办理，您的职务不在那里。"
    return f"您的职务不能在这里{permission.name}。请从首页查看您可以办理的事。"


def _not_open(permission: Permission) -> str:
    """A page is not done by an office but open to it; MEMBER among those about themselves reads as the one concerned."""
    who = [
        "本人" if grant is OWN_ONLY else ROLE_NAMES[role]
        for grant in permission.grants
        for role in grant.roles
    ]
    what, open_to = permission.name.removeprefix("查看"), "、".join(dict.fromkeys(who))
    return f"{what}只对{open_to}开放。需要了解的，请与支部书记联系。"


_NOT_ON_OWN: Final = {
    **dict.fromkeys(
        ("confirm_use", "strike_use", "record_incentive"),
        "您本人的，不能由您办理。请由支部书记或领导小组中的另一人办理。",
    ),
    "declare_for": "您本人的请在“申报”里自己报，不用按纸质表代报。",
    "hand_over": "本人事项，不能由您登记送达。请由另一位记录员或书记办理。",
    "hand_over_proposal": "本人的事，不能由您登记送达。请由另一位书记或支委办理。",
    "answer_for": "本人的事，请由您本人陈述或答复，不能代录。",
    "object_for": "本人的积分，请由您本人提出异议，不能代录。",
    "withdraw_objection_for": "本人的异议，请由您本人撤回，不能代录。",
    "appeal_for": "本人的积分，请由您本人申诉，不能代录。",
    "withdraw_appeal_for": "本人的申诉，请由您本人撤回，不能代录。",
    "acknowledge_for": "给您本人的答复，请由您本人签收，不能代录。",
    "reply_for": "本人事项，请由您本人答复，不能代录。",
    "nothing_new_for": "您本人的请在“申报”里自己报，不用按纸质表代报。",
    "propose_correction": "本人事项，不能由您提出笔误更正。请由支部书记或积分记录员中的另一位提出。",
    "reset_code": "本人的密码不能由您自己重置。请在页面右上角的账号里换成新的密码。",
    "report": "本人事项，不能由您自己报告。请在“申报”里申报。",
    "see_reporter": "本人事项，报告人不对您公开。有话要说的，请写在答复里。",
}


def _why_not_own(permission: Permission) -> str:
    if permission.verb == "assess_batch":
        return "其中有本人事项，不能由您初评。请先取消选择这几件，由其他支部委员办理。"
    return _NOT_ON_OWN.get(permission.verb, f"本人事项，不能由您{permission.name}。请由其他支部委员办理。")
