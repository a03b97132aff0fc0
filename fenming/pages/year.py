"""The year's page: conditions, settlement, signatures, announcement, filing, files (R44–R47, R60, A25, A26)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.announce import announce
from fenming.actions.file_year import file_year
from fenming.actions.settle import settle
from fenming.actions.settle_again import settle_again
from fenming.actions.sign_off import sign_off
from fenming.pages.parts import Gate
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.pages.year_steps import year_steps
from fenming.queries.access import NotFound
from fenming.queries.settlement_export import export
from fenming.queries.viewer import Viewer
from fenming.queries.year import YearGate, year_to_show
from fenming.queries.year_view import YearView, year_view
from fenming.rules.authority import Role
from fenming.rules.workflow import STATE_NAMES

# What waits for somebody first, then the clocks, then what is met.
_ORDER = ("open", "waiting", "clock", "met")
_LINKS = {
    "roster": ("roster", "看名册"),
    "meetings": ("meetings", "看会议"),
    "postings": ("postings", "看公示"),
    "objections": ("objections", "看异议"),
}


@require_safe
def years(request: PageRequest) -> HttpResponse:
    """On to the year that wants attention."""
    today = timezone.localdate(request.now)
    return redirect("year", year_to_show(branch_id=request.viewer.branch_id, today=today))


@require_safe
def year(request: PageRequest, number: int) -> HttpResponse:
    """The conditions before settling as a checklist, then the way from the settlement to the receipt."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = year_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    return page_with_tables(request, "year.html", {"today": today, **_context(view, viewer)})


@require_POST
def settle_year(request: PageRequest, number: int) -> HttpResponse:
    """Compute the year."""
    year_id = _id(request, "year_id")
    settle(
        actor_id=request.viewer.person_id, year_id=year_id, key=request.POST.get("key", ""), now=request.now
    )
    messages.success(request, f"{number}年度积分已结算。请核对下面的结果，再由书记和领导小组签署。")
    return redirect("year", number)


@require_POST
def settle_year_again(request: PageRequest, number: int) -> HttpResponse:
    """Settle anew what the ledger has moved."""
    year_id = _id(request, "year_id")
    settle_again(
        actor_id=request.viewer.person_id, year_id=year_id, key=request.POST.get("key", ""), now=request.now
    )
    messages.success(request, f"{number}年度积分已更正结算。签署、公布、评议和报送都从这一次重新办。")
    return redirect("year", number)


@require_POST
def sign_year(request: PageRequest, number: int) -> HttpResponse:
    """Stand by the settlement."""
    sign_off(
        actor_id=request.viewer.person_id,
        settlement_id=_id(request, "settlement_id"),
        key=request.POST.get("key", ""),
        now=request.now,
    )
    messages.success(request, f"您已签署{number}年度结算。")
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


@require_POST
def file_the_year(request: PageRequest, number: int) -> HttpResponse:
    """Send the table to the superior."""
    file_year(
        actor_id=request.viewer.person_id,
        settlement_id=_id(request, "settlement_id"),
        key=request.POST.get("key", ""),
        now=request.now,
    )
    messages.success(request, f"{number}年度积分已报送。接下来由上级党委审核，结果会出现在这一页。")
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


def _context(view: YearView, viewer: Viewer) -> dict[str, Any]:
    met = sum(gate.state == "met" for gate in view.gates)
    is_secretary = viewer.holds(Role.SECRETARY)
    return {
        "view": view,
        "facts": view.facts,
        "steps": view.facts.steps,
        "state_name": STATE_NAMES["year"][view.facts.state],
        "is_secretary": is_secretary,
        "sees_ledger": is_secretary or viewer.holds(Role.AUDITOR),
        "may_sign": view.signing is not None and view.signing.awaits(viewer.person_id),
        "gates": _gates(view.gates, is_secretary=is_secretary),
        "count": "零一二三四五六七八九"[len(view.gates)],
        "met": met,
        "lacking": len(view.gates) - met,
        "path": year_steps(view),
        "moved": view.facts.moved if view.facts.steps and view.facts.state != "filed" else 0,
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
    links = _LINKS | ({"vetoes": ("vetoes", "看一票否决")} if is_secretary else {})
    return [
        _gate(gate, words[gate.state], links, primary=is_secretary and gate is first_open)
        for gate in sorted(gates, key=lambda gate: _ORDER.index(gate.state))
    ]


def _gate(gate: YearGate, word: str, links: dict[str, tuple[str, str]], *, primary: bool) -> Gate:
    name, link = links.get(gate.about, ("", ""))
    return Gate(
        state=gate.state,
        word=word,
        sentence=gate.sentence,
        more=gate.more,
        url=reverse(name) if name else "",
        link=link,
        primary=primary,
    )
