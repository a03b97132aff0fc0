"""One meeting of a branch whole, as its members see it (R33-R38, R67, A15)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from fenming.queries.access import NotFound
from fenming.queries.meeting_agenda import lines_of
from fenming.queries.meeting_list import allowed, require_sight, title_of
from fenming.queries.meeting_month import MonthWork, month_work
from fenming.queries.meeting_roll import called_to
from fenming.queries.meeting_topics import topics_of, with_topics
from fenming.queries.meeting_view import Added, Attendee, MeetingView, Voted
from fenming.queries.report_backs import reports_in, with_reports
from fenming.queries.viewer import Viewer
from fenming.records.models import Addendum, Attendance, Meeting, Resolution


def meeting_of(*, viewer: Viewer, meeting_id: int, today: date) -> MeetingView:
    """One meeting with everything its pages show; five queries at most. NotFound for another branch's, Refused."""
    require_sight(viewer)
    found = Meeting.objects.filter(pk=meeting_id, branch_id=viewer.branch_id)
    found = found.select_related("quarter__year", "month", "minutes", "called_by", "why_cancelled")
    rows = list(with_topics(with_reports(found)))
    if not rows:
        raise NotFound("meeting")
    meeting = rows[0]
    called, closed = meeting.state == Meeting.State.CALLED, meeting.state == Meeting.State.CLOSED
    members = meeting.kind == Meeting.Kind.MEMBERS
    return MeetingView(
        id=meeting.pk,
        kind=meeting.kind,
        title=title_of(meeting),
        state=meeting.state,
        held_on=meeting.held_on,
        entered_on=meeting.entered_on,
        place=meeting.place,
        called_by=meeting.called_by.name,
        circulated_at=meeting.circulated_at,
        why_cancelled=meeting.why_cancelled.text if meeting.why_cancelled else "",
        minutes=meeting.minutes.text if meeting.minutes else "",
        closed_at=meeting.closed_at,
        month=_month(meeting),
        lines=lines_of(meeting) if members else (),
        topics=topics_of(rows),
        sheet=_roll(meeting, today) if called else _sheet(meeting),
        votes=_votes(meeting) if members and not called else (),
        addenda=_addenda(meeting) if closed else (),
        reports=reports_in(meeting),
        own_membership_id=viewer.membership_id,
        may_lead=allowed(viewer, "open_meeting"),
        may_enter=allowed(viewer, "decide"),
        may_see_month=allowed(viewer, "see_assess_desk"),
    )


def _month(meeting: Meeting) -> MonthWork | None:
    if meeting.month is None:
        return None
    return month_work(meeting.month, held_on=meeting.held_on, until=meeting.closed_at)


def _sheet(meeting: Meeting) -> tuple[Attendee, ...]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("membership__roster_no")
    fields = (
        "membership_id",
        "membership__roster_no",
        "membership__person__name",
        "voting",
        "present",
        "mark",
    )
    return tuple(Attendee(*row) for row in rows.values_list(*fields))


def _roll(meeting: Meeting, today: date) -> tuple[Attendee, ...]:
    """Before the meeting begins: who should attend on its day, with what has been entered; two queries."""
    rows = Attendance.objects.filter(meeting=meeting).values_list("membership_id", "present", "mark")
    entered = {pk: (present, mark) for pk, present, mark in rows}
    called = called_to(
        branch_id=meeting.branch_id,
        kind=meeting.kind,
        day=meeting.held_on if meeting.entered_on else max(meeting.held_on, today),
    )
    return tuple(
        Attendee(
            one.membership_id,
            one.roster_no,
            one.name,
            one.voting,
            *entered.get(one.membership_id, (None, "")),
        )
        for one in called
    )


def _votes(meeting: Meeting) -> tuple[Voted, ...]:
    fields = (
        "number", "matter_id", "proposal", "those_present", "should_attend", "present", "without_objection",
        "ayes", "nays", "abstained", "adopted",
    )  # fmt: skip
    rows = Resolution.objects.filter(meeting=meeting).order_by("number").values_list(*fields)
    return tuple(_voted(*row) for row in rows)


def _voted(number: int, matter_id: int | None, proposal: str, those_present: str, *figures: Any) -> Voted:
    return Voted(number, matter_id, proposal, frozenset(json.loads(those_present)), *figures)


def _addenda(meeting: Meeting) -> tuple[Added, ...]:
    rows = Addendum.objects.filter(meeting=meeting).order_by("number")
    return tuple(Added(*row) for row in rows.values_list("number", "text__text", "by__name", "at"))
