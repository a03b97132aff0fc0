"""A matter told in order: its three figures, where it stands, and what happened when."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from fenming.pages.parts import FigureCell, Said, TimelineStep
from fenming.queries.matter_view import Decision, MatterPage, Reply, Resubmission, Round, TakenUp
from fenming.queries.receipt import Receipt
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

_QUARTERS = "一二三四"


def figures_of(view: MatterPage) -> tuple[FigureCell, FigureCell, FigureCell]:
    """申报 | 初评 | 评定, each with who and when."""
    sent = f"{_on(view.resubmissions[-1].at)}重新提交" if view.resubmissions else _on(view.declared_at)
    claimed = FigureCell("申报", view.claimed_centi, f"{_who(view)}，{sent}")
    judged, decided = view.judged, view.decided
    assessed = FigureCell("初评", None, "")
    if judged is not None:
        points = 0 if judged.outcome == "refused" else judged.points_centi
        assessed = FigureCell("初评", points, f"{judged.by}，{_on(judged.at)}", _changed(judged.outcome))
    determined = FigureCell("评定", None, "")
    if decided is not None:
        points = 0 if decided.outcome == "refused" else decided.points_centi
        undone = "；已冲正，现计 0" if decided.reversed_seq else ""
        by = f"党员大会，{day_name(decided.meeting_on)}{undone}"
        determined = FigureCell("评定", points, by, _changed(decided.outcome))
    return claimed, assessed, determined


def standing_of(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    """Mark, word, and the sentences of what comes next and who is awaited."""
    if view.decided is not None and view.decided.reversed_seq:
        return "reversed", "已冲正", ("这一笔已用一笔相反的分冲回，对积分没有影响。两笔都保留在台账里。",)
    if view.state == "determined":
        return _determined(view)
    if view.state == "declared":
        return _declared(view)
    return _ELSEWHERE[view.state](view)


def _declared(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    assess = f"接下来由{view.assessor}初评，再由{quarter_name(view.quarter)}党员大会评定。"
    if view.awaits_notice:
        return _not_handed_over(view)
    if not view.awaits_reply or view.reply_by is None:
        if view.decisions and view.decisions[-1].outcome == "deferred":
            return "deferred", "缓议", (f"上次大会决定缓议。{assess}",)
        return "declared", "已申报，等初评", (assess,)
    until = f"{day_name(view.reply_by)}前"
    if view.own:
        harm = "多扣" if view.loss_centi else "因此对您不利"
        calm = f"不答复不会{harm}，期满后支部照常初评。"
        return "yours", "待您答复", (f"请在{until}答复，说明情况或表示没有异议。{calm}",)
    return "awaiting_reply", "等本人答复", (f"本人可在{until}答复。答复后或期满，才能初评。",)


def _not_handed_over(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    if view.own:
        return "yours", "待您答复", ("请答复，说明情况或表示没有异议。您答复后，由支部初评。",)
    paper = "本人没有账号，告知书由记录员或书记打印，当面送达。"
    return "awaiting_reply", "等当面送达", (f"{paper}答复期从送达之日起算，答复后或期满，才能初评。",)


def _assessed(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    when = f"，会期{day_name(view.meeting_on)}" if view.meeting_on else ""
    later = "上次大会决定缓议。" if view.decisions else ""
    return "assessed", "已初评", (f"{later}接下来由{quarter_name(view.quarter)}党员大会评定{when}。",)


def _determined(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    posted = view.posted
    if posted is None:
        # decided anew, it is posted with the quarter of the later meeting
        quarter = view.decided.quarter if view.decided else view.quarter
        return "determined", "已评定", (f"接下来公示{quarter_name(quarter)}积分。",)
    if posted.locked_at is not None:
        return "locked", "已锁定", ("公示和异议期已满。再有错误，只能冲正更正，请告诉支部书记。",)
    if view.today <= posted.last_day:
        until = f"公示到{day_name(posted.last_day)}，异议可提到{day_name(posted.objection_until)}。"
        return "posted", "公示中", (until,)
    until = day_name(posted.objection_until)
    if view.today <= posted.objection_until:
        return "posted", "公示期满", (f"异议可提到{until}，之后锁定。",)
    return "posted", "公示期满", (f"异议期也在{until}满了，本季度的异议都办结后锁定。",)


def _refused(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    return "refused", "不认定", ("这件不计分，理由写在下面。本人有不同意见的，可在公示时提出异议。",)


def _returned(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    if view.by_hand or view.reply_by is not None:
        how = "这件请本人答复过，改了内容要重新告知：请撤回后重新登记或报告。"
    elif view.origin == "declared" and view.own:
        return "yours", "退您补充", ("支部退回了这件，意见写在下面。请您补充好，重新提交。",)
    elif view.origin == "declared":
        how = "请本人补充好，重新提交。"
    else:
        how = "请积分记录员补充好，重新提交。"
    return "returned", "退回补充", (f"支部退回了这件，意见写在下面。{how}",)


def _withdrawn(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    by = {"reported": "报告人", "recorded": "积分记录员"}.get(view.origin, "申报人")
    again = "仍要报的，可以另行申报。" if view.origin == "declared" else ""
    return "withdrawn", "已撤回", (f"这件已由{by}撤回，不再办理。{again}",)


def _draft(view: MatterPage) -> tuple[str, str, tuple[str, ...]]:
    return "draft", "草稿", ("还没有提交。",)


_ELSEWHERE = {
    "assessed": _assessed,
    "refused": _refused,
    "returned": _returned,
    "withdrawn": _withdrawn,
    "draft": _draft,
}


def timeline_of(view: MatterPage) -> tuple[TimelineStep, ...]:
    """What happened, in order; then what is to come."""
    steps = [_first(view), *_hearing(view)]
    dated = [(one.at, _round_step(one, view)) for one in view.rounds]
    dated += [(one.at, _resubmitted_step(one, view)) for one in view.resubmissions]
    steps += [step for _, step in sorted(dated, key=lambda pair: pair[0])]
    steps += [step for one in view.decisions for step in _decision_steps(one)]
    steps += [step for one in view.taken_up for step in _taken_up_steps(one, named=view.named)]
    if view.decided is not None and view.posted is not None:
        steps.append(_posting_step(view))
        if view.posted.locked_at is not None:
            steps.append(
                TimelineStep(timezone.localdate(view.posted.locked_at), "锁定", "公示和异议期已满。")
            )
    if view.withdrawn_at is not None:
        steps.append(
            TimelineStep(timezone.localdate(view.withdrawn_at), "撤回", view.declared_by or "报告人撤回。")
        )
    return tuple(_later_first(steps)) + tuple(_awaited(view))


def receipt_words(receipt: Receipt) -> tuple[str, ...]:
    """Who looks at it next, by when, and what to have at hand."""
    due = "" if receipt.late else f"{receipt.month}月的申报期到{day_name(receipt.due)}，"
    meeting = f"（会期{day_name(receipt.meeting_on)}）" if receipt.meeting_on else ""
    assess = f"{due}之后由支部初评，" if due else "申报期已过，这件标明迟报。接下来由支部初评，"
    sentences = [f"{assess}再由{quarter_name(receipt.quarter)}党员大会{meeting}评定。"]
    sentences.append("结果会出现在您的首页；有改动的，写明理由。初评前您可以撤回。")
    if receipt.evidence:
        sentences.append(f"佐证：{receipt.evidence}，初评时要用。现在就可以提交文件，也可以当面交给支部。")
    return tuple(sentences)


def quarter_name(number: int) -> str:
    """``第三季度``."""
    return f"第{_QUARTERS[number - 1]}季度"


def outcome_words(outcome: str, points_centi: int) -> str:
    """``认定，1 分``, ``改为 0.5 分``, ``不认定``, ``退回补充``, ``缓议``."""
    points = f"{format_centi(points_centi)} 分"
    words = {"accepted": f"认定，{points}", "changed": f"改为 {points}", "refused": "不认定"}
    return words.get(outcome) or {"returned": "退回补充", "deferred": "缓议"}[outcome]


def _who(view: MatterPage) -> str:
    if view.origin == "reported":
        return "有人报告"
    return "支部记录" if view.origin == "recorded" else view.declared_by or ""


def _on(moment: datetime) -> str:
    return day_name(timezone.localdate(moment))


def _changed(outcome: str) -> str:
    return {"changed": "有改动，理由见下", "refused": "不认定，理由见下"}.get(outcome, "")


def _first(view: MatterPage) -> TimelineStep:
    titles = {"declared": "申报", "recorded": "登记", "reported": "报告", "opening": "期初转入"}
    by = view.declared_by or "支部收到一份报告。报告人不公开。"
    by = f"积分记录员{by}登记。" if view.origin == "recorded" else by
    by = f"{by}按纸质表代报。" if view.on_behalf else by
    note = "申报期已过，标明迟报。" if view.late else ""
    day = timezone.localdate(view.declared_at)
    said = view.resubmissions[0].said_before if view.resubmissions else view.said
    return TimelineStep(day, titles[view.origin], by, (Said(said),), note)


def _hearing(view: MatterPage) -> list[TimelineStep]:
    steps = []
    if view.shown_on is not None and view.reply_by is not None:
        whom = "请您答复" if view.own else "请本人答复"
        how = f"告知书当面送达，由{view.handed_by}登记" if view.by_hand else "当日送达"
        steps.append(TimelineStep(view.shown_on, whom, f"{how}，可答复到{day_name(view.reply_by)}。"))
    if view.reply is not None:
        steps.append(_reply_step(view.reply, view.name, view.reply_by))
    return steps


def _reply_step(reply: Reply, name: str, until: date | None) -> TimelineStep:
    entered = timezone.localdate(reply.at)
    title = "答复：没有异议" if reply.agrees else "答复：有不同意见"
    in_time = until is None or (reply.signed_on or entered) <= until
    when = "在答复期内" if in_time else "答复期满后"
    paper = f"书面答复，签于{day_name(reply.signed_on)}，由{reply.by}代录。" if reply.signed_on else ""
    words = (Said(reply.text),) if reply.text else ()
    return TimelineStep(entered, title, f"{name}，{when}。{paper}", words)


def _round_step(one: Round, view: MatterPage) -> TimelineStep:
    clause = view.item.clause.replace("·", "")
    title = f"初评：{outcome_words(one.outcome, one.points_centi)}"
    words = (Said(f"理由：{one.reason}"),) if one.reason else ()
    return TimelineStep(timezone.localdate(one.at), title, f"支部，初评人{one.by}。依据{clause}。", words)


def _resubmitted_step(one: Resubmission, view: MatterPage) -> TimelineStep:
    by = f"{_who(view)}，申报 {format_centi(one.claimed_centi)} 分。"
    return TimelineStep(timezone.localdate(one.at), "重新提交", by, (Said(one.said),))


def _decision_steps(one: Decision) -> list[TimelineStep]:
    again = "重新评定" if one.reopening_id else "评定"
    title = "缓议" if one.outcome == "deferred" else f"{again}：{_determined_words(one)}"
    words = (Said(f"理由：{one.reason}"),) if one.reason else ()
    booked = f"台账第 {one.ledger_seq} 号" if one.ledger_seq else ""
    if one.takes_back:
        back = f"第 {one.takes_back[0]} 号冲回第 {one.takes_back[1]} 号"
        booked = f"{booked}；{back}" if booked else f"台账{back}"
    step = TimelineStep(one.meeting_on, title, _votes(one), words, booked)
    if one.reversed_seq is None or one.reversed_at is None:
        return [step]
    undone = f"台账第 {one.reversed_seq} 号，冲回第 {one.ledger_seq} 号；两笔都保留。"
    return [step, TimelineStep(timezone.localdate(one.reversed_at), "冲正", undone)]


def _taken_up_steps(one: TakenUp, *, named: bool) -> list[TimelineStep]:
    """Put before a meeting anew, whose page is not for who was `named`; how that ended where it changed nothing."""
    url, link = "" if named else reverse("reopening", args=[one.id]), "看提请的内容"
    day = timezone.localdate(one.proposed_at)
    steps = [
        TimelineStep(day, "提请重新审议", f"{one.proposed_by}。", (Said(one.reason),), url=url, link=link)
    ]
    if one.ended_at is not None:
        steps.append(TimelineStep(timezone.localdate(one.ended_at), f"重新审议：{one.word}", ""))
    return steps


def _determined_words(one: Decision) -> str:
    return outcome_words(one.outcome, one.points_centi).removeprefix("认定，")


def _votes(one: Decision) -> str:
    how = "逐项审议" if one.kind == "single" else "一并评定"
    start = f"{quarter_name(one.quarter)}党员大会，{how}；应到有表决权 {one.should_attend} 名，到会 {one.present} 名，"
    if one.without_objection:
        return f"{start}无异议通过。"
    return f"{start}同意 {one.ayes}、不同意 {one.nays}、弃权 {one.abstained}。"


def _posting_step(view: MatterPage) -> TimelineStep:
    posted = view.posted
    assert posted is not None
    by = f"到{day_name(posted.last_day)}；异议可提到{day_name(posted.objection_until)}。"
    url = reverse("posting_sheet", args=[posted.code])
    return TimelineStep(posted.first_day, "公示", by, url=url, link=f"公示编号 {posted.code}")


def _awaited(view: MatterPage) -> list[TimelineStep]:
    """The one step that comes next, with its day where it has one."""
    if view.awaits_notice:
        return [TimelineStep(None, "答复", "送达之后，由本人答复。", awaited=True)]
    if view.awaits_reply:
        return [TimelineStep(view.reply_by, "答复期满", "答复后或期满，由支部初评。", awaited=True)]
    if view.state == "declared":
        by = f"由{view.assessor}办理"
        by += f"，在{day_name(view.due)}申报期满之后。" if view.today <= view.due else "。"
        return [TimelineStep(None, "初评", by, awaited=True)]
    if view.state == "assessed":
        by = f"由{quarter_name(view.quarter)}党员大会办理。"
        return [TimelineStep(view.meeting_on, "评定", by, awaited=True)]
    if view.state == "determined" and view.posted is None:
        return [TimelineStep(None, "公示", "由支部书记办理。", awaited=True)]
    return []


def _later_first(steps: list[TimelineStep]) -> list[TimelineStep]:
    """In order of day; steps of one day stay as they are."""
    return sorted(steps, key=lambda step: step.day or date.max)
