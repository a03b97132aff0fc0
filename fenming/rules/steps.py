"""The tables of steps, one for everything that has states: read them beside the plan (四.3, R29–R45).

`who`, `clause` and `deadline` are for the reader and for the generated page docs/workflow.md.
"""

from dataclasses import dataclass
from typing import Final

from fenming.rules import steps_paper
from fenming.rules.steps_follow_up import DISPOSAL, RECTIFICATION, TALK
from fenming.rules.steps_inquiry import INQUIRY

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
_WHO_ASKS = "书记、支委，没有别人可以办理时也可由本人"
_REPLY_TERM = "收到之日后 5 个工作日内"
_BY_HAND = "本人没有账号，告知书当面送达"
_ON_PAPER = f"本人没有账号，凭签字的书面意见；{_REPLY_TERM}"
_OBJECTIONS = "公示期满后 5 个工作日，异议都已办结"

_MATTER = _steps(
    "matter",
    (NEW, "save", "draft", "党员", "R31"),
    (NEW, "declare", "declared", "党员", "R31 R32", "次月 5 日前（A12）"),
    (NEW, "report", "declared", "党员", "R32 A14", "所属月份初评完成前；报告人不公开"),
    (NEW, "record", "declared", "记录员", "R29 R30", "所属月份初评完成前"),
    ("draft", "declare", "declared", "党员", "R31", "次月 5 日前（A12）"),
    ("draft", "withdraw", "withdrawn", "党员", "R67"),
    ("declared", "reply", "declared", "本人", "R23 A14", _REPLY_TERM),
    ("declared", "hand_over", "declared", "书记或记录员", "R23 R67 A14", _BY_HAND),
    (
        "declared",
        "reply_for",
        "declared",
        "书记或记录员",
        "R23 R67 A14",
        f"本人没有账号，凭签字的书面答复；{_REPLY_TERM}",
    ),
    ("declared", "withhold_text", "declared", "本人", "R67 A22", "大会评定前"),
    ("declared", "withdraw", "withdrawn", "申报人", "R67", "初评前"),
    ("declared", "attach_evidence", "declared", "本人或记录员", "R30 R74"),
    ("declared", "remove_evidence", "declared", "提交的人", "R67 R74", "初评前"),
    ("declared", "assess_accept", "assessed", "支委", "R34", "每月的会上；扣分须先答复或期满（A14）"),
    ("declared", "assess_change", "assessed", "支委", "R34 R75", "每月的会上；扣分须先答复或期满（A14）"),
    ("declared", "assess_refuse", "refused", "支委", "R34 R75", "每月的会上"),
    ("declared", "assess_return", "returned", "支委", "R34", "每月的会上"),
    ("declared", "ask_handler", "declared", _WHO_ASKS, "R33 A31"),
    ("declared", "name_handler", "declared", "上级审核人", "R33 A31"),
    ("declared", "defer", "declared", "支部党员大会", "A15", "答复期未满等原因，下一次大会再议"),
    ("returned", "resubmit", "declared", "申报人", "R31 R67", "所属月份初评完成前；过后转入开放的月份"),
    ("returned", "withdraw", "withdrawn", "申报人", "R67"),
    ("returned", "attach_evidence", "returned", "本人或记录员", "R30 R74"),
    ("returned", "remove_evidence", "returned", "提交的人", "R67 R74"),
    ("assessed", "attach_evidence", "assessed", "本人或记录员", "R30 R74", _BEFORE_MEETING),
    ("assessed", "assess_accept", "assessed", "支委", "R34", _BEFORE_MEETING),
    ("assessed", "assess_change", "assessed", "支委", "R34 R75", _BEFORE_MEETING),
    ("assessed", "assess_refuse", "refused", "支委", "R34 R75", _BEFORE_MEETING),
    ("assessed", "assess_return", "returned", "支委", "R34", _BEFORE_MEETING),
    ("assessed", "ask_handler", "assessed", _WHO_ASKS, "R33 A31", _BEFORE_MEETING),
    ("assessed", "name_handler", "assessed", "上级审核人", "R33 A31", _BEFORE_MEETING),
    ("assessed", "withhold_text", "assessed", "本人", "R67 A22", "大会评定前"),
    ("assessed", "determine_accept", "determined", "支部党员大会", "R37", "每季度的大会"),
    ("assessed", "determine_change", "determined", "支部党员大会", "R37 R76", "每季度的大会"),
    ("assessed", "determine_refuse", "refused", "支部党员大会", "R37 R76", "每季度的大会"),
    ("assessed", "defer", "assessed", "支部党员大会", "A15", "下一次大会再议"),
    # Decided is decided; only another members' meeting may take it up again (_REOPENING).
    ("determined", "decide_anew", "determined", "支部党员大会", "R76 R77", "提请重新审议之后"),
    ("determined", "refuse_anew", "refused", "支部党员大会", "R76 R77", "提请重新审议之后"),
    ("refused", "decide_anew", "determined", "支部党员大会", "R76 R77", "提请重新审议之后"),
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
    (
        NEW,
        "call_meeting",
        "called",
        "书记",
        "R33 R35",
        "支委会或支部会每月一次，党员大会每季度一次；开过的月会，月份初评完成前可补录",
    ),
    ("called", "circulate_agenda", "called", "书记", "R36 R67", "会前"),
    ("called", "move_meeting", "called", "书记", "R35", "会前"),
    ("called", "cancel_meeting", "cancelled", "书记", "R35", "会前"),
    ("called", "add_topic", "called", "书记或记录员", "R36"),
    ("called", "drop_topic", "called", "书记或记录员", "R36"),
    ("called", "mark_attendance", "called", "书记或记录员", "R37"),
    ("called", "open_meeting", "open", "书记", "R35 A15", "到会有表决权的超过半数"),
    ("open", "mark_attendance", "open", "书记或记录员", "R37"),
    ("open", "decide", "open", "书记或记录员录入", "R37 A15"),
    ("open", "add_topic", "open", "书记或记录员", "R36"),
    ("open", "drop_topic", "open", "书记或记录员", "R36"),
    ("open", "note_topic", "open", "书记或记录员", "R37"),
    ("open", "close_meeting", "closed", "书记", "R37 R38", "议程都已有结果"),
    ("closed", "add_addendum", "closed", "书记或记录员", "R37", "会议记录本身不再改动"),
)

_QUARTER = _steps(
    "quarter",
    (NEW, "open", "open", "系统", "R35", "每季度第一天"),
    ("open", "enter_opening", "taken_over", "书记", "A17 R61", "第一次大会之前，一次"),
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
    ("settled", "sign_off", "settled", "书记、领导小组成员", "R44 R60", "公布前"),
    ("settled", "announce", "announced", "书记", "R47 R82", "书记和领导小组过半数签署后，民主评议前"),
    ("announced", "appraise", "appraised", "书记录入", "R46 A24", "公布之后召开的党员大会上评议"),
    ("appraised", "appraise", "appraised", "书记录入", "R46 A24", "报送前"),
    ("appraised", "file_year", "filed", "书记", "R45 R84"),
    ("filed", "accept_filing", "accepted", "上级审核人；另用一套系统的，书记凭回执登记", "R45 R84"),
    ("filed", "return_filing", "returned", "上级审核人；另用一套系统的，书记凭回执登记", "R45 R84"),
    ("returned", "appraise", "returned", "书记录入", "R46 A24", "再次报送前"),
    ("returned", "file_year", "filed", "书记", "R45 R84"),
    # What a finding or a lifted veto moved after the settlement is settled again and goes the same way once more.
    ("settled", "settle_again", "settled", "书记", "R44 R77", "结算之后台账有变动"),
    ("announced", "settle_again", "settled", "书记", "R44 R77", "结算之后台账有变动"),
    ("appraised", "settle_again", "settled", "书记", "R44 R77", "结算之后台账有变动"),
    ("returned", "settle_again", "settled", "书记", "R44 R77", "结算之后台账有变动"),
    ("accepted", "settle_again", "settled", "书记", "R44 R77", "结算之后台账有变动"),
    ("accepted", "propose_uses", "accepted", "书记或领导小组成员", "R52 R54 A28", "备案之后"),
)

# The last decision holds. After a correcting settlement a new list is drawn up and every name decided on anew.
_DECIDERS = "书记或领导小组成员，不是本人"
_USE = _steps(
    "use",
    (NEW, "propose_uses", "proposed", "书记或领导小组成员", "R52 R54 A28", "年度备案之后"),
    ("proposed", "confirm_use", "confirmed", _DECIDERS, "R52 R53 R54 A28", "取消资格的，先听取本人意见"),
    ("proposed", "strike_use", "struck", _DECIDERS, "R52 R53 R54 A28 A29"),
    ("confirmed", "strike_use", "struck", _DECIDERS, "R52 R53 R54 A28"),
    ("struck", "confirm_use", "confirmed", _DECIDERS, "R52 R53 R54 A28", "取消资格的，先听取本人意见"),
    ("confirmed", "record_incentive", "confirmed", _DECIDERS, "R53", "只对激励关怀"),
)

_VETO = _steps(
    "veto",
    (NEW, "propose_veto", "proposed", "书记或支委", "R24 R81", "有处理决定的文件"),
    ("proposed", "answer_veto", "proposed", "本人", "R24 R81", _REPLY_TERM),
    ("proposed", "hand_over_proposal", "proposed", "书记或支委", "R24 R67 R81", _BY_HAND),
    ("proposed", "answer_for", "proposed", "书记或支委", "R24 R67 R81", _ON_PAPER),
    ("proposed", "confirm_veto", "confirmed", "另一名书记或支委", "R24 R81 A10", "本人陈述后或期满后"),
    ("proposed", "decline_veto", "declined", "另一名书记或支委", "R81"),
    ("proposed", "ask_handler", "proposed", _WHO_ASKS, "R81 A31", "确认前"),
    ("proposed", "name_handler", "proposed", "上级审核人", "R81 A31", "确认前"),
    ("confirmed", "propose_lifting", "confirmed", "书记或支委", "R81 A9", "处理决定被撤销"),
    ("confirmed", "confirm_lifting", "lifted", "另一名书记或支委", "R81 A9"),
    ("confirmed", "ask_handler", "confirmed", _WHO_ASKS, "R81 A31", "提出解除后，确认前"),
    ("confirmed", "name_handler", "confirmed", "上级审核人", "R81 A31", "提出解除后，确认前"),
    ("confirmed", "decide_appeal", "lifted", "没有参与过的上级审核人", "R41 R81 A9", "申诉成立"),
)

_OBJECTION = _steps(
    "objection",
    (NEW, "object_to", "open", "党员", "R40 A23", "公示期内和期满后 5 个工作日内；过后须写明理由"),
    ("open", "withdraw_objection", "withdrawn", "提出人", "R40 R67", "答复前"),
    ("open", "note_hearing", "open", "没有参与原评定的支委", "R41", "答复前"),
    ("open", "ask_handler", "open", _WHO_ASKS, "R41 A31", "答复前"),
    ("open", "name_handler", "open", "上级审核人", "R41 A31", "答复前"),
    ("open", "find", "found", "没有参与原评定的支委", "R41 R42 A31", "收到之日后 10 个工作日内"),
    ("found", "acknowledge_finding", "found", "提出人", "R42"),
    ("found", "report_back", "found", "书记或记录员录入", "R43 R83", "下一次支部党员大会"),
    # What the committee above has found on the same thing ends it: the branch may not answer it once more.
    ("open", "decide_appeal", "overtaken", "上级审核人", "R41 A23", "同一件的申诉先有结论"),
    *steps_paper.OBJECTION,
)

_APPEAL = _steps(
    "appeal",
    (
        NEW,
        "appeal",
        "open",
        "党员",
        "R40 A23",
        "与异议同期，或支部答复、逾期后 10 个工作日内；过后须写明理由",
    ),
    ("open", "withdraw_appeal", "withdrawn", "提出人", "R40 R67", "答复前"),
    ("open", "ask_record", "open", "上级审核人", "R41 A23"),
    ("open", "give_record", "open", "书记或支委", "R41 A23", "收到之日后 5 个工作日内"),
    ("open", "hear_appeal", "open", "没有参与原评定的上级审核人", "R41", "答复前"),
    (
        "open",
        "decide_appeal",
        "decided",
        "没有参与原评定的上级审核人",
        "R41 R42 A31",
        "收到之日后 20 个工作日内",
    ),
    ("decided", "acknowledge_finding", "decided", "提出人", "R42"),
    ("decided", "report_back", "decided", "书记或记录员录入", "R43 R83", "下一次支部党员大会"),
    *steps_paper.APPEAL,
)

_CORRECTION = _steps(
    "correction",
    (NEW, "propose_correction", "proposed", "书记或记录员", "R77", "大会结束后、年度结算前"),
    ("proposed", "answer_correction", "proposed", "本人", "R23 R77", f"会少计分的，{_REPLY_TERM}"),
    ("proposed", "hand_over_proposal", "proposed", "书记或支委", "R23 R67 R77", _BY_HAND),
    ("proposed", "answer_for", "proposed", "书记或支委", "R23 R67 R77", _ON_PAPER),
    ("proposed", "confirm_correction", "confirmed", "另一名支委", "R77 A31", "会少计分的，须先答复或期满"),
    ("proposed", "decline_correction", "declined", "支委", "R77 A31"),
    ("proposed", "ask_handler", "proposed", _WHO_ASKS, "R77 A31", "复核前"),
    ("proposed", "name_handler", "proposed", "上级审核人", "R77 A31", "复核前"),
)

_REOPENING = _steps(
    "reopening",
    (NEW, "reopen", "proposed", "书记或支委", "R76 R77", "大会结束后、年度结算前"),
    ("proposed", "answer_reopening", "proposed", "本人", "R23 R77 A14", f"会少计分的，{_REPLY_TERM}"),
    ("proposed", "hand_over_proposal", "proposed", "书记或支委", "R23 R67 R77 A14", _BY_HAND),
    ("proposed", "answer_for", "proposed", "书记或支委", "R23 R67 R77 A14", _ON_PAPER),
    ("proposed", "drop_reopening", "dropped", "书记或支委", "R77", "大会表决前"),
    ("proposed", "decide_anew", "decided", "支部党员大会", "R37 R76 A14 A15", "会少计分的，须先答复或期满"),
    ("proposed", "keep", "kept", "支部党员大会", "R37 A15"),
    ("proposed", "defer", "proposed", "支部党员大会", "A15", "下一次大会再议"),
)

TABLES: Final[dict[str, tuple[Step, ...]]] = {
    "matter": _MATTER,
    "month": _MONTH,
    "meeting": _MEETING,
    "quarter": _QUARTER,
    "posting": _POSTING,
    "year": _YEAR,
    "objection": _OBJECTION,
    "appeal": _APPEAL,
    "correction": _CORRECTION,
    "reopening": _REOPENING,
    "veto": _VETO,
    "talk": _steps("talk", *TALK),
    "rectification": _steps("rectification", *RECTIFICATION),
    "disposal": _steps("disposal", *DISPOSAL),
    "use": _USE,
    "inquiry": _steps("inquiry", *INQUIRY),
}
