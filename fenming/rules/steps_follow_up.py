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
