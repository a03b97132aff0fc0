"""The cards of the home page: one sentence, one date, one button for each thing that waits (R67)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from django.urls import reverse

from fenming.pages.points import quarters_in_words
from fenming.queries.figures import MatterFigures
from fenming.queries.home import Duty
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

Card = tuple[str, str, str, str]


def _declare(duty: Duty) -> Card:
    sentence = f"{duty.number}月您还没有申报；没有新增事项，也请报一下。"
    return (
        f"申报{duty.number}月积分事项",
        sentence,
        "去申报",
        f"{reverse('declare')}?month={duty.target}",
    )


def _reply(duty: Duty) -> Card:
    matter = cast(MatterFigures, duty.matter)
    what = "扣分" if matter.claimed_centi < 0 else "报告"
    figure = f"{'拟扣' if matter.claimed_centi < 0 else '报告'} {format_centi(abs(matter.claimed_centi))} 分"
    who = "有人向支部报告了您" if matter.origin == "reported" else "支部记录了您"
    sentence = f"{who}{day_name(matter.day)}的一件事：“{matter.said.rstrip('。')}”，{figure}，请您说明情况。"
    return f"答复一件{what}事项", sentence, "去答复", reverse("matter", args=[duty.target])


def _complete(duty: Duty) -> Card:
    matter = cast(MatterFigures, duty.matter)
    asked = (
        f"支部的意见：“{matter.assessed.reason.rstrip('。')}”。"
        if matter.assessed and matter.assessed.reason
        else ""
    )
    sentence = f"支部退回了您{day_name(matter.day)}的“{matter.said.rstrip('。')}”。{asked}请补充后重新提交。"
    return "补充一件退回的事项", sentence, "去补充", reverse("matter", args=[duty.target])


def _assess(duty: Duty) -> Card:
    matters = f"、{duty.matters} 件事项" if duty.matters else ""
    silent = f"，其中 {duty.silent} 名没有申报" if duty.silent else ""
    sentence = f"还有 {duty.waiting} 名党员{matters}待初评{silent}。"
    return f"初评{duty.number}月积分事项", sentence, "去初评", reverse("assess_month", args=[duty.target])


def _call_meeting(duty: Duty) -> Card:
    quarter = quarters_in_words([duty.number])
    sentence = f"{quarter}各月都已初评，有 {duty.matters} 件事项待党员大会评定。"
    if not duty.matters:
        sentence = f"{quarter}各月都已初评，可以召集党员大会了。"
    return f"召集{quarter}党员大会", sentence, "去召集", reverse("meetings")


def _hold_meeting(duty: Duty) -> Card:
    quarter, url = quarters_in_words([duty.number]), reverse("meeting", args=[duty.target])
    if duty.running:
        return f"继续{quarter}党员大会", "大会正在进行，议程办完后请结束大会。", "回到大会", url
    return f"开好{quarter}党员大会", "大会已经通知，到会人数够了即可开始。", "去开会", url


def _post(duty: Duty) -> Card:
    quarter = quarters_in_words([duty.number])
    return f"公示{quarter}积分", f"{quarter}积分已由党员大会评定，请公示。", "去公示", reverse("postings")


def _settle(duty: Duty) -> Card:
    sentence = "四个季度都已锁定，可以结算年度积分了。"
    return f"结算{duty.number}年度积分", sentence, "去结算", reverse("year", args=[duty.target])


# kind -> (title, sentence, button, name of the page, whether it takes the target); {n} is the duty's number, {name} whom it is about
_SAID: Final[dict[str, tuple[str, str, str, str, bool]]] = {
    "answer_veto": (
        "就拟一票否决陈述意见",
        "有处理决定拟对您实行一票否决。您可以陈述意见；不陈述不作为不利依据。",
        "去陈述", "veto", True,
    ),
    "answer_correction": (
        "答复一件笔误更正",
        "有一笔台账拟作笔误更正，您的分会减少。请看改动前后的内容，说明情况。",
        "去答复", "correction", True,
    ),
    "answer_reopening": (
        "答复一件重新审议",
        "您已有结果的一件事项提请党员大会重新审议，会少计分。请看提请的内容，说明情况。",
        "去答复", "reopening", True,
    ),
    "appeal_overdue": (
        "第 {n} 号申诉逾期未答复", "上级党组织没有在期限内作出决定，仍要办理。办理到哪一步，里面看得到。", "看申诉", "appeal", True,
    ),
    "receive_decision": (
        "签收第 {n} 号申诉的决定", "上级党组织已经作出决定，结论和理由写在里面，请签收。", "去签收", "appeal", True,
    ),
    "receive_answer": (
        "签收第 {n} 号异议的答复", "支部已经答复，结论和理由写在里面，请签收。签收不表示同意。", "去签收", "objection", True,
    ),
    "give_record": (
        "就第 {n} 号申诉向上级说明情况", "上级党组织请支部说明经过和材料，请在期限内答复。", "去说明", "appeal", True,
    ),
    "decide_appeal": (
        "办理第 {n} 号申诉", "下级支部的党员就本人积分申诉。请看材料、听取意见，作出决定并写明理由。", "去办理", "appeal", True,
    ),
    "find": ("答复第 {n} 号异议", "党员对本人积分提出异议，请核实后答复，结论和理由都要写明。", "去核实", "objection", True),
    "handle_objection": (
        "办理第 {n} 号异议", "有关同志回避，上级党组织指定您核实答复一件异议，结论和理由都要写明。", "去核实", "objection", True,
    ),
    "handle_matter": (
        "初评一件事项", "有关同志回避，上级党组织指定您初评一件事项，请看事由和材料，写明结果。", "去初评", "assess_matter", True,
    ),
    "handle_veto": (
        "确认一件一票否决", "有关同志回避，上级党组织指定您确认一件一票否决，请核对处理决定的原件。", "去确认", "veto", True,
    ),
    "handle_lifting": (
        "确认解除一票否决", "有关同志回避，上级党组织指定您确认解除一件一票否决，请核对撤销决定的原件。", "去确认", "veto", True,
    ),
    "handle_correction": (
        "复核一件笔误更正", "有关同志回避，上级党组织指定您复核一笔台账的笔误更正。", "去复核", "correction", True,
    ),
    "name_handler": ("指定办理人", "有 {n} 件事等上级指定办理人。", "去指定", "superior", False),
    "confirm_correction": (
        "复核一件笔误更正", "有一笔台账拟作笔误更正，要由提出人以外的一位复核。", "去复核", "correction", True,
    ),
    "confirm_veto": (
        "确认一件一票否决", "有处理决定拟实行一票否决，要由提出人以外的一位确认。", "去确认", "veto", True,
    ),
    "confirm_lifting": (
        "确认解除一票否决", "有一件一票否决拟解除，要由提出人以外的一位确认。", "去确认", "veto", True,
    ),
    "hold_monthly": ("开好{n}月的会议", "本月的会议已经召集，开完后请写好记录、结束会议。", "去开会", "meeting", True),
    "hand_over": (
        "当面送达{name}的告知书", "{name}没有账号。请打印告知书当面送达，再登记日期；答复期从送达之日起算。",
        "去打印", "matter_notice", True,
    ),
    "reply_for": (
        "等{name}的书面答复", "告知书已当面送达。收到签字的答复后请代录；没有答复的，期满照常初评。", "去代录", "matter_reply_for", True,
    ),
    "hand_over_veto": (
        "当面送达{name}的一票否决告知书", "{name}没有账号。请打印告知书当面送达，再登记日期；期限从送达之日起算。",
        "去打印", "veto_notice", True,
    ),
    "answer_veto_for": (
        "等{name}的书面意见", "一票否决的告知书已当面送达。收到签字的意见后请代录；没有意见的，期满照常办理。", "去代录", "veto_answer_for", True,
    ),
    "hand_over_correction": (
        "当面送达{name}的笔误更正告知书", "{name}没有账号。请打印告知书当面送达，再登记日期；期限从送达之日起算。",
        "去打印", "correction_notice", True,
    ),
    "answer_correction_for": (
        "等{name}的书面意见", "笔误更正的告知书已当面送达。收到签字的意见后请代录；没有意见的，期满照常办理。", "去代录", "correction_answer_for", True,
    ),
    "hand_over_reopening": (
        "当面送达{name}的重新审议告知书", "{name}没有账号。请打印告知书当面送达，再登记日期；期限从送达之日起算。",
        "去打印", "reopening_notice", True,
    ),
    "answer_reopening_for": (
        "等{name}的书面意见", "重新审议的告知书已当面送达。收到签字的意见后请代录；没有意见的，期满照常办理。", "去代录", "reopening_answer_for", True,
    ),
    "acknowledge_for": (
        "请{name}签收答复", "{name}没有账号。答复由书记打印后当面送达，本人在回执上签收，再登记。", "去登记", "acknowledge_for", True,
    ),
    "transfer_in": ("登记一名党员转入", "有党员的组织关系转来本支部，请登记转入。", "去登记", "receive_member", True),
    "turn_formal": ("讨论一名预备党员的预备期", "预备期将满，请提交支部党员大会讨论，再登记结果。", "看名册", "member", True),
    "confirm_year": ("核对{n}年度的任职、名册和标准", "新的年度已经开始，请核对沿用的内容，有变动的先改。", "去核对", "year_begin", True),
    "sign_off": ("签署{n}年度积分", "年度积分已经结算，请核对后签署，签署够了才能公布。", "去签署", "year", True),
    "announce": ("公布{n}年度积分", "{n}年度积分已经结算，还没有向党员公布。", "去公布", "year", True),
    "appraise": ("登记{n}年度民主评议等次", "年度积分已经公布，请在党员大会民主评议之后登记等次。", "去登记", "year_appraisal", True),
    "file_year": ("报送{n}年度积分备案", "民主评议等次已经登记，请报上级备案。", "去报送", "year", True),
    "decide_uses": (
        "决定年度名单上的人选", "积分运用的名单上有 {n} 条等决定。请逐人写明理由，确认或划去。", "去决定", "uses_year", True,
    ),
    "answer_enquiry": ("答复公示查询", "有 {n} 条读者的查询等支部答复。", "去答复", "enquiries", False),
    "acknowledge_talk": (
        "看一次谈话的记录", "支部书记登记了与您的一次谈话。请看记录，可以写下您的说明；签收不等于同意。", "去看", "talk", True,
    ),
    "rectify": (
        "按期整改并报告情况", "支部要求您在期限内整改。做到哪一步，可以随时报告；到期后由支部检查，不自动作结。", "去看", "rectification", True,
    ),
    "check_rectification": (
        "检查一件限期整改", "有一件限期整改要检查，结果和情况都要写明；需要延长的，写明理由。", "去检查", "rectification", True,
    ),
    "answer_disposal": (
        "对拟作处理陈述意见", "支部拟对您作组织处理，作出决定以前先听您的意见。可以书面陈述，也可以当面说。", "去陈述", "disposal", True,
    ),
    "file_disposal": (
        "报送一件组织处理", "有一件组织处理已经作出决定，或被上级退回，请办好报上级备案。", "去办理", "disposal", True,
    ),
    "accept_disposal": (
        "审核一件组织处理", "下级支部报送了一件组织处理，请审核后备案或退回。", "去审核", "disposal", True,
    ),
    "accept_filing": ("审核备案", "有 {n} 个支部报送的年度积分等审核。", "去审核", "superior", False),
}  # fmt: skip


def _said(title: str, sentence: str, button: str, page: str, takes_target: bool) -> Callable[[Duty], Card]:
    def card(duty: Duty) -> Card:
        url = reverse(page, args=[duty.target] if takes_target else [])
        given = {"n": duty.number, "name": duty.name}
        return title.format(**given), sentence.format(**given), button, url

    return card


CARDS: Final[dict[str, Callable[[Duty], Card]]] = {
    "declare": _declare,
    "reply": _reply,
    "complete": _complete,
    "assess": _assess,
    "call_meeting": _call_meeting,
    "hold_meeting": _hold_meeting,
    "post": _post,
    "settle": _settle,
    **{kind: _said(*words) for kind, words in _SAID.items()},
}
