"""The papers that tell somebody something: 会议通知, and 告知书 for a member without an account (R23, R24, R33, R35, R77, A14).

The same words stand on the page, on paper and in the Word document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils import timezone

from fenming.prints.agenda import agenda_data
from fenming.prints.letter import letter
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.paper import PaperNotice
from fenming.queries.proposals import ProposalNotice
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

WHAT: Final[Mapping[str, str]] = {"veto": "一票否决", "correction": "笔误更正", "reopening": "重新审议"}
MATTER: Final = "党员积分事项告知书"


def matter_notice_name(view: PaperNotice) -> str:
    """`党员积分事项告知书_何苗_2026-02-003`, without an ending."""
    return file_name(MATTER, view.name, view.number)


def proposal_notice_name(view: ProposalNotice) -> str:
    """`笔误更正告知书_何苗`, without an ending."""
    return file_name(f"{WHAT[view.subject]}告知书", view.name)


def meeting_notice_name(paper: MeetingPaper) -> str:
    """`2026年第一季度党员大会通知_教工第二党支部`, without an ending."""
    return file_name(f"{paper.meeting.title}通知", paper.branch)


def meeting_notice_pdf(paper: MeetingPaper) -> bytes:
    """The notice of a meeting as PDF. Refused `unprintable` for a name the fonts lack."""
    data = meeting_notice_data(paper)
    refuse_unprintable((data["by"], data["called_by"]))
    return pdf(
        "letter",
        letter(
            data["title"],
            to=data["to"],
            paragraphs=data["paragraphs"],
            by=data["by"],
            on=data["day"],
            small=(f"召集人：{data['called_by']}。",),
            draft=data["draft"],
        ),
    )


def matter_notice_pdf(view: PaperNotice) -> bytes:
    """The notice of a matter as PDF. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable((view.name, view.branch))
    return pdf("notice", matter_notice_data(view))


def proposal_notice_pdf(view: ProposalNotice, changes: Sequence[tuple[str, str, str]]) -> bytes:
    """The notice of a veto, a correction or a reopening as PDF. Refused `unprintable` for a name the fonts lack."""
    refuse_unprintable((view.name, view.branch))
    return pdf("notice", proposal_notice_data(view, changes))


def meeting_notice_data(paper: MeetingPaper) -> Mapping[str, Any]:
    """The notice of a meeting as plain words; `day` is left to be written by hand when the agenda has not been sent."""
    view, agenda = paper.meeting, agenda_data(paper)
    sent = view.circulated_at
    who = "支部委员会委员" if view.month else "支部全体党员"
    place = f"，地点：{view.place}" if view.place else ""
    points = [words if words.endswith("。") else f"{words}。" for words in agenda["heads"].values()]
    return {
        "title": f"关于召开{view.title}的通知",
        "to": f"各位{'委员' if view.month else '党员'}",
        "paragraphs": [
            f"经研究，定于{full_day_name(view.held_on)}召开{view.title}{place}。请{who}准时到会。会议议程如下：",
            *points,
            "因故不能到会的，请事先向召集人说明原因。",
        ],
        "by": paper.branch,
        "day": full_day_name(timezone.localdate(sent)) if sent else "　　　　年　　月　　日",
        "called_by": view.called_by,
        "draft": bool(agenda["draft"]),
    }


def matter_notice_data(view: PaperNotice) -> Mapping[str, Any]:
    """What a member without an account is told of a matter; who reported something is not on it (A14)."""
    who = "有人向本支部报告了与您有关的一件事" if view.reported else "本支部记录了与您有关的一件事"
    lost = f"拟扣 {format_centi(view.loss_centi)} 分"
    points = lost if view.loss_centi else f"报告计 {format_centi(view.claimed_centi)} 分"
    return _notice(
        view,
        MATTER,
        number=f"事项 {view.number}",
        told=[
            f"{full_day_name(view.recorded_on)}，{who}，依照积分标准{view.clause}“{view.title}”，{points}。内容如下：",
            f"{full_day_name(view.day)}，{view.said}",
        ],
        then=[
            f"在初评之前，请您先说明情况。您可以自收到本告知书之日起 {view.reply_days} 个工作日内书面答复："
            "同意的，写明没有异议；不同意的，写明情况和理由。答复请写在下面，签上姓名和日期，交给积分记录员或支部书记，"
            "由支部照原文录入并留存原件。不答复不会因此对您不利；期满后支部照常初评。",
            "您也可以请支部出示这件事的办理经过；公示以后，对本人积分有不同意见的，可以书面提出异议。"
            + _contact(view),
        ],
        receipt=f"本人已收到关于事项 {view.number} 的告知书。签收不等于同意。",
        answer=("书面答复", f"关于事项 {view.number}，本人：　□ 没有异议　　□ 有不同意见，情况说明如下："),
    )


def proposal_notice_data(
    view: ProposalNotice, changes: Sequence[tuple[str, str, str]] = ()
) -> Mapping[str, Any]:
    """What a member without an account is told of a veto, a correction or a reopening; `changes`: what, before, after."""
    what = WHAT[view.subject]
    return _notice(
        view,
        f"{what}告知书",
        number=view.number,
        told=list(_proposed(view)),
        changes=changes,
        then=[
            *([] if view.subject == "veto" else [f"理由：{view.reason}"]),
            _HEARD[view.subject],
            f"您可以自收到本告知书之日起 {view.reply_days} 个工作日内书面提出意见。意见请写在下面，签上姓名和日期，"
            "交给支部书记或支委，由支部照原文录入并留存原件。不答复不会因此对您不利；期满后支部照常办理。"
            + _contact(view),
        ],
        receipt=f"本人已收到{what}告知书（{view.number}）。签收不等于同意。",
        answer=("书面意见", f"关于{what}（{view.number}），本人的意见："),
    )


_HEARD: Final[Mapping[str, str]] = {
    "veto": "在确认之前，请您先陈述意见。",
    "correction": "在复核之前，请您先答复。",
    "reopening": "在大会表决之前，请您先答复；您也可以在会上说明，本人不参加表决。",
}


def _proposed(view: ProposalNotice) -> Iterator[str]:
    on, day = full_day_name(view.proposed_on), full_day_name(view.day)
    if view.subject == "veto":
        yield (
            f"{on}，本支部依据{view.number}（{day}），拟对您{view.year}年度实行一票否决（{view.title}）："
            f"年度{view.left}，各类积分仍列出。处理决定认定的事实："
        )
        yield view.said
    elif view.subject == "correction":
        yield (f"{on}，本支部提出更正{view.number}，{day}的“{view.title}”（{view.said}）。更正会少计您的分：")
    else:
        yield (
            f"{on}，本支部提请党员大会重新审议您{day}的“{view.title}”（{view.number}：{view.said}）。"
            "提请的结果会少计您的分："
        )


def _contact(view: PaperNotice | ProposalNotice) -> str:
    return f"联系方式：{view.contact}。" if view.contact else ""


def _notice(view: PaperNotice | ProposalNotice, title: str, **words: Any) -> Mapping[str, Any]:
    return {
        "title": title,
        "to": f"{view.name}同志",
        "by": view.branch,
        "changes": [],
        **words,
        "after": {"reopening": "提请改为"}.get(getattr(view, "subject", ""), "更正后"),
    }
