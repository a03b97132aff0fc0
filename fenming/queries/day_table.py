"""The holiday table and the branch's vacations as a person reads them (A12, A18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import require
from fenming.queries.viewer import Viewer
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Holiday, Pause
from fenming.rules.authority import Relation, may


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A vacation: its name, its days, the resolution behind it."""

    name: str
    since: date
    until: date
    resolution: str


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that was entered by hand: `holiday` or `workday`."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class DayTable:
    """`known_until` is the last day the calendar knows; beyond it Monday to Friday count, subject to change."""

    pauses: tuple[PauseLine, ...]
    days: tuple[OwnDay, ...]
    known_until: date
    may_set_holiday: bool
    may_add_pause: bool


def day_table(*, viewer: Viewer, today: date) -> DayTable:
    """Vacations and entered days of this year and later; four queries. NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="see_calendar", branch_id=viewer.branch_id, on=today)
    first = date(today.year, 1, 1)
    pauses = Pause.objects.filter(branch_id=viewer.branch_id, until__gte=first).order_by("since")
    days = Holiday.objects.filter(day__gte=first).order_by("day")
    return DayTable(
        pauses=tuple(PauseLine(one.name, one.since, one.until, one.resolution) for one in pauses),
        days=tuple(OwnDay(one.day, one.get_kind_display(), one.name) for one in days),
        known_until=work_calendar().known_until,
        may_set_holiday=_may(viewer, "set_holiday"),
        may_add_pause=_may(viewer, "add_pause"),
    )


def _may(viewer: Viewer, verb: str) -> bool:
    return may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed
