"""An appeal told in order: where it stands, and what happened when, as far as the viewer may read it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fenming.pages.objection_words import after, heard, withdrawn_step
from fenming.pages.parts import Said, TimelineStep
from fenming.queries.appeal_view import AppealFile, AppealPage, Asked, Before, Vetoed
from fenming.queries.appealable import Chosen
from fenming.queries.contested import Answer
from fenming.queries.contested_words import outcome_words
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import format_centi


def standing_of(view: AppealPage) -> tuple[str, str, tuple[str, ...]]:
    """Mark, word, and who acts next by when."""
    if view.state == "withdrawn":
        return "withdrawn", "已撤回", ("本人撤回了这件申诉，不再办理。",)
    if view.answer is not None:
        return "done", f"已答复：{view.answer.word}", (outcome_words(view, view.answer),)
    sentences = [_clock(view)]
    if view.waiting is not None:
        sentences.append(_asked_now(view.waiting, view.today))
    return "waiting", "逾期未答复" if view.overdue else "办理中", tuple(sentences)


def _clock(view: AppealPage) -> str:
    if view.overdue:
        return f"答复期限到{day_name(view.decide_by)}，已经过了，{view.above}还没有作出决定。过期不等于维持原评定，仍要作出决定。"
    return f"由{view.above}没有参与过这件事的审核人办理，{day_name(view.decide_by)}前答复。"


def _asked_now(asked: Asked, today: date) -> str:
    if today > asked.answer_by:
        return f"上级请支部说明情况，期限到{day_name(asked.answer_by)}，已经过了，支部还没有说明。"
    return f"上级已请支部说明情况，支部{day_name(asked.answer_by)}前答复。"


def timeline_of(view: AppealPage) -> tuple[TimelineStep, ...]:
    """What happened, then what is to come; the branch reads only what it was asked and what was decided."""
    steps = [*_before(view), _filed(view), *_in_hand(view)]
    if view.state == "withdrawn" and view.ended_at is not None:
        return (*steps, withdrawn_step(view, view.ended_at))
    if view.answer is None:
        by = f"由{view.above}作出决定。"
        return (*steps, TimelineStep(view.decide_by, "答复期限", by, awaited=True))
    return (*steps, *_decided(view, view.answer))


def _before(view: AppealPage) -> list[TimelineStep]:
    if view.file is None:
        return []
    if view.file.veto is not None:
        return _of_veto(view.file.veto)
    steps = []
    if view.file.before is not None:
        steps += _of_objection(view.file.before, view)
    return steps


def _of_veto(veto: Vetoed) -> list[TimelineStep]:
    said = (Said(f"认定的事实：{veto.text}"),) + ((Said(f"本人陈述：{veto.answer}"),) if veto.answer else ())
    day = timezone.localdate(veto.confirmed_at) if veto.confirmed_at else None
    by = f"{veto.proposed_by}提出，{veto.confirmed_by}确认。依据{veto.document}。"
    return [TimelineStep(day, "一票否决", by, said)]


def _of_objection(before: Before, view: AppealPage) -> list[TimelineStep]:
    steps = [
        TimelineStep(
            timezone.localdate(before.filed_at),
            f"向支部提出异议（第 {before.number} 号）",
            view.name,
            (Said(before.text),),
        )
    ]
    if before.at is None:
        late = "支部没有在期限内答复。"
        return [*steps, TimelineStep(before.answer_by, "支部答复期限", late)]
    said = (Said(f"理由：{before.reason}"), Said(f"核实：{before.inquiry}"))
    day = timezone.localdate(before.at)
    return [*steps, TimelineStep(day, f"支部答复：{before.word}", f"核实人{before.by}。", said)]


def _filed(view: AppealPage) -> TimelineStep:
    how = "直接向上级申诉。" if view.straight else "对支部的答复申诉。"
    if view.signed_on is not None:
        how += f"书面申诉，签于{day_name(view.signed_on)}，由{view.entered_by}代录。"
    return TimelineStep(
        timezone.localdate(view.filed_at), "提出申诉", f"{view.name}，{how}", _said(view.file)
    )


def _said(file: AppealFile | None) -> tuple[Said, ...]:
    if file is None:
        return ()
    late = (Said(f"迟交的原因：{file.late_reason}"),) if file.late_reason else ()
    return (Said(file.text), *late)


def _in_hand(view: AppealPage) -> list[TimelineStep]:
    """Questions, answers and hearings by day."""
    steps = heard(view.file.hearings) if view.file is not None else []
    for one in view.asked:
        until = f"{one.by}，请支部{day_name(one.answer_by)}前答复。"
        asked = timezone.localdate(one.at)
        steps.append(TimelineStep(asked, "请支部说明", until, (Said(one.question),)))
        if one.answered_at is not None:
            by = f"{view.branch}，{one.answered_by}。"
            answered = timezone.localdate(one.answered_at)
            steps.append(TimelineStep(answered, "支部的说明", by, (Said(one.answer),)))
    return sorted(steps, key=lambda step: step.day or view.today)


def _decided(view: AppealPage, answer: Answer) -> list[TimelineStep]:
    said = [Said(f"理由：{answer.reason}")]
    if view.file is not None:
        said.append(Said(f"核实：{answer.inquiry}"))
    by = f"{view.above}，{answer.by}。{outcome_words(view, answer)}"
    return [
        TimelineStep(timezone.localdate(answer.at), f"决定：{answer.word}", by, tuple(said)),
        *after(answer),
    ]


def what_next(view: Chosen) -> tuple[str, ...]:
    """To whom it goes, until when it is in time, and what happens then."""
    if view.until is None:
        term = "期限与那个季度的异议相同：公示期内和期满后 5 个工作日内。过了期限的，请写明原因。"
    elif view.late:
        term = f"申诉的期限到{full_day_name(view.until)}，已经过了。确有原因的仍可提出，请写明为什么现在才提，由上级一并考虑。"
    else:
        term = f"可提到{full_day_name(view.until)}（含当日）。"
    return (
        f"申诉交给{view.above}，不经过支部。{term}",
        f"上级收到后，由没有参与过这件事的审核人办理，{full_day_name(view.decide_by)}前作出决定；可以请支部说明情况，也会听取您的意见。",
        "支部知道有这件申诉，看不到您写的内容。作出决定以前，您随时可以撤回。申诉不会使您的积分减少。",
        "决定和理由会送达您本人，结论在下一次党员大会上通报，不念姓名。",
    )


def what_next_on_paper(view: Chosen, name: str) -> tuple[str, ...]:
    """The same for who enters a signed paper."""
    if view.until is None:
        term = "过了期限的，照书面申诉写明原因。"
    else:
        over = "，已经过了" if view.late else ""
        term = f"期限到{full_day_name(view.until)}{over}；是否在期限内看签字的日期。"
    return (
        f"申诉由{view.above}没有参与过这件事的审核人办理，{full_day_name(view.decide_by)}前作出决定。{term}",
        f"申诉是{name}本人的话，录入后不能改；经过里会写明是书面申诉、由谁代录。申诉不会使本人的积分减少。",
    )


def about_words(view: Chosen, *, whose: str = "您") -> str:
    """The day, the figure that stands, and what the branch said so far."""
    if view.day is None:
        return "写明是哪一项、哪一天，上级核实后补记。"
    points = f"，评定 {format_centi(view.points_centi)} 分" if view.points_centi is not None else ""
    if view.objection_number is None:
        said = ""
    elif view.answered:
        said = f"支部已经答复{whose}的第 {view.objection_number} 号异议。"
    else:
        said = f"{whose}的第 {view.objection_number} 号异议，支部没有在期限内答复。"
    return f"{full_day_name(view.day)}{points}。{said}"
