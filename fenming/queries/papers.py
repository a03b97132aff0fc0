"""打印和表格: which papers a branch has to print now, and which of them the viewer may have (R38, R61, R65)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from fenming.queries.meeting_list import MeetingRow, allowed, require_sight, row_of
from fenming.queries.quarter import quarter_name
from fenming.queries.viewer import Viewer
from fenming.records.models import Filing, Meeting, Month, Posting, Quarter, Settlement

MONTHS, MEETINGS, QUARTERS = 3, 4, 4
VERBS: Final = (
    "see_own_statement", "see_assess_desk", "see_meeting", "mark_attendance", "see_ledger", "see_handover", "see_roster",
    "see_year", "see_filing", "see_year_book", "order_forms", "hand_in_import", "change_template",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperMonth:
    """A month that has begun."""

    id: int
    name: str
    assessed: bool


@dataclass(frozen=True, slots=True)
class PaperQuarter:
    """A quarter that has begun; `posted` when there is a sheet for the notice board."""

    id: int
    year: int
    number: int
    name: str
    posted: bool


@dataclass(frozen=True, slots=True)
class PaperYear:
    """A year that was settled; `filing_id` is what was last sent to the committee above, if anything was."""

    number: int
    filing_id: int | None


@dataclass(frozen=True, slots=True)
class Papers:
    """The latest of everything first; `may` are the verbs of `VERBS` that the viewer's offices allow."""

    membership_id: int | None
    branch_id: int
    today: date
    may: frozenset[str]
    months: tuple[PaperMonth, ...]
    meetings: tuple[MeetingRow, ...]
    quarters: tuple[PaperQuarter, ...]
    years: tuple[PaperYear, ...]


def papers(*, viewer: Viewer, today: date) -> Papers:
    """The page that leads to every paper of the branch. Refused `forbidden` for who may not see its meetings."""
    require_sight(viewer)
    here = {"branch_id": viewer.branch_id}
    months = Month.objects.filter(start__lte=today, **here).select_related("quarter__year").order_by("-start")
    meetings = Meeting.objects.filter(**here).select_related("quarter__year", "month")
    quarters = Quarter.objects.filter(start__lte=today, **here).select_related("year")
    quarters = quarters.annotate(posted=Exists(Posting.objects.filter(quarter=OuterRef("pk"))))
    return Papers(
        viewer.membership_id,
        viewer.branch_id,
        today,
        frozenset(one for one in VERBS if allowed(viewer, one)),
        tuple(
            PaperMonth(one.pk, f"{one.quarter.year.number}年{one.number}月", one.assessed_at is not None)
            for one in months[:MONTHS]
        ),
        tuple(row_of(one) for one in meetings.order_by("-held_on", "-pk")[:MEETINGS]),
        tuple(
            PaperQuarter(one.pk, one.year.number, one.number, quarter_name(one.number), one.posted)
            for one in quarters.order_by("-start")[:QUARTERS]
        ),
        _years(viewer.branch_id),
    )


def _years(branch_id: int) -> tuple[PaperYear, ...]:
    settled = Settlement.objects.filter(branch_id=branch_id).values_list("year__number", flat=True)
    filed = Filing.objects.filter(branch_id=branch_id).order_by("pk")
    last = dict(filed.values_list("settlement__year__number", "pk"))
    return tuple(PaperYear(one, last.get(one)) for one in sorted(set(settled), reverse=True))
