"""首页: what waits for the viewer, the own points, the latest matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.parts import StatementLine, Todo
from fenming.pages.points import (
    days_between,
    mark_of,
    quarters_in_words,
    room_words,
    sheet_of,
    under_way,
    unheard_words,
)
from fenming.pages.shell import PageRequest
from fenming.queries.figures import MatterFigures
from fenming.queries.home import Awaited, Duty, Home, OwnPoints, home_of
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

MOST_CARDS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = home_of(viewer=page.viewer, on=today)
    todos = [todo_of(duty, today) for duty in view.duties[:MOST_CARDS]]
    context: dict[str, Any] = {"view": view, "today": today, "todos": todos, "awaited": awaited_words(view)}
    if view.points is not None:
        context["sheet"] = sheet_of(figures=view.points.figures, standard=view.points.standard)
        context["words"] = points_words(view.points)
        context["latest"] = [line_of(matter, today) for matter in view.points.latest]
    return render(request, "home.html", context)


def todo_of(duty: Duty, today: date) -> Todo:
    """One card: a title, a sentence, a date, a button."""
    title, sentence, button, url = _CARDS[duty.kind](duty)
    return Todo(duty.due, days_between(today=today, due=duty.due), title, sentence, button, url)


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
    points = format_centi(-matter.claimed_centi)
    sentence = f"支部记录了您{day_name(matter.day)}的一件事：“{matter.said.rstrip('。')}”，拟扣 {points} 分，请您说明情况。"
    return "答复一件扣分事项", sentence, "去答复", reverse("matter", args=[duty.target])


def _complete(duty: Duty) -> Card:
    matter = cast(MatterFigures, duty.matter)
    asked = (
        f"支委会的意见：“{matter.assessed.reason}”。" if matter.assessed and matter.assessed.reason else ""
    )
    sentence = (
        f"支委会退回了您{day_name(matter.day)}的“{matter.said.rstrip('。')}”。{asked}请补充后重新提交。"
    )
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


def _announce(duty: Duty) -> Card:
    sentence = f"{duty.number}年度积分已经结算，还没有向党员公布。"
    return f"公布{duty.number}年度积分", sentence, "去公布", reverse("year", args=[duty.target])


_CARDS: dict[str, Callable[[Duty], Card]] = {
    "declare": _declare,
    "reply": _reply,
    "complete": _complete,
    "assess": _assess,
    "call_meeting": _call_meeting,
    "hold_meeting": _hold_meeting,
    "post": _post,
    "settle": _settle,
    "announce": _announce,
}


def line_of(matter: MatterFigures, today: date) -> StatementLine:
    """A row of the latest matters."""
    key = matter.state_key(today)
    return StatementLine(
        day=matter.day,
        fact=matter.said,
        url=reverse("matter", args=[matter.id]),
        state=mark_of(key),
        word=matter.state_word(today),
        declared_centi=matter.claimed_centi,
        assessed_centi=matter.assessed_centi,
        determined_centi=matter.determined_centi,
        counted_centi=None,
    )


def points_words(points: OwnPoints) -> list[str]:
    """The bar in sentences: where the figure comes from, what is under way, what can still be gained (A32)."""
    fold = points.figures.determined
    total = format_centi(fold.total_centi)
    if points.determined_quarters:
        quarters = quarters_in_words(points.determined_quarters)
        words = [f"已评定 {total} 分，是{quarters}党员大会评定的结果。"]
    else:
        words = [f"现有 {total} 分是年初计满的基础分，本年还没有开过党员大会评定。"]
    if more := under_way(points.figures):
        words.append(f"另有{more}")
    words += [cut.sentence for cut in fold.cuts]
    if unheard := unheard_words(points.figures):
        words.append(f"另有 {unheard}")
    until = "结果公布前不列等次。" if points.is_over else "年度结束前不评等次。"
    words.append(room_words(room=points.room, standard=points.standard) + until)
    return words


def awaited_words(view: Home) -> str:
    """When nothing is due: what became of the last month, who is awaited, and when to declare next."""
    if not view.is_member:
        return "需要您办理时，会列在这里。"
    if not view.has_standard:
        return "本支部还没有通过积分标准，通过之后才开始申报。"
    awaited = view.awaited
    if awaited is None:
        return "需要您办理时，会列在这里。"
    following = f"下一次申报在{day_name(awaited.next_due)}前。" if awaited.next_due else ""
    return _what_became(awaited) + following or "需要您办理时，会列在这里。"


def _what_became(awaited: Awaited) -> str:
    month, quarter = f"{awaited.month}月", quarters_in_words([awaited.quarter or 1])
    posted = f"，{day_name(awaited.posted_until)}期满" if awaited.posted_until else ""
    return {
        "": "",
        "silent": f"{month}等支委会初评。",
        "declared": f"{month}您已申报，等支委会初评。",
        "nothing_new": f"{month}您已报“本月无新增”，等支委会初评。",
        "assessed": f"{month}已经初评，等{quarter}党员大会评定。",
        "determined": f"{quarter}已由党员大会评定，等支部书记公示。",
        "posted": f"{quarter}积分已公示{posted}。",
        "locked": f"{quarter}积分已经锁定。",
    }[awaited.state]
