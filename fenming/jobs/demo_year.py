"""The whole diary of the demo, year after year and branch after branch, and the day it opens on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from fenming.jobs.demo_comings import comings_and_goings
from fenming.jobs.demo_diary import Entry, Stage, at
from fenming.jobs.demo_incidents import incidents
from fenming.jobs.demo_meetings import begin_year, month_after, month_meeting, quarter_meeting, year_end
from fenming.jobs.demo_months import assess_month, month_entries
from fenming.rules.calendar import month_bounds

YEAR: Final = 2026
# October may still be declared for: the third quarter of the main branch is posted, the small one has yet to meet.
TODAY: Final = date(2026, 11, 3)
LATE_MEETING: Final = date(2026, 11, 6)


@dataclass(frozen=True, slots=True)
class Demo:
    """The stages of both branches, earliest year first, and the person who reviews for the college committee."""

    main: tuple[Stage, ...]
    small: tuple[Stage, ...]
    reviewer: int


def diary(demo: Demo) -> list[Entry]:
    """Everything that happens in the demo, in order of time; past its first day too, up to the end of the year."""
    entries = [one for stage in (*demo.main, *demo.small) for one in _year(stage, demo)]
    entries += comings_and_goings(demo.main[-1], demo.small[-1])
    entries += incidents(demo.main[-1])
    return sorted(entries, key=lambda one: one.moment)


def _year(stage: Stage, demo: Demo) -> Iterator[Entry]:
    if stage.year > (demo.main if stage.is_main else demo.small)[0].year:
        yield from begin_year(stage)
    for quarter in range(1, 5):
        late = stage.year == YEAR and not stage.is_main and quarter == 3
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            yield from month_entries(stage, month)
            if late and month == 9:
                yield from _begun(stage, month)
            else:
                yield from month_meeting(stage, month, month_after(stage, month, 13))
        day = LATE_MEETING if late else month_after(stage, quarter * 3, 15)
        yield from quarter_meeting(stage, quarter, day)
    if stage.year < YEAR:
        yield from year_end(stage, demo.reviewer)


def _begun(stage: Stage, month: int) -> Iterator[Entry]:
    """The small branch has come half-way down its roster, and goes on after the day the demo opens on."""
    first = month_bounds(YEAR, month + 1)[0] + timedelta(days=27)
    yield Entry(at(first, 15), partial(assess_month, stage, month, only=3))
    yield Entry(at(LATE_MEETING - timedelta(days=1), 15), partial(assess_month, stage, month))
