"""An objection told in order: its three figures, where it stands, and what happened when."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.pages.parts import FigureCell, Said, TimelineStep
from fenming.queries.appeal_view import AppealPage
from fenming.queries.contested import Answer, Heard, Judged
from fenming.queries.contested_words import changed_words, handled_by
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import day_name


def figures_of(view: ObjectionPage | AppealPage) -> tuple[FigureCell, ...]:
    """申报 | 初评 | 评定 as they stood when the objection came; none for something left out."""
    if view.claimed_centi is None and view.determined is None:
        return ()
    judged = view.assessed
    return (
        FigureCell("申报", view.claimed_centi, ""),
        _cell("初评", judged, f"{judged.by}，{day_name(judged.on)}" if judged else ""),
        _cell(
            "评定", view.determined, f"党员大会，{day_name(view.determined.on)}" if view.determined else ""
        ),
    )


def _cell(label: str, judged: Judged | None, by: str) -> FigureCell:
    if judged is None:
        return FigureCell(label, None, "")
    return FigureCell(label, judged.points_centi, by, f"理由：{judged.reason}" if judged.reason else "")


def standing_of(view: ObjectionPage) -> tuple[str, str, str]:
    """Mark, word, and who acts next by when."""
    if view.state == "withdrawn":
        return "withdrawn", "已撤回", "本人撤回了这件异议，不再核实。"
    if view.state == "overtaken":
        return "done", "上级已答复", "上级已经就同一件作出申诉决定，支部不再另行答复。"
    if view.answer is not None:
        until = f"，可提到{day_name(view.appeal_by)}" if view.today <= view.appeal_by else ""
        appeal = f"您不服的，可以向上级党组织申诉{until}。" if view.may_appeal else ""
        if view.awaits_slip:
            appeal = "本人没有账号，请打印答复书当面送达，请本人在末尾的回执上签收，再登记。"
        return "done", f"已答复：{view.answer.word}", f"{changed_words(view.answer)}{appeal}"
    if view.overdue:
        due = f"答复期限到{day_name(view.answer_by)}，已经过了，支部还没有答复。"
        straight = f"您可以向上级党组织申诉，可提到{day_name(view.appeal_by)}。" if view.may_appeal else ""
        return "waiting", "逾期未答复", due + (straight or ("" if view.own else "请尽快答复。"))
    return "waiting", "核实中", f"由{handled_by(view)}核实，{day_name(view.answer_by)}前答复。"


def timeline_of(view: ObjectionPage) -> tuple[TimelineStep, ...]:
    """What happened, then what is to come."""
    late = (Said(f"迟交的原因：{view.late_reason}"),) if view.late_reason else ()
    filed = timezone.localdate(view.filed_at)
    on_paper = (
        f"，书面异议，签于{day_name(view.signed_on)}，由{view.entered_by}代录。" if view.signed_on else ""
    )
    first = TimelineStep(filed, "提出异议", f"{view.name}{on_paper}", (Said(view.text), *late))
    steps = [first, *heard(view.hearings)]
    if view.state == "withdrawn" and view.ended_at is not None:
        steps.append(withdrawn_step(view, view.ended_at))
        return tuple(steps)
    if view.state == "overtaken" and view.ended_at is not None:
        steps.append(
            TimelineStep(timezone.localdate(view.ended_at), "上级作出申诉决定", "支部不再另行答复。")
        )
        return tuple(steps)
    if view.answer is None:
        by = f"由{handled_by(view)}办理。"
        return (*steps, TimelineStep(view.answer_by, "答复期限", by, awaited=True))
    return (*steps, *_answered(view.answer))


def withdrawn_step(view: ObjectionPage | AppealPage, at: datetime) -> TimelineStep:
    """Taken back by the member, here or on a paper that somebody entered."""
    by = view.name
    if view.withdrawal_signed_on is not None:
        by += f"，书面撤回，签于{day_name(view.withdrawal_signed_on)}，由{view.withdrawn_by}代录。"
    return TimelineStep(timezone.localdate(at), "撤回", by)


def heard(hearings: tuple[Heard, ...]) -> list[TimelineStep]:
    """Whom those who look into it heard."""
    return [
        TimelineStep(one.on, f"听取意见：{one.who}", f"{one.by}记。", (Said(one.said),)) for one in hearings
    ]


def _answered(answer: Answer) -> list[TimelineStep]:
    said = (Said(f"理由：{answer.reason}"), Said(f"核实：{answer.inquiry}"))
    day = timezone.localdate(answer.at)
    by = f"核实人{answer.by}。{changed_words(answer)}"
    return [TimelineStep(day, f"答复：{answer.word}", by, said), *after(answer)]


def after(answer: Answer) -> list[TimelineStep]:
    """What followed an answer: the entries, the receipt, the report to the meeting."""
    day, steps = timezone.localdate(answer.at), []
    seqs = [str(seq) for seq in (answer.reversal_seq, answer.entry_seq) if seq is not None]
    if seqs:
        back = "原来的一笔用相反的分冲回，两笔都保留。" if answer.reversal_seq is not None else ""
        steps.append(TimelineStep(day, "入账", f"台账第 {'、'.join(seqs)} 号。{back}"))
    if answer.received_at is not None:
        slip = answer.received_on_slip
        on_slip = f"书面回执，签于{day_name(slip)}，由{answer.received_by}代录。" if slip else ""
        received = f"本人收到了答复。{on_slip}"
        steps.append(TimelineStep(timezone.localdate(answer.received_at), "签收", received))
    if answer.reported_on is not None:
        steps.append(TimelineStep(answer.reported_on, "会上通报", "在党员大会上通报了结论。"))
    else:
        steps.append(TimelineStep(None, "会上通报", "在下一次党员大会上通报结论。", awaited=True))
    return steps
