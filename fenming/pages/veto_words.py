"""A veto told in order: where it stands, what happened when, and the figures under the zero."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.pages.paper_words import WAITS_FOR_NOTICE, answered_words
from fenming.pages.parts import Said, TimelineStep
from fenming.queries.veto import MARKS
from fenming.queries.veto_page import VetoPage
from fenming.rules.reasons import day_name, full_day_name


def standing_of(view: VetoPage) -> tuple[str, str, tuple[str, ...]]:
    """Mark, word, and the sentences of what it means and who is awaited."""
    if view.steps.answer:
        return "yours", "待您陈述意见", _yours(view)
    return MARKS[view.state], view.word, _SENTENCES[view.state](view)


def _yours(view: VetoPage) -> tuple[str, ...]:
    effect = f"支部拟依据{view.document}，对您{view.year}年度实行一票否决：年度{view.left}，各类积分仍列出。"
    return effect, _until(view), "不陈述不会加重，期满后由提出人以外的书记或支委确认或不予确认。"


def _until(view: VetoPage) -> str:
    if view.reply_by is None:
        return "请陈述意见。"
    if view.today > view.reply_by:
        return f"陈述期到{day_name(view.reply_by)}已满，确认之前仍可以说。"
    return f"请在{day_name(view.reply_by)}前陈述意见。"


def _proposed(view: VetoPage) -> tuple[str, ...]:
    if view.answered_at is not None:
        return ("本人已经陈述意见，接下来由提出人以外的书记或支委确认或不予确认。",)
    if view.reply_by is None:
        return ("本人没有账号，请先当面送达告知书。陈述期从送达之日起算，陈述后或期满才能确认。",)
    if view.today > view.reply_by:
        return (
            f"陈述期到{day_name(view.reply_by)}已满，本人没有陈述意见。接下来由提出人以外的书记或支委确认或不予确认。",
        )
    return (f"本人可以在{day_name(view.reply_by)}前陈述意见。陈述后或期满，由提出人以外的书记或支委确认。",)


def _confirmed(view: VetoPage) -> tuple[str, ...]:
    effect = f"{view.year}年度{view.left}，各类积分仍列在下面。下一年度重新计算。"
    revoked = "对处理决定有不同意见的，请向作出决定的机关提出。决定被撤销的，支部凭文件由两人解除。"
    if view.lifting:
        waits = f"{view.lifting.by}已依据{view.lifting.document}提出解除，等另一名书记或支委确认。"
        return effect, waits
    return effect, revoked


def _declined(view: VetoPage) -> tuple[str, ...]:
    return (f"没有确认，对{view.year}年度积分没有影响。",)


def _lifted(view: VetoPage) -> tuple[str, ...]:
    counts = f"已经解除，{view.year}年度积分照各项计算，两笔都保留在台账里。"
    if view.settled:
        return counts, "这个年度已经结算过，公布的结果由更正结算改正。"
    return (counts,)


_SENTENCES = {"proposed": _proposed, "confirmed": _confirmed, "declined": _declined, "lifted": _lifted}


def timeline_of(view: VetoPage) -> list[TimelineStep]:
    """From the decision to the lifting, and what is awaited."""
    steps = [
        TimelineStep(view.decided_on, "作出处理决定", view.document, with_year=True),
        _step(view.proposed_at, "提出一票否决", view.proposed_by),
        _told(view),
    ]
    if view.answered_at is not None:
        by = answered_words(view.paper, name=view.name) if view.paper.signed_on else view.name
        steps.append(_step(view.answered_at, "本人陈述意见", by, said=(Said(view.answer),)))
    if view.ended_at is not None and view.state == "declined":
        steps.append(_step(view.ended_at, "不予确认", view.ended_by, said=(Said(view.why_declined),)))
    elif view.ended_at is not None:
        steps.append(
            _step(view.ended_at, "确认一票否决", view.ended_by, note=f"{view.year}年度{view.left}。")
        )
    if view.lifting is not None:
        lifting = view.lifting
        steps.append(_step(lifting.at, "提出解除", lifting.by, note=f"依据{lifting.document}。"))
        if lifting.confirmed_at is not None:
            note = "以一笔冲正抵去，两笔都保留。"
            steps.append(_step(lifting.confirmed_at, "确认解除", lifting.confirmed_by, note=note))
    return steps + _awaited(view)


def _told(view: VetoPage) -> TimelineStep:
    if view.shown_on is None or view.reply_by is None:
        proposed = timezone.localdate(view.proposed_at)
        return TimelineStep(proposed, "请本人陈述意见", WAITS_FOR_NOTICE, with_year=True)
    how = f"告知书当面送达，由{view.paper.handed_by}登记" if view.paper.by_hand else "当日送达本人"
    by = f"{how}，可以在{full_day_name(view.reply_by)}前陈述意见。"
    return TimelineStep(view.shown_on, "请本人陈述意见", by, with_year=True)


def _awaited(view: VetoPage) -> list[TimelineStep]:
    if view.state == "proposed":
        found = (
            []
            if view.answered_at
            else [TimelineStep(view.reply_by, "本人陈述意见", "", awaited=True, with_year=True)]
        )
        named = view.escape.name if view.escape else ""
        who = f"上级指定的{named}" if named else "另一名书记或支委"
        return [*found, TimelineStep(None, f"{who}确认", "", awaited=True)]
    if view.state == "confirmed" and view.lifting:
        return [TimelineStep(None, "另一名书记或支委确认解除", "", awaited=True)]
    return []


def _step(at: datetime, title: str, by: str, *, said: tuple[Said, ...] = (), note: str = "") -> TimelineStep:
    return TimelineStep(timezone.localdate(at), title, by, said=said, note=note, with_year=True)
