"""会议: called and prepared at a desk, decided on the projector, kept as minutes (R35-R38, A15)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.decide_single import decide_single
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.actions.single_out import single_out
from fenming.pages.meeting_forms import AcceptForm, CallForm, EnBlocForm, MinutesForm, OtherForm
from fenming.pages.meeting_views import (
    agenda_page,
    calling_page,
    close_page,
    list_page,
    matter_page,
    minutes_page,
    roll_page,
)
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.meeting import MeetingView, meeting_of, meetings_of
from fenming.queries.meeting_agenda import Line
from fenming.rules.terms import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponse:
    """The list, and the form that calls the next meeting."""
    page = cast(PageRequest, request)
    view = meetings_of(viewer=page.viewer, today=timezone.localdate(page.now))
    if page.method != "POST":
        return calling_page(page, view)
    form = CallForm(page.POST, quarters=view.to_call)
    if form.is_valid():
        given = form.cleaned_data
        asked = {"quarter_id": given["quarter"], "held_on": given["held_on"], "place": given["place"]}
        if (meeting_id := _done(form, call_meeting, page, **asked)) is not None:
            messages.success(page, "大会已经召集。议程可以先传阅，到会后登记到会。")
            return redirect("meeting", meeting_id)
    return calling_page(page, view, form=form)


@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Before: agenda and attendance. During: the list en bloc on the projector. After: minutes and results."""
    page = cast(PageRequest, request)
    view = _view(page, meeting_id)
    shown = {"called": agenda_page, "open": list_page, "closed": minutes_page}
    return shown[view.state](page, view)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Tick who is there; also later, when someone came after the beginning."""
    page = cast(PageRequest, request)
    if page.method != "POST":
        view = _view(page, meeting_id)
        return roll_page(page, view) if _takes_forms(view) else redirect("meeting", meeting_id)
    try:
        present = [int(one) for one in page.POST.getlist("present")]
    except ValueError:
        raise NotFound("attendance") from None
    _act(mark_attendance, page, meeting_id=meeting_id, present_membership_ids=present)
    messages.success(page, "到会已登记。")
    return redirect("meeting", meeting_id)


@require_POST
def begin(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Begin the meeting."""
    _act(open_meeting, cast(PageRequest, request), meeting_id=meeting_id)
    return redirect("meeting", meeting_id)


@require_POST
def en_bloc(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The vote on the whole list."""
    page = cast(PageRequest, request)
    if (view := _view(page, meeting_id)).state != "open":
        return _not_open(page, meeting_id)
    form = EnBlocForm(page.POST)
    if form.is_valid():
        asked = form.given() | {"meeting_id": meeting_id, "seen": form.cleaned_data["seen"]}
        if _done(form, decide_en_bloc, page, **asked) is not None:
            return redirect("meeting", meeting_id)
        view = _view(page, meeting_id)
    return list_page(page, view, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask for a matter of the list to be looked at by itself."""
    page = cast(PageRequest, request)
    if page.method == "POST":
        matter_id = int(asked) if (asked := page.POST.get("matter", "")).isdecimal() else 0
        _act(single_out, page, meeting_id=meeting_id, matter_id=matter_id)
        return redirect("meeting_matter", meeting_id, matter_id)
    if not _takes_forms(view := _view(page, meeting_id)) or view.state != "open":
        return redirect("meeting", meeting_id)
    return render(page, "meeting_single_out.html", {"view": view})


@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, meeting_id: int, matter_id: int) -> HttpResponse:
    """One singled-out matter and its vote."""
    page = cast(PageRequest, request)
    if (view := _view(page, meeting_id)).state != "open":
        return _not_open(page, meeting_id)
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
    if (view := _view(page, meeting_id)).state != "open":
        return _not_open(page, meeting_id)
    if page.method != "POST":
        return close_page(page, view) if _takes_forms(view) else redirect("meeting", meeting_id)
    form = MinutesForm(page.POST)
    if form.is_valid():
        asked = {"meeting_id": meeting_id, "minutes": form.cleaned_data["minutes"]}
        if _done(form, close_meeting, page, **asked) is not None:
            messages.success(page, "大会已经结束，评定已记入台账。")
            return redirect("meeting", meeting_id)
    return close_page(page, view, form=form)


def _view(page: PageRequest, meeting_id: int) -> MeetingView:
    return meeting_of(viewer=page.viewer, meeting_id=meeting_id, today=timezone.localdate(page.now))


def _takes_forms(view: MeetingView) -> bool:
    """Pages that are there to enter something open for those who enter it; for everyone else the meeting's own."""
    return view.may_enter and view.state != "closed"


def _not_open(page: PageRequest, meeting_id: int) -> HttpResponse:
    """Another window began or closed the meeting, or never began it: its page says how things are."""
    if page.method == "POST":
        messages.info(page, "这次大会不在进行中，您刚才办的没有保存。请看现在的情况。")
    return redirect("meeting", meeting_id)


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
    return _done(form, decide_single, page, reason=given.get("reason", ""), **asked)


def _act(verb: Any, page: PageRequest, **asked: Any) -> Any:
    return verb(actor_id=page.viewer.person_id, key=page.POST.get("key", ""), now=page.now, **asked)


def _done(form: Form, verb: Any, page: PageRequest, **asked: Any) -> Any:
    """What the verb returned, or None with its refusal on the form."""
    try:
        return _act(verb, page, **asked)
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None
