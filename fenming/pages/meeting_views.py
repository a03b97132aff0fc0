"""The pages of a meeting, each from what was read and, after a refusal, the form that was sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fenming.pages import meeting_room as room
from fenming.pages.meeting_forms import AcceptForm, CallForm, EnBlocForm, MinutesForm, OtherForm, VoteForm
from fenming.pages.shell import PageRequest
from fenming.queries.meeting import Meetings, MeetingView
from fenming.queries.meeting_agenda import Line


def _page(page: PageRequest, template: str, context: dict[str, Any], *, form: Any = None) -> HttpResponse:
    return render(page, template, context, status=422 if form is not None else 200)


def calling_page(page: PageRequest, view: Meetings, *, form: CallForm | None = None) -> HttpResponse:
    """All meetings, and for the secretary the form to call one."""
    first = view.to_call[0] if view.to_call else None
    initial = {"quarter": first.quarter_id, "held_on": first.earliest} if first else {}
    blank = CallForm(quarters=view.to_call, initial=initial)
    context = {"view": view, "form": form or blank, "today": timezone.localdate(page.now)}
    return _page(page, "meetings.html", context, form=form)


def agenda_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """Before the meeting: the agenda to circulate, attendance, and the button that begins."""
    today = timezone.localdate(page.now)
    return _page(page, "meeting_called.html", {"view": view, "today": today, "is_day": today >= view.held_on})


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
        "facts": room.facts(view),
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
        "facts": room.facts(view),
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


def close_page(page: PageRequest, view: MeetingView, *, form: MinutesForm | None = None) -> HttpResponse:
    """The results, what is left, and the minutes to be written."""
    blank = MinutesForm(initial={"minutes": room.draft_minutes(view)})
    return _page(
        page, "meeting_close.html", {"view": view, "form": form or blank, "refused": form}, form=form
    )


def minutes_page(page: PageRequest, view: MeetingView) -> HttpResponse:
    """After the meeting: minutes, votes, results; made to be printed."""
    names = {line.matter_id: line for line in view.lines}
    votes = [(vote, names.get(vote.matter_id or 0)) for vote in view.votes]
    return _page(page, "meeting_minutes.html", {"view": view, "votes": votes, "facts": room.facts(view)})


def _fresh(form: Any, seen: dict[str, Any]) -> Any:
    """A refused form shows what was typed, but from now on carries what this page shows."""
    if form is not None:
        form.data = form.data.copy()
        for name, value in seen.items():
            form.data[name] = str(value)
    return form
