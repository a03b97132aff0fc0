"""The words of the steps: what states and verbs are called, and what to do instead of a step that is not there."""

from typing import Final

from fenming.rules.steps import NEW

SUBJECT_NAMES: Final[dict[str, str]] = {
    "matter": "这件事",
    "month": "这个月",
    "meeting": "这次大会",
    "quarter": "这个季度",
    "posting": "这次公示",
    "year": "这个年度",
    "veto": "这次一票否决",
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
    "veto": {
        NEW: "尚未提出",
        "proposed": "待确认",
        "confirmed": "已确认",
        "declined": "未确认",
        "lifted": "已解除",
    },
    "year": {
        NEW: "尚未开始",
        "open": "开放",
        "settled": "已结算",
        "announced": "已公布",
        "appraised": "已评议",
        "filed": "已报送",
        "returned": "退回补正",
        "accepted": "已备案",
    },
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
    "sign_off": "签署",
    "announce": "公布",
    "propose_veto": "提出一票否决",
    "answer_veto": "陈述意见",
    "confirm_veto": "确认一票否决",
    "decline_veto": "不予确认",
    "propose_lifting": "提出解除",
    "confirm_lifting": "确认解除",
    "appraise": "登记民主评议等次",
    "file_year": "报送年度积分",
    "accept_filing": "备案",
    "return_filing": "退回年度积分",
    "settle_again": "更正结算",
}

# What to do instead, by the state the thing is in.
WHAT_TO_DO: Final[dict[tuple[str, str], str]] = {
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
    ("veto", NEW): "请先凭处理决定的文件提出。",
    ("veto", "proposed"): "请等本人陈述意见或期满，再由另一名书记或支委确认。",
    ("veto", "confirmed"): "处理决定被撤销的，请凭撤销的文件提出解除。",
    ("veto", "declined"): "有新的处理决定的，请凭文件另行提出。",
    ("veto", "lifted"): "有新的处理决定的，请凭文件另行提出。",
    ("year", NEW): "请等到这个年度开始。",
    ("year", "open"): "请先锁定四个季度，再结算。",
    ("year", "settled"): "接下来请书记和领导小组签署，再向党员公布。",
    ("year", "announced"): "接下来请召开党员大会民主评议，登记等次。",
    ("year", "appraised"): "接下来请报上级党委审核备案。",
    ("year", "filed"): "接下来由上级党委审核，请等备案或退回。",
    ("year", "returned"): "请按上级的意见改好，再报送一次。",
    ("year", "accepted"): "之后台账有变动的，请另作更正结算。",
}

_NOT_ASSESSED = (
    "not_assessed",
    "这件事现在是“已申报”，还没有初评，大会不能评定。请先由支委会初评，或在会上决议缓议。",
)
_WAS_ASSESSED = ("already_assessed", "这件事现在是“已初评”，不能再撤回。要撤回的，请支委在大会前退回。")

# Refusals met often enough to deserve their own code and words.
REFUSALS: Final[dict[tuple[str, str, str], tuple[str, str]]] = {
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
