"""What every page of a meeting does alike: read the meeting, carry out a verb, put a refusal on its form."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fenming.actions import AlreadyDone
from fenming.pages.shell import PageRequest
from fenming.queries.meeting import meeting_of
from fenming.queries.meeting_view import MeetingView
from fenming.rules.terms import Refused


def view_of(page: PageRequest, meeting_id: int) -> MeetingView:
    """The meeting as this viewer sees it; NotFound, Refused."""
    return meeting_of(viewer=page.viewer, meeting_id=meeting_id, today=timezone.localdate(page.now))


def takes_forms(view: MeetingView) -> bool:
    """Pages that are there to enter something open for those who enter it; for everyone else the meeting's own."""
    return view.may_enter and view.state in ("called", "open")


def not_open(page: PageRequest, meeting_id: int) -> HttpResponse:
    """Another window began or ended the meeting, or never began it: its page says how things are."""
    if page.method == "POST":
        messages.info(page, "这次会议不在进行中，您刚才办的没有保存。请看现在的情况。")
    return redirect("meeting", meeting_id)


def act(verb: Any, page: PageRequest, **asked: Any) -> Any:
    """Carry out a verb for the viewer with the form's once-only key."""
    return verb(actor_id=page.viewer.person_id, key=page.POST.get("key", ""), now=page.now, **asked)


# Which field of a meeting's form a refusal of the verb belongs to.
_FIELDS: Final = {
    "past_day": "held_on", "too_early": "held_on", "too_far": "held_on", "month_assessed": "held_on",
    "bad_place": "place", "bad_kind": "what", "no_committee": "what", "already_called": "what",
}  # fmt: skip


def done(form: Form, verb: Any, page: PageRequest, **asked: Any) -> Any:
    """What the verb returned, or None with its refusal on the form."""
    try:
        return act(verb, page, **asked)
    except AlreadyDone:
        raise
    except Refused as refused:
        field = _FIELDS.get(refused.code)
        form.add_error(field if field in form.fields else None, refused.sentence)
        return None
