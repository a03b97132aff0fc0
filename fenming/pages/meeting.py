"""会议: called and prepared at a desk, decided on the projector, kept as minutes (R33, R35-R38, A15)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.decide_single import decide_single
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.actions.single_out import single_out
from fenming.pages.meeting_forms import AcceptForm, CallForm, EnBlocForm, MinutesForm, OtherForm
from fenming.pages.meeting_steps import act, done, not_open, takes_forms, view_of
from fenming.pages.meeting_views import (
    agenda_page,
    calling_page,
    cancelled_page,
    close_page,
    list_page,
    matter_page,
    minutes_page,
    month_page,
    roll_page,
)
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_list import meetings_of
from fenming.queries.meeting_view import MeetingView
from fenming.rules.terms import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponse:
    """The list, and the form that calls the next meeting."""
    page = cast(PageRequest, request)
    view = meetings_of(viewer=page.viewer, today=timezone.localdate(page.now))
    if page.method != "POST":
        return calling_page(page, view)
    form = CallForm(page.POST, to_call=view.to_call)
    if form.is_valid() and (meeting_id := done(form, call_meeting, page, **form.given())) is not None:
        messages.success(page, "会议已经召集。议程可以先发给大家，到会后登记到会。")
        return redirect("meeting", meeting_id)
    return calling_page(page, view, form=form)


@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Before: agenda and attendance. During: the list en bloc on the projector. After: minutes and results."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    running = month_page if view.month else list_page
    shown = {"called": agenda_page, "open": running, "closed": minutes_page, "cancelled": cancelled_page}
    return shown[view.state](page, view)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say who is there, late, on leave or absent; also later, when someone came after the beginning."""
    page = cast(PageRequest, request)
    if page.method != "POST":
        view = view_of(page, meeting_id)
        return roll_page(page, view) if takes_forms(view) else redirect("meeting", meeting_id)
    act(mark_attendance, page, meeting_id=meeting_id, marks=_marks(page))
    messages.success(page, "到会已登记。")
    return redirect("meeting", meeting_id)


@require_POST
def begin(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Begin the meeting."""
    act(open_meeting, cast(PageRequest, request), meeting_id=meeting_id)
    return redirect("meeting", meeting_id)


@require_POST
def en_bloc(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The vote on the whole list."""
    page = cast(PageRequest, request)
    if (view := view_of(page, meeting_id)).state != "open" or view.month:
        return not_open(page, meeting_id)
    form = EnBlocForm(page.POST)
    if form.is_valid():
        asked = form.given() | {"meeting_id": meeting_id, "seen": form.cleaned_data["seen"]}
        if done(form, decide_en_bloc, page, **asked) is not None:
            return redirect("meeting", meeting_id)
        view = view_of(page, meeting_id)
    return list_page(page, view, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask for a matter of the list to be looked at by itself."""
    page = cast(PageRequest, request)
    if page.method == "POST":
        matter_id = int(asked) if (asked := page.POST.get("matter", "")).isdecimal() else 0
        act(single_out, page, meeting_id=meeting_id, matter_id=matter_id)
        return redirect("meeting_matter", meeting_id, matter_id)
    if not takes_forms(view := view_of(page, meeting_id)) or view.state != "open" or view.month:
        return redirect("meeting", meeting_id)
    return render(page, "meeting_single_out.html", {"view": view})


@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, meeting_id: int, matter_id: int) -> HttpResponse:
    """One singled-out matter and its vote."""
    page = cast(PageRequest, request)
    if (view := view_of(page, meeting_id)).state != "open":
        return not_open(page, meeting_id)
    line = _singled_out(view, matter_id)
    if page.method != "POST":
        return matter_page(page, view, line)
    form = _form_of(page, line)
    if form.is_valid() and _decide(page, meeting_id, line, form) is not None:
        return redirect("meeting_matter", meeting_id, matter_id)
    return matter_page(page, view, line, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The results in short, what is still undecided, and the minutes."""
    page = cast(PageRequest, request)
    if (view := view_of(page, meeting_id)).state != "open":
        return not_open(page, meeting_id)
    if page.method != "POST":
        return close_page(page, view) if takes_forms(view) else redirect("meeting", meeting_id)
    form = MinutesForm(page.POST)
    if form.is_valid():
        asked = {"meeting_id": meeting_id, "minutes": form.cleaned_data["minutes"]}
        if done(form, close_meeting, page, **asked) is not None:
            messages.success(
                page, "会议已经结束，记录保存好了。" if view.month else "大会已经结束，评定已记入台账。"
            )
            return redirect("meeting", meeting_id)
    return close_page(page, view, form=form)


def _marks(page: PageRequest) -> dict[int, str]:
    """What was chosen for each name; NotFound when a field names nobody."""
    try:
        return {int(name[5:]): str(page.POST[name]) for name in page.POST if name.startswith("mark_")}
    except ValueError:
        raise NotFound("attendance") from None


def _singled_out(view: MeetingView, matter_id: int) -> Line:
    line = next((line for line in view.lines if line.matter_id == matter_id), None)
    if line is None:
        raise NotFound("agenda")
    if not line.singled_out:
        raise Refused("not_singled_out", "这件事在一并评定的名单里。请先提出来逐项审议，再单独表决。")
    return line


def _form_of(page: PageRequest, line: Line) -> AcceptForm | OtherForm:
    return (
        AcceptForm(page.POST)
        if page.POST.get("outcome") == "accepted"
        else OtherForm(page.POST, line=line, auto_id="other_%s")
    )


def _decide(page: PageRequest, meeting_id: int, line: Line, form: AcceptForm | OtherForm) -> Any:
    given = form.cleaned_data
    asked = form.given() | {
        "meeting_id": meeting_id,
        "matter_id": line.matter_id,
        "outcome": given["outcome"],
    }
    if given["outcome"] == "changed":
        asked |= {
            "quantity": given.get("quantity"),
            "each_centi": given.get("each"),
            "level": given.get("level") or None,
        }
    return done(form, decide_single, page, reason=given.get("reason", ""), **asked)
