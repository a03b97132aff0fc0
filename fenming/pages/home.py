"""首页: what waits for the viewer, the own points, the latest matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.home_cards import CARDS
from fenming.pages.navigation import more
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
from fenming.queries.superior_owed import Owed
from fenming.rules.reasons import day_name
from fenming.rules.terms import format_centi

MOST_CARDS = 3
MOST_BRANCHES = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = home_of(viewer=page.viewer, on=today)
    most = None if request.GET.get("all") else MOST_CARDS
    todos = [todo_of(duty, today) for duty in view.duties[:most]]
    context: dict[str, Any] = {"view": view, "today": today, "todos": todos, "awaited": awaited_words(view)}
    context["more"] = more(viewer=page.viewer)
    if view.points is not None:
        context["sheet"] = sheet_of(figures=view.points.figures, standard=view.points.standard)
        context["words"] = points_words(view.points)
        context["latest"] = [line_of(matter, today) for matter in view.points.latest]
    return render(request, "home.html", context)


def todo_of(duty: Duty, today: date) -> Todo:
    """One card: a title, a sentence, a date, a button."""
    title, sentence, button, url = CARDS[duty.kind](duty)
    return Todo(duty.due, days_between(today=today, due=duty.due), title, sentence, button, url)


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
    if view.below:
        return below_words(view.below)
    if not view.is_member:
        return "需要您办理时，会列在这里。"
    if not view.has_standard:
        return "本支部还没有通过积分标准，通过之后才开始申报。"
    awaited = view.awaited
    if awaited is None:
        return "需要您办理时，会列在这里。"
    following = f"下一次申报在{day_name(awaited.next_due)}前。" if awaited.next_due else ""
    return _what_became(awaited) + following or "需要您办理时，会列在这里。"


def below_words(below: Sequence[Owed]) -> str:
    """For a reviewer with nothing to do: which branches are late, or else which are awaited."""
    late = [one for one in below if one.late]
    shown = (late or list(below))[:MOST_BRANCHES]
    rest = len(late or below) - len(shown)
    words = "".join(f"{one.branch}：{'，'.join(one.words)}。" for one in shown)
    return words + (f"另有 {rest} 个支部，请看上级审核。" if rest else "")


def _what_became(awaited: Awaited) -> str:
    month, quarter = f"{awaited.month}月", quarters_in_words([awaited.quarter or 1])
    posted = f"，{day_name(awaited.posted_until)}期满" if awaited.posted_until else ""
    return {
        "": "",
        "silent": f"{month}等支部初评。",
        "declared": f"{month}您已申报，等支部初评。",
        "nothing_new": f"{month}您已报“本月无新增”，等支部初评。",
        "assessed": f"{month}已经初评，等{quarter}党员大会评定。",
        "determined": f"{quarter}已由党员大会评定，等支部书记公示。",
        "posted": f"{quarter}积分已公示{posted}。",
        "locked": f"{quarter}积分已经锁定。",
    }[awaited.state]
