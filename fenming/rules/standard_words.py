"""The settings of a standard in words: what each is about, and what each of its values says (A1–A36)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fenming.rules.standard_model import Standard
from fenming.rules.standard_settings import ARITHMETIC

SETTING_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "bonus_mode": ("A1", "加分怎样计"),
    "base_release": ("A2", "基础分何时给"),
    "base_loss": ("A3", "基础分没做到怎样记"),
    "duty_failure": ("A4", "履职没完成怎样记"),
    "bonus_stacking": ("A6", "同一成果多次认可"),
    "bonus_cap": ("A7", "加分单独的上限"),
    "item_floor": ("A8", "对着项目的扣分"),
    "veto_period": ("A9", "一票否决管多久"),
    "veto_levels": ("A10", "一票否决的档次"),
    "cap_stage": ("A11", "封顶的先后"),
    "declare_day": ("A12", "每月申报到次月"),
    "reports": ("A14", "报告他人事项"),
    "reply_working_days": ("A14", "答复期"),
    "decision_rule": ("A15", "决议怎样通过"),
    "quorum": ("A15", "到会人数"),
    "recorder": ("A16", "积分记录员"),
    "year_start_month": ("A17", "年度从几月起"),
    "posting_working_days": ("A18", "公示期"),
    "proration": ("A19", "年中转入转出"),
    "min_months_for_grade": ("A19", "建议等次至少在支部"),
    "two_posts": ("A20", "一人两岗"),
    "exemption": ("A21", "免予积分"),
    "public_fields": ("A22", "公示列什么"),
    "mask_names": ("A22", "公示遮名"),
    "objection_working_days": ("A23", "公示后提异议"),
    "answer_working_days": ("A23", "答复异议"),
    "appeal_working_days": ("A23", "提出申诉"),
    "appeal_decision_working_days": ("A23", "申诉作出决定"),
    "grade_mode": ("A24", "积分与等次"),
    "appraisal_gate": ("A25", "评议以前"),
    "excellent_quota": ("A26", "“优秀”过多时"),
    "excellent_warn": ("A26", "提醒的界限"),
    "rounding_before_grade": ("A27", "定等次前取整"),
    "top_percent": ("A28", "靠前的名单"),
    "bottom_list": ("A28", "靠后的名单"),
    "bottom_percent": ("A28", "靠后的名额"),
    "bottom_min_ranked": ("A28", "列靠后至少参加排序"),
    "bottom_requires_grade_below": ("A29", "合格以上不处理"),
    "probation_outcome": ("A30", "预备党员转正"),
    "grade_in_year": ("A32", "年度中间的等次"),
    "new_version": ("A33", "年度中间换标准"),
    "late_fact": ("A35", "晚知道的事"),
    "ranking_ties": ("A36", "同分的位次"),
}
"""Every setting: which open question it answers, and what it is called."""

_UNITS: Final[Mapping[str, str]] = {
    "declare_day": "{} 日",
    "year_start_month": "{} 月",
    "min_months_for_grade": "{} 个月",
    "top_percent": "前 {}%",
    "bottom_percent": "{}%",
    "bottom_min_ranked": "{} 人",
    "excellent_warn": "超过 {}",
}
_VALUES: Final[Mapping[str, str]] = {
    "separate": "单列一类",
    "at_start": "年初给满",
    "as_deduction": "记一笔扣分",
    "no_credit": "只是不得分",
    "highest": "只取最高",
    "stop_at_zero": "扣完那一项为止",
    "unlimited": "不以那一项为限",
    "year": "作出决定的那一年",
    "one": "一档，计零",
    "by_degree": "分档",
    "net": "先减扣分，再封顶",
    "gross_then_deduct": "先封顶，再减扣分",
    "half_of_eligible": "超过应到会表决权的半数",
    "more_than_half": "超过半数",
    "one_role": "就是专人，可不止一人",
    "main_type": "看主要岗位",
    "name_and_total": "姓名和总分",
    "suggest": "只给建议",
    "locked_and_announced": "第四季度锁定，积分公布",
    "warn": "提醒，不改动",
    "half_up": "四舍五入到整数",
    "floor": "舍去小数",
    "never": "从不列",
    "recorded": "由人决定，系统只记",
    "from_date": "从施行之日起",
    "open_month": "在开放的月份里办",
    "competition": "同位次，后面空出",
}
_OF_ONE: Final[Mapping[tuple[str, str], str]] = {
    ("bonus_cap", "none"): "没有",
    ("proration", "none"): "不折算",
    ("rounding_before_grade", "none"): "不取整",
    ("grade_in_year", "none"): "不给",
    ("reports", "on"): "可以",
    ("exemption", "on"): "可以申请",
    ("mask_names", "off"): "不遮",
    ("bottom_list", "off"): "支部决议以前不列",
    ("bottom_requires_grade_below", "on"): "是",
}


def settings_in_words(standard: Standard) -> dict[str, tuple[str, ...]]:
    """By open question, each setting with the value it has in this standard: ``{"A12": ("每月申报到次月 5 日",)}``."""
    found: dict[str, tuple[str, ...]] = {}
    for key, (code, label) in SETTING_WORDS.items():
        value = getattr(standard if key in ARITHMETIC else standard.settings, key)
        found[code] = (*found.get(code, ()), f"{label}：{value_in_words(key, value)}")
    return found


def value_in_words(key: str, value: str | int) -> str:
    """One value of a setting as people say it; KeyError for a value that no standard may have."""
    if key.endswith("_working_days"):
        return f"{value} 个工作日"
    if key in _UNITS:
        return _UNITS[key].format(value)
    return _OF_ONE.get((key, str(value))) or _VALUES[str(value)]
