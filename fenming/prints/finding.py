"""核查意见 on an objection, 核查认定书 on an appeal: what was asked, looked into and found, for the file (R41, R42)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from fenming.prints.contested import answered, contested_of
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.appeal_view import AppealPage, Before, Vetoed
from fenming.queries.contested import Answer, Heard, Judged
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi


def finding_pdf(view: ObjectionPage | AppealPage) -> bytes:
    """The finding as PDF. Refused `not_answered`, `unprintable`."""
    data = finding_data(view)
    refuse_unprintable((view.name, data["issuer"], data["by"]))
    return pdf("finding", data)


def finding_name(view: ObjectionPage | AppealPage) -> str:
    """`异议核查意见_第2号`, without an ending: no name, as such a file is handed around."""
    return file_name(_title(view), f"第{view.number}号")


def finding_data(view: ObjectionPage | AppealPage) -> Mapping[str, Any]:
    """Everything on the finding as plain words; Refused `not_answered`.

    title, number, branch, issuer, name, about, filed, until · figures: 申报, 初评, 评定 as (label, points, by whom and why) ·
    asked, before, looked_into, conclusion: paragraphs · signer, by: the office's word and the name of who found it · on.
    """
    answer, one = answered(view), contested_of(view)
    return {
        "title": _title(view),
        "number": f"第 {one.number} 号",
        "branch": one.branch,
        "issuer": one.issuer,
        "name": one.name,
        "about": one.about,
        "filed": one.filed,
        "until": one.until,
        "noun": one.noun,
        "figures": _figures(view),
        "asked": list(_asked(view)),
        "before": list(_before(view)),
        "looked_into": list(_looked_into(view, answer)),
        "conclusion": [
            f"{answer.word}。{one.result}{_booked(answer)}",
            f"理由：{answer.reason}",
            *([one.escape] if one.escape else []),
        ],
        "signer": "审核人" if isinstance(view, AppealPage) else "核实人",
        "by": answer.by,
        "on": full_day_name(timezone.localdate(answer.at)),
    }


def _title(view: ObjectionPage | AppealPage) -> str:
    return "申诉核查认定书" if isinstance(view, AppealPage) else "异议核查意见"


def _figures(view: ObjectionPage | AppealPage) -> list[list[str]]:
    """The three figures as they stood when it came; none for something left out, or a veto."""
    if view.claimed_centi is None and view.determined is None:
        return []
    claimed = "" if view.claimed_centi is None else format_centi(view.claimed_centi)
    return [
        ["申报", claimed, ""],
        _judged("初评", view.assessed, view.assessed.by if view.assessed else ""),
        _judged("评定", view.determined, "党员大会"),
    ]


def _judged(label: str, judged: Judged | None, by: str) -> list[str]:
    if judged is None:
        return [label, "", ""]
    reason = f"理由：{judged.reason}" if judged.reason else ""
    return [label, format_centi(judged.points_centi), f"{by}，{full_day_name(judged.on)}。{reason}"]


def _asked(view: ObjectionPage | AppealPage) -> Iterator[str]:
    """What the member wrote, and what the matter itself says, for whoever may read it."""
    words: Any = view.file if isinstance(view, AppealPage) else view
    if words is None:
        yield "本人写的内容只有本人和上级看得到，不列在支部打印的这一份上。"
        return
    if words.said:
        yield f"事项的说明：{words.said}"
    yield f"本人提出：{words.text}"
    if words.late_reason:
        yield f"迟交的原因：{words.late_reason}"


def _before(view: ObjectionPage | AppealPage) -> Iterator[str]:
    """What an appeal goes back to: the branch's answer to the objection, or the veto."""
    file = view.file if isinstance(view, AppealPage) else None
    if file is None:
        return
    if file.reply:
        yield f"本人在初评以前的答复：{file.reply}"
    if file.before is not None:
        yield from _objection(file.before)
    if file.veto is not None:
        yield from _veto(file.veto)


def _objection(before: Before) -> Iterator[str]:
    filed = full_day_name(timezone.localdate(before.filed_at))
    yield f"{filed}向支部提出第 {before.number} 号异议：{before.text}"
    if before.at is None:
        yield f"支部没有在{full_day_name(before.answer_by)}前答复。"
        return
    day = full_day_name(timezone.localdate(before.at))
    yield f"{day}支部答复：{before.word}。理由：{before.reason}核实：{before.inquiry}（核实人{before.by}）"


def _veto(veto: Vetoed) -> Iterator[str]:
    day = f"{full_day_name(timezone.localdate(veto.confirmed_at))}，" if veto.confirmed_at else ""
    yield f"{day}一票否决由{veto.proposed_by}提出，{veto.confirmed_by}确认，依据{veto.document}。"
    yield f"认定的事实：{veto.text}"
    if veto.answer:
        yield f"本人陈述：{veto.answer}"


def _looked_into(view: ObjectionPage | AppealPage, answer: Answer) -> Iterator[str]:
    """What the branch was asked, who was heard, what was looked at; the branch reads no more of an appeal than the first."""
    heard: tuple[Heard, ...] = ()
    if isinstance(view, AppealPage):
        for one in view.asked:
            yield f"{full_day_name(timezone.localdate(one.at))}{one.by}请支部说明：{one.question}"
            if one.answered_at is not None:
                day = full_day_name(timezone.localdate(one.answered_at))
                yield f"{day}支部说明：{one.answer}（{one.answered_by}）"
        heard = view.file.hearings if view.file else ()
    else:
        heard = view.hearings
    for each in heard:
        yield f"{full_day_name(each.on)}听取意见，{each.who}：{each.said}（{each.by}记）"
    if not isinstance(view, AppealPage) or view.file is not None:
        yield f"核实：{answer.inquiry}"


def _booked(answer: Answer) -> str:
    seqs = [str(seq) for seq in (answer.reversal_seq, answer.entry_seq) if seq is not None]
    if not seqs:
        return ""
    back = "原来的一笔用相反的分冲回，两笔都保留。" if answer.reversal_seq is not None else ""
    return f"记入台账第 {'、'.join(seqs)} 号。{back}"
