"""One meeting as its pages show it: what was called, who is there, what is voted on, what was noted (R33-R38, A15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_month import MonthWork
from fenming.queries.meeting_topics import TopicLine
from fenming.records.models import Attendance
from fenming.rules.meeting import Result, monthly_quorum, quorum, votes_needed

# What may be said of someone who should attend; "" is not there, and nobody said why.
MARKS = dict(Attendance.Mark.choices) | {"": "未到"}


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone who should attend; `present` is None while nobody entered it, `mark` says late, on leave or absent."""

    membership_id: int
    roster_no: int
    name: str
    voting: bool
    present: bool | None
    mark: str

    @property
    def why_away(self) -> str:
        """Leave or absence in a word, "" for who is there and where nobody said why."""
        return MARKS[self.mark] if self.present is False and self.mark else ""


@dataclass(frozen=True, slots=True)
class Voted:
    """A resolution with its count; `matter_id` is None for the vote en bloc. `those_present`: who could vote there."""

    number: int
    matter_id: int | None
    proposal: str
    those_present: frozenset[int]
    should_attend: int
    present: int
    without_objection: bool
    ayes: int
    nays: int
    abstained: int
    adopted: bool


@dataclass(frozen=True, slots=True)
class Added:
    """A paragraph added to the minutes afterwards."""

    number: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """Votes at which others were there than the sheet says at the end: who was missing, who was there and left."""

    numbers: tuple[int, ...]
    missing: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Electorate:
    """Of `should_attend` members with a vote `counted` count here, `voters` are there, `needed` ayes adopt."""

    should_attend: int
    counted: int
    voters: int
    needed: int
    owner_excluded: bool


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting: facts, agenda, attendance, votes, and what the viewer may do. `month`: of a monthly meeting alone."""

    id: int
    kind: str
    title: str
    state: str
    held_on: date
    entered_on: date | None  # of a monthly meeting entered after the day it was held on
    place: str
    called_by: str
    circulated_at: datetime | None
    why_cancelled: str
    minutes: str
    closed_at: datetime | None
    month: MonthWork | None
    lines: tuple[Line, ...]
    topics: tuple[TopicLine, ...]
    sheet: tuple[Attendee, ...]
    votes: tuple[Voted, ...]
    addenda: tuple[Added, ...]
    reports: int  # findings on objections it was told or is to be told (R43)
    own_membership_id: int | None
    may_lead: bool
    may_enter: bool
    may_see_month: bool

    @property
    def noun(self) -> str:
        """How its pages and buttons call it."""
        return "会议" if self.month else "大会"

    @property
    def mark_choices(self) -> tuple[tuple[str, str], ...]:
        """What the sheet offers for each name; the first holds until another is chosen."""
        return tuple(MARKS.items())

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
        if self.month:
            return monthly_quorum(kind=self.kind, should_attend=self.should_attend, present=self.present)
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

    @property
    def own(self) -> tuple[Line, ...]:
        """The viewer's own matters whose sentence may be thrown on the wall; that of a deduction never is (A22)."""
        mine = (line for line in self.lines if line.membership_id == self.own_membership_id)
        return tuple(line for line in mine if not line.is_minus)

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

    @property
    def comings_and_goings(self) -> tuple[Presence, ...]:
        """The votes at which not the same were there as on the sheet, alike ones together; none when nothing changed."""
        at_the_end = frozenset(one.membership_id for one in self.sheet if one.voting and one.present)
        alike: dict[frozenset[int], list[int]] = {}
        for vote in self.votes:
            if vote.those_present != at_the_end:
                alike.setdefault(vote.those_present, []).append(vote.number)
        return tuple(
            Presence(tuple(numbers), self._names(at_the_end - there), self._names(there - at_the_end))
            for there, numbers in alike.items()
        )

    def _names(self, membership_ids: Iterable[int]) -> tuple[str, ...]:
        wanted = set(membership_ids)
        return tuple(one.name for one in self.sheet if one.membership_id in wanted)
