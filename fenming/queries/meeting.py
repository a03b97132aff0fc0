"""The members' meetings of a branch as its members see them: the list, and one meeting whole (R35-R38, R67, A15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fenming.queries.access import NotFound, current_on
from fenming.queries.meeting_agenda import Line, lines_of
from fenming.queries.quarter import quarter_name, quarters_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Attendance, Meeting, Membership, Resolution
from fenming.rules.authority import Relation, may
from fenming.rules.meeting import Result, quorum, votes_needed
from fenming.rules.terms import Refused, Status

NOTICE_AT_MOST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone on the roster of the day; `present` is None while nobody entered it."""

    membership_id: int
    roster_no: int
    name: str
    voting: bool
    present: bool | None


@dataclass(frozen=True, slots=True)
class Voted:
    """A resolution with its count; `matter_id` is None for the vote en bloc."""

    number: int
    matter_id: int | None
    proposal: str
    should_attend: int
    present: int
    without_objection: bool
    ayes: int
    nays: int
    abstained: int
    adopted: bool


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting: facts, agenda, attendance, votes, and what the viewer may do."""

    id: int
    title: str
    state: str
    held_on: date
    place: str
    called_by: str
    minutes: str
    closed_at: datetime | None
    lines: tuple[Line, ...]
    sheet: tuple[Attendee, ...]
    votes: tuple[Voted, ...]
    may_lead: bool
    may_enter: bool

    @property
    def marked(self) -> bool:
        return any(one.present is not None for one in self.sheet)

    @property
    def should_attend(self) -> int:
        """With a vote."""
        return sum(one.voting for one in self.sheet)

    @property
    def present(self) -> int:
        """There, and with a vote."""
        return sum(one.voting and bool(one.present) for one in self.sheet)

    @property
    def everyone_there(self) -> bool:
        return all(one.present for one in self.sheet)

    @property
    def quorum(self) -> Result | None:
        """Whether enough are there, in words; None while attendance has not been entered."""
        if not self.marked or not self.should_attend:
            return None
        return quorum(should_attend_voting=self.should_attend, present_voting=self.present)

    @property
    def singled(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.singled_out)

    @property
    def en_bloc(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.singled_out)

    @property
    def to_vote(self) -> tuple[Line, ...]:
        """What one vote en bloc would cover now."""
        return tuple(line for line in self.en_bloc if not line.outcome)

    @property
    def undecided(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.outcome)

    def votes_on(self, matter_id: int | None) -> tuple[Voted, ...]:
        """The votes held so far on one matter, or en bloc for None."""
        return tuple(vote for vote in self.votes if vote.matter_id == matter_id)

    def electorate(self, membership_id: int) -> Electorate:
        """Who votes on a singled-out matter of this member (A15)."""
        owner = next((one for one in self.sheet if one.membership_id == membership_id and one.voting), None)
        excluded, there = owner is not None, bool(owner and owner.present)
        counted = self.should_attend - excluded
        needed = (
            votes_needed(should_attend_voting=self.should_attend, owner_excluded=excluded) if counted else 0
        )
        return Electorate(self.should_attend, counted, self.present - there, needed, excluded)


@dataclass(frozen=True, slots=True)
class Electorate:
    """Of `should_attend` members with a vote `counted` count here, `voters` are there, `needed` ayes adopt."""

    should_attend: int
    counted: int
    voters: int
    needed: int
    owner_excluded: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list."""

    id: int
    title: str
    held_on: date
    place: str
    state: str
    state_name: str


@dataclass(frozen=True, slots=True)
class QuarterToCall:
    """A quarter whose meeting may be called now, and the first day it may be held on."""

    quarter_id: int
    name: str
    earliest: date
    matters: int


@dataclass(frozen=True, slots=True)
class Meetings:
    """The branch's meetings, latest first, and what may be called."""

    rows: tuple[MeetingRow, ...]
    to_call: tuple[QuarterToCall, ...]
    may_call: bool


def _allowed(viewer: Viewer, verb: str) -> bool:
    return may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed


def _require_sight(viewer: Viewer) -> None:
    answer = may(verb="see_meeting", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)


def _title(meeting: Meeting) -> str:
    again = f"（第{'一二三四五六七八九'[min(meeting.number, 9) - 1]}次）" if meeting.number > 1 else ""
    return f"{meeting.quarter.year.number}年{quarter_name(meeting.quarter.number)}党员大会{again}"


def meetings_of(*, viewer: Viewer, today: date) -> Meetings:
    """The list page; two queries. Refused (forbidden) for who may not see meetings."""
    _require_sight(viewer)
    found = list(
        Meeting.objects.filter(branch_id=viewer.branch_id)
        .select_related("quarter__year")
        .order_by("-quarter__start", "-number")
    )
    rows = tuple(
        MeetingRow(one.pk, _title(one), one.held_on, one.place, one.state, one.get_state_display())
        for one in found
    )
    running = {one.quarter_id for one in found if one.state != Meeting.State.CLOSED}
    may_call = _allowed(viewer, "call_meeting")
    quarters = quarters_of(branch_id=viewer.branch_id) if may_call else []
    free = [
        QuarterToCall(one.id, f"{one.year}年{one.name}", max(today, one.end.replace(day=1)), one.open_matters)
        for one in reversed(quarters)
        if one.id not in running
        and (one.state == "open" or (one.state == "determined" and one.open_matters))
        and one.end.replace(day=1) - today <= NOTICE_AT_MOST
    ]
    return Meetings(rows, tuple(free), may_call)


def meeting_of(*, viewer: Viewer, meeting_id: int, today: date) -> MeetingView:
    """One meeting with everything its pages show; four queries. Raises NotFound for another branch's, Refused."""
    _require_sight(viewer)
    rows = Meeting.objects.filter(pk=meeting_id, branch_id=viewer.branch_id)
    meeting = rows.select_related("quarter__year", "minutes", "called_by").first()
    if meeting is None:
        raise NotFound("meeting")
    called = meeting.state == Meeting.State.CALLED
    return MeetingView(
        id=meeting.pk,
        title=_title(meeting),
        state=meeting.state,
        held_on=meeting.held_on,
        place=meeting.place,
        called_by=meeting.called_by.name,
        minutes=meeting.minutes.text if meeting.minutes else "",
        closed_at=meeting.closed_at,
        lines=lines_of(meeting),
        sheet=_roster(meeting, today) if called else _sheet(meeting),
        votes=() if called else _votes(meeting),
        may_lead=_allowed(viewer, "open_meeting"),
        may_enter=_allowed(viewer, "decide"),
    )


def _sheet(meeting: Meeting) -> tuple[Attendee, ...]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("membership__roster_no")
    fields = ("membership_id", "membership__roster_no", "membership__person__name", "voting", "present")
    return tuple(Attendee(*row) for row in rows.values_list(*fields))


def _roster(meeting: Meeting, today: date) -> tuple[Attendee, ...]:
    """Before the meeting begins: the roster of its day, with what has been entered; two queries."""
    day = max(meeting.held_on, today)
    present = dict(Attendance.objects.filter(meeting=meeting).values_list("membership_id", "present"))
    rows = Membership.objects.filter(current_on(day), branch_id=meeting.branch_id)
    fields = ("pk", "roster_no", "person__name", "standings__status", "standings__since")
    latest: dict[int, Attendee] = {}
    for pk, roster_no, name, status, since in rows.order_by("roster_no", "standings__since").values_list(
        *fields
    ):
        # the first standing holds from the beginning, a later one from its day on
        if pk not in latest or (since and since <= day):
            latest[pk] = Attendee(pk, roster_no, name, status == Status.FORMAL, present.get(pk))
    return tuple(latest.values())


def _votes(meeting: Meeting) -> tuple[Voted, ...]:
    fields = (
        "number", "matter_id", "proposal", "should_attend", "present", "without_objection",
        "ayes", "nays", "abstained", "adopted",
    )  # fmt: skip
    rows = Resolution.objects.filter(meeting=meeting).order_by("number")
    return tuple(Voted(*row) for row in rows.values_list(*fields))
