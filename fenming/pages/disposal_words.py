"""A handling case told in order: proposed, heard, decided, filed, answered, and what is awaited."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.pages.parts import Said, TimelineStep
from fenming.queries.disposal_page import DecisionView, DisposalPage
from fenming.rules.reasons import full_day_name

# state -> what is awaited
_NEXT = {
    "drafted": "听取本人意见，由组织作出决定",
    "decided": "报上级党委备案",
    "submitted": "上级党委备案或退回",
    "returned": "按上级的意见重新作出决定",
}


def timeline_of(view: DisposalPage) -> list[TimelineStep]:
    """From the proposal to the superior's answer."""
    steps = [
        _step(view.proposed_at, "提出组织处理", view.proposed_by, view.proposal, note=f"{view.ground}。")
    ]
    if view.answered_at is not None:
        steps.append(_step(view.answered_at, "本人陈述意见", view.name, view.answer))
    if view.heard_on is not None:
        words = (Said(view.heard),)
        steps.append(TimelineStep(view.heard_on, "听取意见", view.heard_by, said=words, with_year=True))
    for one in view.rounds:
        steps += _round(one)
    if view.state in _NEXT:
        steps.append(TimelineStep(None, _NEXT[view.state], "", awaited=True))
    return steps


def _round(one: DecisionView) -> list[TimelineStep]:
    words = (Said(f"{one.outcome}。{one.text}"),)
    note = f"依据{one.document}。"
    steps = [
        TimelineStep(one.decided_on, "组织作出决定", f"{one.by}登记", said=words, note=note, with_year=True)
    ]
    if one.filed_at is not None:
        steps.append(_step(one.filed_at, "报送上级", "", "", note=f"核对码 {one.digest[:16]}。"))
    if one.answered_at is not None and one.answer == "accepted":
        steps.append(_step(one.answered_at, "上级备案", one.answered_by, "", note=f"备案编号{one.number}。"))
    elif one.answered_at is not None:
        steps.append(_step(one.answered_at, "上级退回", one.answered_by, one.remarks))
    return steps


def _step(at: datetime, title: str, by: str, words: str, *, note: str = "") -> TimelineStep:
    said = (Said(words),) if words else ()
    return TimelineStep(timezone.localdate(at), title, by, said=said, note=note, with_year=True)


def sentence_of(view: DisposalPage) -> str:
    """What the state means and who is awaited."""
    if view.state == "drafted" and view.answered_at is None and view.heard_on is None:
        return "还没有听取本人意见。听取以前不能登记任何决定；没有期限，到期也不自动作结。"
    if view.state == "drafted":
        heard = f"，{full_day_name(view.heard_on)}听取过" if view.heard_on else ""
        return f"已经有本人的意见{heard}。接下来由组织作出决定，再登记。"
    return {
        "decided": "决定已经登记，还没有报上级党委备案。报送以前录错的，可以重新登记。",
        "submitted": "等上级党委审核，备案或退回。",
        "returned": "上级党委退回，意见在下面。请重新作出决定，登记后再报送。",
        "filed": "上级党委已经备案。名册和积分不因此自动变动，要办的手续另行登记。",
    }[view.state]
