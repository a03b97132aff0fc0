"""The words of the steps that follow a year (R55–R59), for `step_words`."""

from typing import Final

SUBJECTS: Final[dict[str, str]] = {"talk": "这次谈话"}

STATES: Final[dict[str, dict[str, str]]] = {
    "talk": {"new": "尚未登记", "held": "待签收", "acknowledged": "已签收"},
}

VERBS: Final[dict[str, str]] = {"hold_talk": "登记诫勉谈话", "acknowledge_talk": "签收谈话记录"}

TO_DO: Final[dict[tuple[str, str], str]] = {
    ("talk", "new"): "请先由支部书记登记谈话。",
    ("talk", "held"): "接下来由本人签收。",
    ("talk", "acknowledged"): "还有话要说的，请直接与支部书记谈。",
}
