"""The steps: which verb leads from which state to which, for everything that has states.

Small tables that can be read beside the plan (四.3, R29–R45). They say what
follows what, never who may do it (that is `authority`) and never what else must
be true (a quorum, a reply term): `who` and `deadline` are for the reader and
for the generated page docs/workflow.md.
"""

from dataclasses import dataclass
from typing import Final

from fenming.rules.terms import Refused

NEW: Final = "new"
"""The state of a thing that is not there yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row: in state `source`, `verb` leads to `target`. `who`, `clause`, `deadline` explain it."""

    subject: str
    source: str
    verb: str
    target: str
    who: str
    clause: str
    deadline: str = ""


def _steps(subject: str, *rows: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(Step(subject, *row) for row in rows)


_BEFORE_MEETING = "评定它的大会开始前"
_REPLY_TERM = "收到之日后 5 个工作日内"
_OBJECTIONS = "公示期满后 5 个工作日，异议都已办结"

_MATTER = _steps(
    "matter",
    (NEW, "save", "draft", "党员", "R31"),
    (NEW, "declare", "declared", "党员", "R31 R32", "次月 5 日前（A12）"),
    (NEW, "record", "declared", "记录员", "R29 R30", "所属月份初评完成前"),
    ("draft", "declare", "declared", "党员", "R31", "次月 5 日前（A12）"),
    ("draft", "withdraw", "withdrawn", "党员", "R67"),
    ("declared", "reply", "declared", "本人", "R23 A14", _REPLY_TERM),
    ("declared", "withdraw", "withdrawn", "申报人", "R67", "初评前"),
    ("declared", "assess_accept", "assessed", "支委", "R34", "每月的会上；扣分须先答复或期满（A14）"),
    ("declared", "assess_change", "assessed", "支委", "R34 R75", "每月的会上；扣分须先答复或期满（A14）"),
    ("declared", "assess_refuse", "refused", "支委", "R34 R75", "每月的会上"),
    ("declared", "assess_return", "returned", "支委", "R34", "每月的会上"),
    ("declared", "defer", "declared", "支部党员大会", "A15", "答复期未满等原因，下一次大会再议"),
    ("returned", "resubmit", "declared", "申报人", "R31 R67", "所属月份初评完成前；过后转入开放的月份"),
    ("returned", "withdraw", "withdrawn", "申报人", "R67"),
    ("assessed", "assess_accept", "assessed", "支委", "R34", _BEFORE_MEETING),
    ("assessed", "assess_change", "assessed", "支委", "R34 R75", _BEFORE_MEETING),
    ("assessed", "assess_refuse", "refused", "支委", "R34 R75", _BEFORE_MEETING),
    ("assessed", "assess_return", "returned", "支委", "R34", _BEFORE_MEETING),
    ("assessed", "determine_accept", "determined", "支部党员大会", "R37", "每季度的大会"),
    ("assessed", "determine_change", "determined", "支部党员大会", "R37 R76", "每季度的大会"),
    ("assessed", "determine_refuse", "refused", "支部党员大会", "R37 R76", "每季度的大会"),
    ("assessed", "defer", "assessed", "支部党员大会", "A15", "下一次大会再议"),
)

_MONTH = _steps(
    "month",
    (NEW, "open", "open", "系统", "R31", "每月第一天"),
    ("open", "declare", "open", "党员", "R31", "次月 5 日前；过后到初评完成前仍可报，标明迟报（A12）"),
    ("open", "nothing_new", "open", "党员", "R31 A13", "次月 5 日前"),
    ("open", "record", "open", "记录员", "R29 R30"),
    ("open", "assess", "open", "支委", "R33 R34", "每月的会上"),
    ("open", "finish", "assessed", "支委", "R34", "每名党员都已初评"),
    ("assessed", "assess", "assessed", "支委", "R34", _BEFORE_MEETING),
)

_MEETING = _steps(
    "meeting",
    (NEW, "call_meeting", "called", "书记", "R35", "每季度一次"),
    ("called", "mark_attendance", "called", "书记或记录员", "R37"),
    ("called", "open_meeting", "open", "书记", "R35 A15", "到会有表决权的超过半数"),
    ("open", "mark_attendance", "open", "书记或记录员", "R37"),
    ("open", "decide", "open", "书记或记录员录入", "R37 A15"),
    ("open", "close_meeting", "closed", "书记", "R37 R38", "议程都已有结果"),
)

_QUARTER = _steps(
    "quarter",
    (NEW, "open", "open", "系统", "R35", "每季度第一天"),
    ("open", "call_meeting", "open", "书记", "R35"),
    ("open", "close_meeting", "determined", "书记", "R37 R38"),
    # A quarter may need a second meeting for what the first one left open.
    ("determined", "call_meeting", "determined", "书记", "R35"),
    ("determined", "close_meeting", "determined", "书记", "R37 R38"),
    ("determined", "post", "posted", "书记", "R39 R65", "没有未办的事项"),
    ("posted", "end_posting", "ended", "系统", "R39 A18", "满 5 个工作日"),
    ("ended", "lock", "locked", "系统", "R77 A23", _OBJECTIONS),
)

_POSTING = _steps(
    "posting",
    (NEW, "post", "posted", "书记", "R39 R65"),
    ("posted", "end_posting", "ended", "系统", "R39 A18", "满 5 个工作日"),
)

_YEAR = _steps(
    "year",
    (NEW, "open", "open", "系统", "R10 A17", "年度第一天"),
    ("open", "settle", "settled", "书记", "R44", "四个季度都已锁定"),
    ("settled", "announce", "announced", "书记", "R47 R82", "民主评议前"),
)

_TABLES: Final[dict[str, tuple[Step, ...]]] = {
    "matter": _MATTER,
    "month": _MONTH,
    "meeting": _MEETING,
    "quarter": _QUARTER,
    "posting": _POSTING,
    "year": _YEAR,
}

SUBJECTS: Final[tuple[str, ...]] = tuple(_TABLES)

SUBJECT_NAMES: Final[dict[str, str]] = {
    "matter": "这件事",
    "month": "这个月",
    "meeting": "这次大会",
    "quarter": "这个季度",
    "posting": "这次公示",
    "year": "这个年度",
}

STATE_NAMES: Final[dict[str, dict[str, str]]] = {
    "matter": {
        NEW: "尚未提出",
        "draft": "草稿",
        "declared": "已申报",
        "returned": "已退回",
        "assessed": "已初评",
        "determined": "已评定",
        "refused": "不认定",
        "withdrawn": "已撤回",
    },
    "month": {NEW: "尚未开始", "open": "开放", "assessed": "已初评"},
    "meeting": {NEW: "尚未召集", "called": "已召集", "open": "进行中", "closed": "已结束"},
    "quarter": {
        NEW: "尚未开始",
        "open": "开放",
        "determined": "已评定",
        "posted": "公示中",
        "ended": "公示期满",
        "locked": "已锁定",
    },
    "posting": {NEW: "尚未公示", "posted": "公示中", "ended": "公示期满"},
    "year": {NEW: "尚未开始", "open": "开放", "settled": "已结算", "announced": "已公布"},
}

VERB_NAMES: Final[dict[str, str]] = {
    "save": "存为草稿",
    "declare": "申报",
    "record": "登记",
    "reply": "答复",
    "withdraw": "撤回",
    "resubmit": "重新提交",
    "assess": "初评",
    "assess_accept": "初评认定",
    "assess_change": "初评改动",
    "assess_refuse": "初评不认定",
    "assess_return": "退回",
    "determine_accept": "评定",
    "determine_change": "改动后评定",
    "determine_refuse": "评定为不认定",
    "defer": "缓议",
    "open": "开始",
    "nothing_new": "报“本月无新增”",
    "finish": "完成初评",
    "call_meeting": "召集大会",
    "mark_attendance": "登记到会",
    "open_meeting": "开始大会",
    "decide": "作出决议",
    "close_meeting": "结束大会",
    "post": "公示",
    "end_posting": "结束公示",
    "lock": "锁定",
    "settle": "结算",
    "announce": "公布",
}

# What to do instead, by the state the thing is in.
_WHAT_TO_DO: Final[dict[tuple[str, str], str]] = {
    ("matter", NEW): "请先申报或登记。",
    ("matter", "draft"): "请先提交申报。",
    ("matter", "declared"): "接下来由支委会初评。",
    ("matter", "returned"): "请申报人撤回，补充后另行申报。",
    ("matter", "assessed"): "接下来由支部党员大会评定。",
    ("matter", "determined"): "评定有误的，只能冲正更正，请告诉支部书记。",
    ("matter", "refused"): "本人有不同意见的，可在公示时提出异议。",
    ("matter", "withdrawn"): "仍要报的，请在开放的月份另行申报，日期照实填发生的那一天。",
    ("month", NEW): "请等到这个月开始，或在开放的月份办理。",
    ("month", "open"): "请先初评每一名党员。",
    ("month", "assessed"): "请到开放的月份办理，日期照实填发生的那一天。",
    ("meeting", NEW): "请先召集大会。",
    ("meeting", "called"): "请先登记到会，再开始大会。",
    ("meeting", "open"): "请先逐项作出决议，再结束大会。",
    ("meeting", "closed"): "大会记录已经固定，要更正的请提交下一次大会。",
    ("quarter", NEW): "请等到这个季度开始。",
    ("quarter", "open"): "请先开完本季度的支部党员大会。",
    ("quarter", "determined"): "接下来请公示本季度积分。",
    ("quarter", "posted"): "请等公示期满。",
    ("quarter", "ended"): "异议期满、异议都办结后即锁定。",
    ("quarter", "locked"): "锁定之后只能冲正更正，请告诉支部书记。",
    ("posting", NEW): "请先开完支部党员大会，再公示。",
    ("posting", "posted"): "请等公示期满。",
    ("posting", "ended"): "公示内容保持原样，要更正的请另作冲正。",
    ("year", NEW): "请等到这个年度开始。",
    ("year", "open"): "请先锁定四个季度，再结算。",
    ("year", "settled"): "接下来请向党员公布年度积分。",
    ("year", "announced"): "要更正的，请另作更正结算。",
}

_NOT_ASSESSED = (
    "not_assessed",
    "这件事现在是“已申报”，还没有初评，大会不能评定。请先由支委会初评，或在会上决议缓议。",
)
_WAS_ASSESSED = ("already_assessed", "这件事现在是“已初评”，不能再撤回。要撤回的，请支委在大会前退回。")

# Refusals met often enough to deserve their own code and words.
_REFUSALS: Final[dict[tuple[str, str, str], tuple[str, str]]] = {
    ("matter", "declared", "determine_accept"): _NOT_ASSESSED,
    ("matter", "declared", "determine_change"): _NOT_ASSESSED,
    ("matter", "declared", "determine_refuse"): _NOT_ASSESSED,
    ("matter", "assessed", "withdraw"): _WAS_ASSESSED,
    ("month", "assessed", "declare"): (
        "month_assessed",
        "这个月现在是“已初评”，不能再申报。请到开放的月份申报，日期照实填发生的那一天。",
    ),
    ("month", "assessed", "nothing_new"): (
        "month_assessed",
        "这个月现在是“已初评”，不用再报“本月无新增”。有漏报的，请到开放的月份申报，日期照实填发生的那一天。",
    ),
    ("month", "assessed", "record"): (
        "month_assessed",
        "这个月现在是“已初评”，不能再登记。请登记到开放的月份，日期照实填发生的那一天。",
    ),
    ("quarter", "open", "post"): (
        "not_determined",
        "这个季度还没有评定，不能公示。请先开完本季度的支部党员大会。",
    ),
}


def next_state(*, subject: str, state: str, verb: str) -> str:
    """The state a thing is in after `verb`.

    Raises Refused, with a code and a sentence that says the state, why not and
    what to do, when the table has no such step; KeyError when there is no such
    subject, state or verb at all, which is a slip in the program.
    """
    for step in _TABLES[subject]:
        if step.source == state and step.verb == verb:
            return step.target
    raise _refusal(subject=subject, state=state, verb=verb)


def _refusal(*, subject: str, state: str, verb: str) -> Refused:
    name, action = STATE_NAMES[subject][state], VERB_NAMES[verb]
    known = _REFUSALS.get((subject, state, verb))
    if known is not None:
        return Refused(*known)
    what_to_do = _WHAT_TO_DO[subject, state]
    return Refused("wrong_state", f"{SUBJECT_NAMES[subject]}现在是“{name}”，不能{action}。{what_to_do}")


def steps_of(subject: str) -> tuple[Step, ...]:
    """All steps of a subject, in table order; KeyError when there is no such subject."""
    return _TABLES[subject]


def verbs_from(*, subject: str, state: str) -> tuple[str, ...]:
    """The verbs that lead on from a state, in table order; none when the thing has come to its end."""
    return tuple(step.verb for step in _TABLES[subject] if step.source == state)
