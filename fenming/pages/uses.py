"""积分运用: the lists of a year, the branch's resolution about the bottom list, and what concerns oneself (R52–R54)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.propose_uses import propose_uses
from fenming.actions.resolve_bottom_list import resolve_bottom_list
from fenming.pages.form_steps import done
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.pages.uses_forms import BottomForm
from fenming.queries.access import NotFound
from fenming.queries.own_uses import own_uses
from fenming.queries.uses import bottom_page, uses_view
from fenming.rules.step_words import STATE_NAMES, WHAT_TO_DO


@require_safe
def uses(request: PageRequest, number: int | None = None) -> HttpResponse:
    """The latest settled year, or the one of that number."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = uses_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    context: dict[str, Any] = {"view": view, "facts": view.facts}
    if view.facts is not None:
        context |= {
            "state_name": STATE_NAMES["year"][view.facts.state],
            "what_next": WHAT_TO_DO["year", view.facts.state],
        }
    return page_with_tables(request, "uses.html", context)


@require_POST
def propose(request: PageRequest, number: int) -> HttpResponse:
    """Draw the lists up."""
    text = request.POST.get("settlement_id", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound("settlement_id")
    key = request.POST.get("key", "")
    propose_uses(actor_id=request.viewer.person_id, settlement_id=int(text), key=key, now=request.now)
    messages.success(request, "名单已经拟定。名单不是决定，请逐人写明理由确认或划去。")
    return redirect("uses_year", number)


@require_http_methods(["GET", "HEAD", "POST"])
def bottom_list(request: PageRequest) -> HttpResponse:
    """The resolutions so far, and the form for the next one."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = bottom_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, today=today)
    form = BottomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"branch_id": viewer.branch_id, "is_on": not view.is_on, **form.cleaned_data}
        if done(form, resolve_bottom_list, request, **asked):
            messages.success(request, "决议已登记。")
            return redirect("bottom_list")
    status = 422 if form.errors else 200
    return page_with_tables(request, "bottom_list.html", {"view": view, "form": form}, status=status)


@require_safe
def own(request: PageRequest) -> HttpResponse:
    """What was decided about the viewer."""
    rows = own_uses(viewer=request.viewer, on=timezone.localdate(request.now))
    return render(request, "own_uses.html", {"rows": rows})
