"""The tables of steps of what follows a year: talks, dated corrections, handling (R55–R59). Rows for `steps`."""

from typing import Final

_NEW: Final = "new"

TALK: Final = (
    (_NEW, "hold_talk", "held", "支部书记", "R55 A29", "谈话之后"),
    ("held", "acknowledge_talk", "acknowledged", "本人", "R55", "没有期限；签收不等于同意"),
)
