"""The home page: what waits for this person today, the own points, the latest matters (R67, R68, A12, A14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fenming.queries.due import due_rows
from fenming.queries.figures import Figures, MatterFigures, figures_of, matters_of
from fenming.queries.own_year import members_with_standings, months_with_facts
from fenming.queries.room import Room, room_of
from fenming.queries.scores import booked, published_standard, span_of
from fenming.queries.superior_owed import Owed, owed_below
from fenming.queries.viewer import Viewer
from fenming.rules.authority import Role
from fenming.rules.calendar import declaration_due, month_bounds
from fenming.rules.standard import Standard

LATEST = 6
# Rows of `due` that are told elsewhere on the page.
NO_DUTY = ("pause", "notices")


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that waits for the viewer.

    `kind` is declare, reply, complete, assess, call_meeting, hold_meeting, post, settle, or one of `due.due_rows`;
    `target` the id its page takes (for a step of the year its number); `number` that of the month, quarter or year,
    or a count. `due` None: no last day is set.
    """

    kind: str
    target: int
    number: int
    due: date | None = None
    matter: MatterFigures | None = None
    waiting: int = 0
    matters: int = 0
    silent: int = 0
    running: bool = False
    name: str = ""  # whom it is about, where others act for a member without an account


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The year before the one shown; `total_centi` once its result is announced."""

    number: int
    total_centi: int | None


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """The viewer's year. `determined_quarters` have been decided by a meeting."""

    year: int
    is_over: bool
    since: date  # first day on the roster
    standard: Standard
    figures: Figures
    room: Room | None  # None when the year takes no more declarations
    determined_quarters: tuple[int, ...]
    before: YearBefore | None  # None when the viewer was not there yet
    matters: tuple[MatterFigures, ...]  # latest first

    @property
    def latest(self) -> tuple[MatterFigures, ...]:
        """As many as the home page shows."""
        return self.matters[:LATEST]


@dataclass(frozen=True, slots=True)
class Awaited:
    """The last month that is over and what became of it, for when nothing is due; `next_due` of the month under way.

    `state` is silent, declared, nothing_new, assessed, determined, posted or locked.
    """

    month: int
    quarter: int
    state: str
    posted_until: date | None
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Home:
    """`points` is None without a membership or before a standard is in force (`has_standard`)."""

    duties: tuple[Duty, ...]
    points: OwnPoints | None
    awaited: Awaited | None
    has_standard: bool
    is_member: bool
    notices: int  # lines on the own page that are new
    below: tuple[Owed, ...]  # for a reviewer: the branches that are awaited


def home_of(*, viewer: Viewer, on: date) -> Home:
    """Everything on the viewer's home page; five queries, one more where the process meets the standard first; above
    the branches four of the desk's instead of the months. One's own matters only, duties by the offices of the day.
    """
    member_id = viewer.membership_id
    # whoever sits only above the branches has no months of their own there
    above = viewer.roles in ({Role.SUPERIOR_REVIEWER}, {Role.GENERAL_OFFICER})
    months = [] if above else months_with_facts(branch_id=viewer.branch_id, membership_id=member_id, on=on)
    standard = _standard(months)
    points = _points(viewer, months, standard, on)
    rows = due_rows(viewer=viewer, on=on)
    calls = _Calls(
        on, tuple((row.on, row.until) for row in rows if row.kind == "pause" and row.on and row.until)
    )
    duties = _own_duties(months, points, calls) + _committee_duties(viewer, months, points, calls)
    others = [row for row in rows if row.kind not in NO_DUTY]
    duties += [Duty(row.kind, row.target, row.number, row.on, name=row.name) for row in others]
    if viewer.holds(Role.SECRETARY):
        duties += _meeting_duties(months, on) + _settle_duties(months, on)
    return Home(
        duties=tuple(sorted(duties, key=lambda duty: duty.due or date.max)),
        points=points,
        awaited=_awaited(months, standard, calls) if member_id is not None else None,
        notices=next((row.number for row in rows if row.kind == "notices"), 0),
        has_standard=standard is not None,
        is_member=member_id is not None,
        below=owed_below(actor_id=viewer.person_id, today=on) if above else (),
    )


def _standard(months: Sequence[Any]) -> Standard | None:
    if not months or months[-1].standard_version is None:
        return None
    return published_standard(months[-1].standard_version, months[-1].standard_digest)


def _points(viewer: Viewer, months: Sequence[Any], standard: Standard | None, on: date) -> OwnPoints | None:
    if standard is None or viewer.membership_id is None:
        return None
    last, member_id = months[-1], viewer.membership_id
    year = last.quarter.year
    own = members_with_standings(branch_id=viewer.branch_id, year=year, membership_id=member_id)
    if not own:
        return None
    matters = matters_of(membership_id=member_id, year=year)
    ledger = booked(branch_id=viewer.branch_id, year=year, membership_id=member_id)
    member = own[0][1]
    figures = figures_of(
        standard=standard, member=member, year=year, ledger=ledger, matters=matters, today=on
    )
    of_year = [month for month in months if month.quarter.year_id == year.pk]
    takes_more = last.settlement is None and (on <= year.end or any(not one.assessed_at for one in of_year))
    room = room_of(standard=standard, member=member, year=span_of(year), figures=figures, today=on)
    return OwnPoints(
        year=year.number,
        is_over=on > year.end,
        since=own[0][0].since,
        standard=standard,
        figures=figures,
        room=room if takes_more else None,
        determined_quarters=tuple(sorted({month.quarter.number for month in of_year if month.determined})),
        before=_year_before(months, year.number, since=own[0][0].since),
        matters=tuple(reversed(matters)),
    )


def _year_before(months: Sequence[Any], number: int, *, since: date) -> YearBefore | None:
    found = next((month for month in months if month.quarter.year.number == number - 1), None)
    if found is None or since > found.quarter.year.end:
        return None
    return YearBefore(number - 1, found.line_total_centi)


@dataclass(frozen=True, slots=True)
class _Calls:
    """The day, and the vacations behind which a last day to declare moves (A12)."""

    on: date
    pauses: tuple[tuple[date, date], ...]

    def due(self, month: Any, declare_day: int) -> date:
        """The last day to declare for a month."""
        return declaration_due(month.start.year, month.number, declare_day, self.pauses)


def _own_duties(months: Sequence[Any], points: OwnPoints | None, calls: _Calls) -> list[Duty]:
    """To declare a month that is over, to answer a minus, to complete what came back."""
    if points is None:
        return []
    day, on = points.standard.settings.declare_day, calls.on
    duties = [
        Duty("declare", month.pk, month.number, calls.due(month, day))
        for month in months
        if points.since <= month.end < on and not month.assessed_at and not month.said_and_assessed
        if month.said in (None, "none")
    ]
    for matter in points.matters:
        if matter.asks_reply(on):
            duties.append(Duty("reply", matter.id, matter.day.month, matter.reply_by, matter))
        elif matter.to_complete:
            due = _next_last_day(months, calls, day)
            duties.append(Duty("complete", matter.id, matter.day.month, due, matter))
    return duties


def _next_last_day(months: Sequence[Any], calls: _Calls, declare_day: int) -> date:
    """What came back should be complete by the next last day to declare: assessment follows it."""
    days = [calls.due(month, declare_day) for month in months]
    return min((day for day in days if day >= calls.on), default=days[-1])


def _committee_duties(
    viewer: Viewer, months: Sequence[Any], points: OwnPoints | None, calls: _Calls
) -> list[Duty]:
    """Months that are over, once everyone has spoken or the last day to declare is past; own matters left out (A31)."""
    if points is None or not viewer.holds(Role.COMMITTEE, Role.SECRETARY):
        return []
    day, on = points.standard.settings.declare_day, calls.on
    return [
        Duty(
            "assess",
            month.pk,
            month.number,
            _end_of_next_month(month.end),
            waiting=month.waiting,
            matters=month.unassessed,
            silent=month.silent,
        )
        for month in months
        if month.end < on and not month.assessed_at and month.waiting
        if not month.silent or on > calls.due(month, day)
    ]


def _end_of_next_month(day: date) -> date:
    """The committee meets every month (R33): by the end of the next one a month should be assessed."""
    first = day + timedelta(days=1)
    return month_bounds(first.year, first.month)[1]


def _meeting_duties(months: Sequence[Any], on: date) -> list[Duty]:
    """To call, hold and post, for each quarter at most one of them (R35, R39)."""
    duties = []
    for of_quarter in _by_quarter(months):
        last = of_quarter[-1]
        quarter = last.quarter
        finished = quarter.end < on and all(month.assessed_at for month in of_quarter)
        if last.posted:
            continue
        if last.meeting is not None:
            running = last.meeting_state == "open"
            duties.append(Duty("hold_meeting", last.meeting, quarter.number, last.held_on, running=running))
        elif finished and (not last.determined or last.open_matters):
            due = _end_of_next_month(quarter.end) if not last.determined else None
            duties.append(Duty("call_meeting", quarter.pk, quarter.number, due, matters=last.open_matters))
        elif finished:
            duties.append(Duty("post", quarter.pk, quarter.number))
    return duties


def _by_quarter(months: Sequence[Any]) -> list[list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for month in months:
        grouped.setdefault(month.quarter_id, []).append(month)
    return list(grouped.values())


def _settle_duties(months: Sequence[Any], on: date) -> list[Duty]:
    """To settle a year that is over and locked; what follows is among the other rows (R44)."""
    duties = []
    for last in {month.quarter.year_id: month for month in months}.values():
        year = last.quarter.year
        of_year = [month for month in months if month.quarter.year_id == year.pk]
        if last.settlement is None and year.end < on and all(month.locked for month in of_year):
            duties.append(Duty("settle", year.number, year.number))
    return duties


def _awaited(months: Sequence[Any], standard: Standard | None, calls: _Calls) -> Awaited | None:
    on = calls.on
    over = [month for month in months if month.end < on]
    if standard is None or not months:
        return None
    under_way = months[-1] if months[-1].end >= on else None
    day = standard.settings.declare_day
    next_due = calls.due(under_way, day) if under_way and under_way.said in (None, "none") else None
    if not over:
        return Awaited(0, 0, "", None, next_due)
    last = over[-1]
    return Awaited(last.number, last.quarter.number, _stage(last), last.posted_until, next_due)


def _stage(month: Any) -> str:
    for stage in ("locked", "posted", "determined"):
        if getattr(month, stage):
            return stage
    if month.assessed_at or month.said_and_assessed:
        return "assessed"
    return "silent" if month.said in (None, "none") else str(month.said)
