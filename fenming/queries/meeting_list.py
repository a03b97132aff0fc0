"""The meetings of a branch in their order, and which may be called now (R33, R35)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from fenming.queries.meeting_roll import called_to
from fenming.queries.quarter import MEMBERS_HELD, QuarterFacts, quarter_name, quarters_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Meeting, Month
from fenming.rules.authority import Relation, may
from fenming.rules.meeting import monthly_kinds
from fenming.rules.terms import Refused

NOTICE_AT_MOST = timedelta(days=60)
RUNNING = (Meeting.State.CALLED, Meeting.State.OPEN)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list."""

    id: int
    title: str
    held_on: date
    place: str
    state: str
    state_name: str
    entered_on: date | None


@dataclass(frozen=True, slots=True)
class ToCall:
    """A meeting that may be called now: its kind, the quarter or month it is for, the first day it may be held on.

    `what` says it in one line: for a members' meeting with how many matters it has to decide.
    """

    kind: str
    period_id: int
    what: str
    earliest: date

    @property
    def choice(self) -> str:
        """What a form sends for it."""
        return f"{self.kind}-{self.period_id}"


@dataclass(frozen=True, slots=True)
class Meetings:
    """The branch's meetings, latest first, and what may be called, the members' meetings first."""

    rows: tuple[MeetingRow, ...]
    to_call: tuple[ToCall, ...]
    may_call: bool


def allowed(viewer: Viewer, verb: str) -> bool:
    """Whether the viewer's offices let them do this in the branch."""
    return may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed


def require_sight(viewer: Viewer) -> None:
    """Refused (forbidden) for who may not see meetings."""
    answer = may(verb="see_meeting", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)


def title_of(meeting: Meeting) -> str:
    """``2026年第一季度党员大会``, ``2026年3月支委会``; a second one says so."""
    again = f"（第{'一二三四五六七八九'[min(meeting.number, 9) - 1]}次）" if meeting.number > 1 else ""
    year = meeting.quarter.year.number
    if meeting.month is not None:
        return f"{year}年{meeting.month.number}月{meeting.get_kind_display()}{again}"
    return f"{year}年{quarter_name(meeting.quarter.number)}党员大会{again}"


def row_of(meeting: Meeting) -> MeetingRow:
    """A meeting as lists show it; its quarter's year and its month are at hand."""
    return MeetingRow(
        meeting.pk,
        title_of(meeting),
        meeting.held_on,
        meeting.place,
        meeting.state,
        meeting.get_state_display(),
        meeting.entered_on,
    )


def meetings_of(*, viewer: Viewer, today: date) -> Meetings:
    """The list page; four queries for who may call. Refused (forbidden) for who may not see meetings."""
    require_sight(viewer)
    found = list(
        Meeting.objects.filter(branch_id=viewer.branch_id)
        .select_related("quarter__year", "month")
        .order_by("-held_on", "-pk")
    )
    rows = tuple(row_of(one) for one in found)
    may_call = allowed(viewer, "call_meeting")
    free = (*_quarters(viewer, found, today), *_months(viewer, today)) if may_call else ()
    return Meetings(rows, free, may_call)


def _quarters(viewer: Viewer, found: Iterable[Meeting], today: date) -> list[ToCall]:
    running = {one.quarter_id for one in found if one.month_id is None and one.state in RUNNING}
    return [
        ToCall(
            Meeting.Kind.MEMBERS,
            one.id,
            f"{one.year}年{one.name}党员大会（{one.open_matters} 件待评定）",
            max(today, one.end.replace(day=1)),
        )
        for one in reversed(quarters_of(branch_id=viewer.branch_id))
        if one.id not in running and _wants_a_meeting(one, today)
    ]


def _wants_a_meeting(quarter: QuarterFacts, today: date) -> bool:
    waits = quarter.state == "open" or (quarter.state == "determined" and quarter.open_matters > 0)
    return waits and quarter.end.replace(day=1) - today <= NOTICE_AT_MOST


def _months(viewer: Viewer, today: date) -> list[ToCall]:
    """Months that have begun and are not assessed, or had no meeting before their quarter's, in each way there is."""
    meetings = Meeting.objects.filter(month=OuterRef("pk"))
    rows = Month.objects.filter(branch_id=viewer.branch_id, start__lte=today).select_related("quarter__year")
    rows = rows.exclude(Exists(meetings.filter(state__in=RUNNING))).order_by("start")
    held = Exists(meetings.filter(state=Meeting.State.CLOSED))
    determined = Exists(Meeting.objects.filter(MEMBERS_HELD, quarter=OuterRef("quarter")))
    months = list(rows.exclude(held | determined, assessed_at__isnull=False))
    called = called_to(branch_id=viewer.branch_id, kind=Meeting.Kind.BRANCH, day=today)
    kinds = monthly_kinds(formal=sum(one.voting for one in called))
    names = dict(Meeting.Kind.choices)
    return [
        ToCall(
            kind,
            month.pk,
            f"{month.quarter.year.number}年{month.number}月{names[kind]}（初评{month.number}月的积分）",
            today,
        )
        for month in months
        for kind in kinds
    ]
