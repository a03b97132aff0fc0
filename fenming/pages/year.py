"""The year's page: conditions, settlement, announcement, files (R44, R46, R47, A25, A26)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.announce import announce
from fenming.actions.settle import settle
from fenming.pages.parts import Gate, PathStep
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.settlement_export import export
from fenming.queries.year import YearGate, year_to_show
from fenming.queries.year_view import YearView, year_view
from fenming.rules.authority import Role

# What waits for somebody first, then the clocks, then what is met.
_ORDER = ("open", "waiting", "clock", "met")
_LINKS = {
    "roster": ("roster", "看名册"),
    "meetings": ("meetings", "看会议"),
    "postings": ("postings", "看公示"),
}


@require_safe
def years(request: PageRequest) -> HttpResponse:
    """On to the year that wants attention."""
    today = timezone.localdate(request.now)
    return redirect("year", year_to_show(branch_id=request.viewer.branch_id, today=today))


@require_safe
def year(request: PageRequest, number: int) -> HttpResponse:
    """The conditions before settling as a checklist, the settlement after it."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = year_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    is_secretary = viewer.holds(Role.SECRETARY)
    return render(request, "year.html", {"today": today, **_context(view, is_secretary=is_secretary)})


@require_POST
def settle_year(request: PageRequest, number: int) -> HttpResponse:
    """Compute the year."""
    year_id = _id(request, "year_id")
    settle(
        actor_id=request.viewer.person_id, year_id=year_id, key=request.POST.get("key", ""), now=request.now
    )
    messages.success(request, f"{number}年度积分已结算。请核对下面的结果，再向党员公布。")
    return redirect("year", number)


@require_POST
def announce_year(request: PageRequest, number: int) -> HttpResponse:
    """Tell the members."""
    announce(
        actor_id=request.viewer.person_id,
        settlement_id=_id(request, "settlement_id"),
        key=request.POST.get("key", ""),
        now=request.now,
    )
    messages.success(
        request, f"{number}年度积分已公布。每名党员现在能在“我的积分”的{number}年度里看到本人的结果。"
    )
    return redirect("year", number)


@require_safe
def download(request: PageRequest, number: int, name: str) -> HttpResponse:
    """results.csv, roster.csv or ledger.csv of a settled year."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    content = export(
        actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, name=name, today=today
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}-{name}.csv"'
    return response


def _context(view: YearView, *, is_secretary: bool) -> dict[str, Any]:
    met = sum(gate.state == "met" for gate in view.gates)
    return {
        "view": view,
        "facts": view.facts,
        "is_secretary": is_secretary,
        "gates": _gates(view.gates, is_secretary=is_secretary),
        "count": "零一二三四五六七八九"[len(view.gates)],
        "met": met,
        "lacking": len(view.gates) - met,
        "steps": _steps(is_secretary=is_secretary),
    }


def _id(request: PageRequest, name: str) -> int:
    """A hidden id of a form; one that is no number is as unknown as any other forged id."""
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound(name)
    return int(text)


def _gates(gates: tuple[YearGate, ...], *, is_secretary: bool) -> list[Gate]:
    words = {
        "open": "等您办" if is_secretary else "等书记办",
        "waiting": "等前项",
        "clock": "等到期",
        "met": "已齐",
    }
    first_open = next((gate for gate in gates if gate.state == "open" and gate.about), None)
    return [
        _gate(gate, words[gate.state], primary=is_secretary and gate is first_open)
        for gate in sorted(gates, key=lambda gate: _ORDER.index(gate.state))
    ]


def _gate(gate: YearGate, word: str, *, primary: bool) -> Gate:
    name, link = _LINKS.get(gate.about, ("", ""))
    return Gate(
        state=gate.state,
        word=word,
        sentence=gate.sentence,
        more=gate.more,
        url=reverse(name) if name else "",
        link=link,
        primary=primary,
    )


def _steps(*, is_secretary: bool) -> list[PathStep]:
    """The steps that are still shut, each with why."""
    settle_why = "各项齐后，这里出现按钮" if is_secretary else "各项齐后，由支部书记办理"
    return [
        PathStep("计算年度积分", settle_why, word="未开"),
        PathStep("向全体党员公布", "结算之后办理；公布之后，才能开民主评议", word="未开"),
    ]
