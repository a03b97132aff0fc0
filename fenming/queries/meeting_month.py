"""What a monthly meeting works on: each member's month, how far it is assessed, and what was assessed on the day (R33, R34)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.assessment import roster_of
from fenming.records.models import Assessment, Matter, Meeting, MemberMonth, Month

LIVE = (Matter.State.DECLARED, Matter.State.ASSESSED, Matter.State.DETERMINED, Matter.State.REFUSED)
COUNTED = (Assessment.Outcome.ACCEPTED, Assessment.Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member's month: what was said, how many matters, how many of them assessed and with what points.

    `on_the_day`: how many were assessed on the day of the meeting. Points are signed hundredths, None without any.
    """

    roster_no: int
    name: str
    said: str
    matters: int
    assessed: int
    on_the_day: int
    assessed_centi: int | None
    done: bool


@dataclass(frozen=True, slots=True)
class MonthWork:
    """A month as its meeting sees it, in roster order."""

    month_id: int
    number: int
    lines: tuple[MemberLine, ...]

    @property
    def done(self) -> int:
        """Members whose month is assessed."""
        return sum(line.done for line in self.lines)

    @property
    def matters(self) -> int:
        return sum(line.matters for line in self.lines)

    @property
    def assessed(self) -> int:
        return sum(line.assessed for line in self.lines)

    @property
    def on_the_day(self) -> int:
        return sum(line.on_the_day for line in self.lines)


@dataclass(frozen=True, slots=True)
class MonthMeeting:
    """The meeting at which a month is assessed, for the desk's head."""

    id: int
    kind_name: str
    held_on: date
    state: str


@dataclass(slots=True)
class _Tally:
    """One member's matters so far."""

    matters: int = 0
    assessed: int = 0
    on_the_day: int = 0
    points: list[int] | None = None


def month_work(month: Month, *, held_on: date, until: datetime | None = None) -> MonthWork:
    """Each member's month as it stands, or as it stood at `until`, the end of the meeting; two queries."""
    mine = FilteredRelation("member_months", condition=Q(member_months__month=month))
    facts = {"mine": mine, "said": F("mine__kind"), "marked": F("mine__assessed_at")}
    rows = roster_of(month).annotate(**facts)
    tallies = _tallies(month, held_on=held_on, until=until)
    fields = ("pk", "roster_no", "person__name", "said", "marked")
    lines = [
        _line(tallies[pk], roster_no, name, said, marked, until)
        for pk, roster_no, name, said, marked in rows.values_list(*fields)
    ]
    return MonthWork(month.pk, month.number, tuple(lines))


def _line(
    tally: _Tally,
    roster_no: int,
    name: str,
    said: str | None,
    marked: datetime | None,
    until: datetime | None,
) -> MemberLine:
    word = "有事项" if tally.matters else dict(MemberMonth.Kind.choices)[said or MemberMonth.Kind.NONE]
    done = marked is not None and (until is None or marked <= until)
    points = sum(tally.points) if tally.points else None
    return MemberLine(roster_no, name, word, tally.matters, tally.assessed, tally.on_the_day, points, done)


def _tallies(month: Month, *, held_on: date, until: datetime | None) -> dict[int, _Tally]:
    rows = Matter.objects.filter(month=month, state__in=LIVE)
    if until is not None:
        rows = rows.filter(declared_at__lte=until)
    judged = tuple(f"assessments__{name}" for name in ("outcome", "points_centi", "at"))
    owners: dict[int, int] = {}
    last: dict[int, tuple[str, int, datetime]] = {}
    found = rows.order_by("pk", "assessments__round").values_list("pk", "membership_id", *judged)
    for matter_id, membership_id, outcome, points, at in found:
        owners[matter_id] = membership_id
        if at is not None and (until is None or at <= until):
            last[matter_id] = (outcome, points, at)
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    for matter_id, membership_id in owners.items():
        tallies[membership_id].matters += 1
        if matter_id in last:
            _count(tallies[membership_id], *last[matter_id], held_on)
    return tallies


def _count(tally: _Tally, outcome: str, points: int, at: datetime, held_on: date) -> None:
    if outcome == Assessment.Outcome.RETURNED:
        return
    tally.assessed += 1
    tally.on_the_day += timezone.localdate(at) == held_on
    if outcome in COUNTED:
        tally.points = [*(tally.points or []), points]


def with_meeting(rows: QuerySet[Month]) -> QuerySet[Any]:
    """Months that bring along what `meeting_of` needs: the meeting to come or under way, else the last one held."""
    meetings = Meeting.objects.filter(month=OuterRef("pk")).exclude(state=Meeting.State.CANCELLED)
    last = meetings.order_by("-held_on", "-pk")
    fields = {"meeting_pk": "pk", "meeting_kind": "kind", "meeting_on": "held_on", "meeting_state": "state"}
    return rows.annotate(**{name: Subquery(last.values(field)[:1]) for name, field in fields.items()})


def meeting_of(month: Any) -> MonthMeeting | None:
    """The meeting of a month read `with_meeting`, or None while none has been called."""
    if month.meeting_pk is None:
        return None
    name = dict(Meeting.Kind.choices)[month.meeting_kind]
    return MonthMeeting(month.meeting_pk, name, month.meeting_on, month.meeting_state)
