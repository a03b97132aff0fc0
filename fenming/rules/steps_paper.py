"""The steps of an objection and an appeal that others enter from the papers of members without an account. Rows for `steps`."""

from typing import Final

_NEW: Final = "new"
_BRANCH, _EITHER = "书记或记录员", "书记、记录员或上级审核人"

OBJECTION: Final = (
    (_NEW, "object_for", "open", _BRANCH, "R40 R67 A23", "本人没有账号，凭签字的书面异议；期限同本人提出"),
    ("open", "withdraw_objection_for", "withdrawn", _BRANCH, "R40 R67", "本人没有账号，凭签字的材料；答复前"),
    ("found", "acknowledge_for", "found", _BRANCH, "R42 R67", "本人没有账号，凭签字的回执"),
)

APPEAL: Final = (
    (_NEW, "appeal_for", "open", _EITHER, "R40 R67 A23", "本人没有账号，凭签字的书面申诉；期限同本人提出"),
    ("open", "withdraw_appeal_for", "withdrawn", _EITHER, "R40 R67", "本人没有账号，凭签字的材料；答复前"),
    ("decided", "acknowledge_for", "decided", _BRANCH, "R42 R67", "本人没有账号，凭签字的回执"),
)
