"""期初转入: the paper book is handed in, looked over with everyone's figures, and taken over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions import AlreadyDone
from fenming.actions.enter_opening import enter_opening
from fenming.pages.opening_forms import BookForm
from fenming.pages.shell import PageRequest
from fenming.queries.opening import Draft, draft_of, opening_page
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused

# The field of the form that a refusal is about.
FIELDS = {
    "future_day": "closed_on", "no_year": "closed_on", "year_closed": "closed_on", "whole_year": "closed_on",
    "matters_there": "closed_on", "resolution_missing": "resolution", "too_long": "resolution",
}  # fmt: skip


@require_safe
def opening(request: PageRequest) -> HttpResponse:
    """What was taken over, or the form to hand it in."""
    return _page(request, BookForm())


@require_POST
def opening_check(request: PageRequest) -> HttpResponse:
    """Every fault, or every member's figures as they would be; nothing is written yet."""
    form = BookForm(request.POST, request.FILES)
    if "edit" in request.POST:
        return _page(request, form)
    draft = _draft(request, form)
    if draft is None:
        return _page(request, form, status=422)
    if draft.book.faults:
        return _page(request, form, status=422, draft=draft)
    return render(request, "opening_check.html", {"draft": draft, "form": form})


@require_POST
def opening_enter(request: PageRequest) -> HttpResponse:
    """Take over what was looked over."""
    form = BookForm(request.POST)
    draft = _draft(request, form)
    if draft is None or draft.book.faults or not _entered(request, form, draft):
        return _page(request, form, status=422, draft=draft)
    return redirect("opening")


def _draft(request: PageRequest, form: BookForm) -> Draft | None:
    """What a valid form hands in, read and judged; None with the reason on the form."""
    if not form.is_valid():
        return None
    given, viewer = form.cleaned_data, request.viewer
    file = given["file"]
    handed_in = (file.name or "文件", file.read()) if file else None
    try:
        return draft_of(
            actor_id=viewer.person_id,
            branch_id=viewer.branch_id,
            closed_on=given["closed_on"],
            text=given["text"],
            handed_in=handed_in,
            today=timezone.localdate(request.now),
        )
    except Refused as refused:
        if refused.code == "forbidden":
            raise
        form.add_error(FIELDS.get(refused.code), refused.sentence)
        return None


def _entered(request: PageRequest, form: BookForm, draft: Draft) -> bool:
    given, viewer = form.cleaned_data, request.viewer
    try:
        done = enter_opening(
            actor_id=viewer.person_id,
            branch_id=viewer.branch_id,
            closed_on=given["closed_on"],
            resolution=given["resolution"],
            lines=draft.book.lines,
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), refused.sentence)
        return False
    until = day_name(done.objection_until)
    messages.success(request, f"已转入 {done.entries} 笔，已经通知本人，异议可以提到{until}。")
    return True


def _page(
    request: PageRequest, form: BookForm, *, status: int = 200, draft: Draft | None = None
) -> HttpResponse:
    view = opening_page(viewer=request.viewer, on=timezone.localdate(request.now))
    context: dict[str, Any] = {"view": view, "form": form, "faults": draft.book.faults if draft else ()}
    return render(request, "opening.html", context, status=status)
