"""The words of the steps that follow a year (R55–R59), for `step_words`."""

from typing import Final

SUBJECTS: Final[dict[str, str]] = {
    "talk": "这次谈话",
    "rectification": "这次限期整改",
    "disposal": "这次组织处理",
}

STATES: Final[dict[str, dict[str, str]]] = {
    "talk": {"new": "尚未登记", "held": "待签收", "acknowledged": "已签收"},
    "rectification": {"new": "尚未提出", "open": "整改中", "done": "已完成", "not_done": "未完成"},
    "disposal": {
        "new": "尚未提出",
        "drafted": "拟办",
        "decided": "已决定",
        "submitted": "已报送",
        "returned": "退回补正",
        "filed": "已备案",
    },
}

VERBS: Final[dict[str, str]] = {
    "hold_talk": "登记诫勉谈话",
    "acknowledge_talk": "签收谈话记录",
    "set_rectification": "要求限期整改",
    "report_rectification": "报告整改情况",
    "extend_rectification": "延长整改期限",
    "pass_rectification": "检查为整改完成",
    "fail_rectification": "检查为整改未完成",
    "propose_disposal": "提出组织处理",
    "answer_disposal": "对拟作处理陈述意见",
    "hear_disposal": "听取处理意见",
    "decide_disposal": "登记处理决定",
    "file_disposal": "报送处理备案",
    "accept_disposal": "备案组织处理",
    "return_disposal": "退回组织处理",
}

TO_DO: Final[dict[tuple[str, str], str]] = {
    ("talk", "new"): "请先由支部书记登记谈话。",
    ("talk", "held"): "接下来由本人签收。",
    ("talk", "acknowledged"): "还有话要说的，请直接与支部书记谈。",
    ("rectification", "new"): "请先由支部书记提出。",
    ("rectification", "open"): "请由书记或支委检查。",
    ("rectification", "done"): "这一次已经检查过，另有要改的请另行提出。",
    ("rectification", "not_done"): "这一次已经检查过，仍要整改的请另行提出。",
    ("disposal", "new"): "请先由书记或支委提出。",
    ("disposal", "drafted"): "请先听取本人意见，由组织作出决定后登记。",
    ("disposal", "decided"): "接下来请报上级党委备案。",
    ("disposal", "submitted"): "接下来由上级党委审核，请等备案或退回。",
    ("disposal", "returned"): "请按上级的意见重新作出决定，登记后再报送。",
    ("disposal", "filed"): "已经上级备案，这一次到此为止。",
}
