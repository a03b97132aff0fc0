"""The pages of a meeting, each from what was read and, after a refusal, the form that was sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fenming.pages import meeting_room as room
from fenming.pages.meeting_forms import (
    AcceptForm,
    AddendumForm,
    CallForm,
    EnBlocForm,
    MinutesForm,
    OtherForm,
    OutcomeForm,
    VoteForm,
)
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import TABLES, page_with_tables
from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_list import Meetings
from fenming.queries.meeting_topics import TopicLine
from fenming.queries.meeting_view import MeetingView
from fenming.queries.meeting_words import facts, presence_words


def _page(page: PageRequest, template: str, context: dict[str, Any], *, form: Any = None) -> HttpResponse:
    make = page_with_tables if template in TABLES else render
    return make(page, template, context, status=422 if form is not None else 200)


def calling_page(page: PageRequest, view: Meetings, *, form: CallForm | None = None) -> HttpResponse:
    """All meetings, and for the secretary the form to call one."""
    first = view.to_call[0] if view.to_call else None
    initial = {"what": first.choice, "held_on": first.earliest} if first else {}
    blank = CallForm(to_call=view.to_call, initial=initial)
    context = {"view": view, "form": form or blank, "today": timezone.localdate(page.now)}
    return _page(page, "meetings.html", context, form=form)


def agenda_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """Before the meeting: the agenda to circulate, attendance, and the button that begins."""
    today = timezone.localdate(page.now)
    context = {"view": view, "today": today, "is_day": today >= view.held_on}
    return _page(page, "meeting_called.html", context)


def month_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """A monthly meeting under way: how far the month is assessed, and the topics."""
    context = {"view": view, "next": room.way_on(view, -1), "facts": facts(view)}
    return _page(page, "meeting_month.html", context)


def cancelled_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """A meeting that was called off, and why."""
    return _page(page, "meeting_cancelled.html", {"view": view})


def roll_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """The names to tick, on a page of its own while the meeting runs."""
    return _page(page, "meeting_attendance.html", {"view": view})


def list_page(page: PageRequest, view: MeetingView, *, form: EnBlocForm | None = None) -> HttpResponse:
    """The projector: what one vote covers."""
    seen = ",".join(str(line.matter_id) for line in view.to_vote)
    counts = {"ayes": view.present, "nays": 0, "abstained": 0}
    votes = view.votes_on(None)
    initial = counts | {"seen": seen, "seen_votes": len(votes)}
    context = {
        "view": view,
        "facts": facts(view),
        "columns": room.columns_of(view),
        "members": room.members_with(view.en_bloc),
        "last": votes[-1] if votes else None,
        "form": _fresh(form, {"seen": seen, "seen_votes": len(votes)}) or EnBlocForm(initial=initial),
        "refused": form,
        "next": room.way_on(view, -1),
    }
    return _page(page, "meeting_room.html", context, form=form)


def matter_page(
    page: PageRequest, view: MeetingView, line: Line, *, form: VoteForm | None = None
) -> HttpResponse:
    """The projector: one matter, three figures, the vote."""
    position = view.singled.index(line)
    votes = view.votes_on(line.matter_id)
    counts = {
        "ayes": view.electorate(line.membership_id).voters,
        "nays": 0,
        "abstained": 0,
        "seen_votes": len(votes),
    }
    form = _fresh(form, {"seen_votes": len(votes)})
    accept = form if isinstance(form, AcceptForm) else AcceptForm(initial=counts | {"outcome": "accepted"})
    other = form if isinstance(form, OtherForm) else OtherForm(line=line, initial=counts, auto_id="other_%s")
    context = {
        "view": view,
        "facts": facts(view),
        "line": line,
        "number": position + 1,
        "figures": room.figures_of(line),
        "electorate": room.electorate_words(view, line),
        "button": room.sum_words(line),
        "accept": accept,
        "other": other,
        "refused": form,
        "last": votes[-1] if votes else None,
        "next": room.way_on(view, position),
        "back": room.way_back(view, position),
    }
    return _page(page, "meeting_matter.html", context, form=form)


def topic_page(
    page: PageRequest, view: MeetingView, line: TopicLine, *, form: OutcomeForm | None = None
) -> HttpResponse:
    """The projector: one topic and what came of it."""
    position = len(view.singled) + line.number - 1
    context = {
        "view": view,
        "facts": facts(view),
        "line": line,
        "form": form or OutcomeForm(initial={"outcome": line.outcome}),
        "refused": form,
        "next": room.way_on(view, position),
        "back": room.way_back(view, position),
    }
    return _page(page, "meeting_topic.html", context, form=form)


def close_page(page: PageRequest, view: MeetingView, *, form: MinutesForm | None = None) -> HttpResponse:
    """The results, what is left, and the minutes to be written."""
    blank = MinutesForm(initial={"minutes": room.draft_minutes(view)})
    context = {"view": view, "form": form or blank, "refused": form}
    return _page(page, "meeting_close.html", context, form=form)


def minutes_page(page: PageRequest, view: MeetingView, *, form: AddendumForm | None = None) -> HttpResponse:
    """After the meeting: minutes, votes, results, what was added since; made to be printed."""
    names = {line.matter_id: line for line in view.lines}
    votes = [(vote, names.get(vote.matter_id or 0)) for vote in view.votes]
    seen = {"seen": len(view.addenda)}
    context = {
        "view": view,
        "votes": votes,
        "facts": facts(view),
        "presence": presence_words(view),
        "form": _fresh(form, seen) or AddendumForm(initial=seen),
        "refused": form,
    }
    return _page(page, "meeting_minutes.html", context, form=form)


def _fresh(form: Any, seen: dict[str, Any]) -> Any:
    """A refused form shows what was typed, but from now on carries what this page shows."""
    if form is not None:
        form.data = form.data.copy()
        for name, value in seen.items():
            form.data[name] = str(value)
    return form
