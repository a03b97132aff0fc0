"""会议: what is done about a meeting beside its course: move it, call it off, send its agenda, its topics, addenda (R35-R37)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fenming.actions.add_addendum import add_addendum
from fenming.actions.add_topic import add_topic
from fenming.actions.cancel_meeting import cancel_meeting
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.actions.drop_topic import drop_topic
from fenming.actions.move_meeting import move_meeting
from fenming.actions.note_topic import note_topic
from fenming.actions.withhold_text import withhold_text
from fenming.pages.meeting_forms import AddendumForm, CancelForm, MoveForm, OutcomeForm, TopicForm
from fenming.pages.meeting_steps import act, done, takes_forms, view_of
from fenming.pages.meeting_views import minutes_page, topic_page
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.meeting_topics import TopicLine
from fenming.queries.meeting_view import MeetingView


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Another day or place."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    if page.method != "POST":
        if not view.may_lead or view.state != "called":
            return redirect("meeting", meeting_id)
        form = MoveForm(initial={"held_on": view.held_on, "place": view.place})
        return render(page, "meeting_move.html", {"view": view, "form": form})
    form = MoveForm(page.POST)
    if form.is_valid() and done(form, move_meeting, page, meeting_id=meeting_id, **form.cleaned_data):
        messages.success(page, "会议已经改期，应到会的人都会收到。")
        return redirect("meeting", meeting_id)
    return render(page, "meeting_move.html", {"view": view, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting off, with a reason."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    if page.method != "POST":
        if not view.may_lead or view.state != "called":
            return redirect("meeting", meeting_id)
        return render(page, "meeting_cancel.html", {"view": view, "form": CancelForm()})
    form = CancelForm(page.POST)
    if form.is_valid() and done(form, cancel_meeting, page, meeting_id=meeting_id, **form.cleaned_data):
        messages.success(page, "会议已经取消，应到会的人都会收到。")
        return redirect("meeting", meeting_id)
    return render(page, "meeting_cancel.html", {"view": view, "form": form}, status=422)


@require_POST
def circulate(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Send the agenda."""
    page = cast(PageRequest, request)
    act(circulate_agenda, page, meeting_id=meeting_id)
    messages.success(page, "议程已经发送，应到会的人都会收到。")
    return redirect("meeting", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The list of topics: one more, or one less."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    if page.method != "POST":
        form = TopicForm()
        shown = render(page, "meeting_topics.html", {"view": view, "form": form})
        return shown if takes_forms(view) else redirect("meeting", meeting_id)
    form = TopicForm(page.POST)
    if form.is_valid() and done(form, add_topic, page, meeting_id=meeting_id, **form.cleaned_data):
        messages.success(page, "议题已经添上。")
        return redirect("meeting_topics", meeting_id)
    return render(page, "meeting_topics.html", {"view": view, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, meeting_id: int, topic_id: int) -> HttpResponse:
    """One topic on the projector, and what the meeting made of it."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    line = _topic(view, topic_id)
    if page.method != "POST":
        return topic_page(page, view, line) if view.state == "open" else redirect("meeting", meeting_id)
    form = OutcomeForm(page.POST)
    if form.is_valid() and done(form, note_topic, page, topic_id=topic_id, **form.cleaned_data):
        return redirect("meeting_topic", meeting_id, topic_id)
    return topic_page(page, view, line, form=form)


@require_POST
def topic_drop(request: HttpRequest, meeting_id: int, topic_id: int) -> HttpResponse:
    """Take a topic off the agenda."""
    page = cast(PageRequest, request)
    _topic(view_of(page, meeting_id), topic_id)
    act(drop_topic, page, topic_id=topic_id)
    messages.success(page, "议题已经撤下。")
    return redirect("meeting_topics", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A paragraph under the minutes."""
    page = cast(PageRequest, request)
    view = view_of(page, meeting_id)
    if page.method != "POST" or view.state != "closed":
        return redirect("meeting", meeting_id)
    form = AddendumForm(page.POST)
    if form.is_valid() and done(form, add_addendum, page, meeting_id=meeting_id, **form.cleaned_data):
        messages.success(page, "补记已经保存。")
        return redirect("meeting", meeting_id)
    return minutes_page(page, view_of(page, meeting_id), form=form)


@require_POST
def withhold(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Keep the sentence of an own matter off the wall, or let it be shown again."""
    page = cast(PageRequest, request)
    withheld, meeting_id = page.POST.get("withheld") == "yes", page.POST.get("meeting", "")
    act(withhold_text, page, matter_id=matter_id, withheld=withheld)
    messages.success(page, "这件事的说明不会上屏显示。" if withheld else "这件事的说明会照常上屏显示。")
    return redirect("meeting", int(meeting_id)) if meeting_id.isdecimal() else redirect("matter", matter_id)


def _topic(view: MeetingView, topic_id: int) -> TopicLine:
    line = next((line for line in view.topics if line.id == topic_id), None)
    if line is None:
        raise NotFound("topic")
    return line
