"""The tables of steps of what follows a year: talks, dated corrections, handling (R55–R59). Rows for `steps`."""

from typing import Final

_NEW: Final = "new"

TALK: Final = (
    (_NEW, "hold_talk", "held", "支部书记", "R55 A29", "谈话之后"),
    ("held", "acknowledge_talk", "acknowledged", "本人", "R55", "没有期限；签收不等于同意"),
)

RECTIFICATION: Final = (
    (_NEW, "set_rectification", "open", "支部书记", "R56 A29"),
    ("open", "report_rectification", "open", "本人", "R56", "到期之前；到期之后仍可以报告"),
    ("open", "extend_rectification", "open", "书记或支委", "R56", "写明理由；到期日只往后"),
    ("open", "pass_rectification", "done", "书记或支委", "R56", "检查之后；到期不自动作结"),
    ("open", "fail_rectification", "not_done", "书记或支委", "R56", "检查之后；到期不自动作结"),
)

_TO_DECIDE: Final = "先听取本人意见"

DISPOSAL: Final = (
    (_NEW, "propose_disposal", "drafted", "书记或支委", "R58", "等次为不合格的"),
    ("drafted", "answer_disposal", "drafted", "本人", "R58 R67", "作出决定以前"),
    ("drafted", "hear_disposal", "drafted", "书记或支委", "R58", "作出决定以前"),
    ("drafted", "decide_disposal", "decided", "书记或支委录入组织的决定", "R58", _TO_DECIDE),
    ("decided", "decide_disposal", "decided", "书记或支委录入组织的决定", "R58", "报送以前可以改正"),
    ("decided", "file_disposal", "submitted", "书记或支委", "R59 R84"),
    ("submitted", "accept_disposal", "filed", "上级审核人", "R59 R84"),
    ("submitted", "return_disposal", "returned", "上级审核人", "R59 R84", "写明意见"),
    ("returned", "decide_disposal", "decided", "书记或支委录入组织的决定", "R58 R84", "按上级的意见"),
)
