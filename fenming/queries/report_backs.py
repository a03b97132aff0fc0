"""What a members' meeting has to be told of findings, and what it was told (R43, R83).

In the room stand number, quarter, kind and outcome, neither name nor words: objections are not public (A22). Whoever
objected may say more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import one_of
from fenming.queries.appeals import answered_by, outcome_word
from fenming.queries.meeting_list import allowed, require_sight, title_of
from fenming.queries.quarter import count_of, quarter_name
from fenming.queries.viewer import Viewer
from fenming.records.models import Finding, Meeting


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A finding as it is told to a meeting; `reported` once it was."""

    finding_id: int
    name: str
    quarter: str
    kind: str
    outcome: str
    reported: bool
    owed: bool


@dataclass(frozen=True, slots=True)
class Reports:
    """What a members' meeting hears; `may_enter`: the viewer keeps its minutes."""

    meeting_id: int
    branch: str
    title: str
    held_on: date
    state: str
    may_enter: bool
    lines: tuple[ReportLine, ...]

    @property
    def to_report(self) -> tuple[int, ...]:
        """Findings nobody reported yet."""
        return tuple(line.finding_id for line in self.lines if not line.reported)


def with_reports(rows: QuerySet[Meeting]) -> QuerySet[Any]:
    """Meetings with how many findings they were told (`told`) and how many wait to be told (`untold`)."""
    told = Finding.objects.filter(report_back__meeting=OuterRef("pk"))
    untold = Finding.objects.filter(branch=OuterRef("branch"), report_back__isnull=True)
    return rows.annotate(told=count_of(told, "report_back__meeting"), untold=count_of(untold, "branch"))


def reports_in(meeting: Any) -> int:
    """How many findings a meeting read `with_reports` was told or, while it lasts, is to be told."""
    if meeting.kind != Meeting.Kind.MEMBERS:
        return 0
    running = meeting.state in (Meeting.State.CALLED, Meeting.State.OPEN)
    return int(meeting.told + (meeting.untold if running else 0))


def reports_of(*, viewer: Viewer, meeting_id: int) -> Reports:
    """The page of a members' meeting about findings; two queries. NotFound for another branch's and for other
    kinds of meeting, Refused `forbidden`."""
    require_sight(viewer)
    rows = Meeting.objects.filter(branch_id=viewer.branch_id, kind=Meeting.Kind.MEMBERS)
    meeting = one_of(rows.select_related("branch", "quarter__year"), pk=meeting_id)
    return Reports(
        meeting_id=meeting.pk,
        branch=str(meeting.branch),
        title=title_of(meeting),
        held_on=meeting.held_on,
        state=meeting.state,
        may_enter=allowed(viewer, "report_back"),
        lines=report_lines(meeting_id=meeting.pk),
    )


def report_lines(*, meeting_id: int) -> tuple[ReportLine, ...]:
    """What a members' meeting was told, and while it lasts what it is still to be told; one query.

    Other meetings have none. `owed`: answered before it began, so that it may not close without (R83).
    """
    meeting = Meeting.objects.filter(pk=meeting_id, branch=OuterRef("branch"), kind=Meeting.Kind.MEMBERS)
    here = Q(report_back__meeting=meeting_id)
    running = Q(report_back__isnull=True, meeting_state__in=(Meeting.State.CALLED, Meeting.State.OPEN))
    rows = Finding.objects.annotate(
        meeting_state=Subquery(meeting.values("state")), opened_at=Subquery(meeting.values("opened_at"))
    )
    rows = rows.filter(here | running).select_related(
        "objection__quarter__year", "appeal__quarter__year", "report_back"
    )
    return tuple(_line(one) for one in rows.order_by("appeal__number", "objection__number"))


def owed_to(meeting: Meeting) -> QuerySet[Finding]:
    """Findings answered before the meeting began and reported nowhere yet."""
    rows: QuerySet[Finding] = Finding.objects.filter(branch_id=meeting.branch_id, report_back__isnull=True)
    return rows.filter(at__lt=meeting.opened_at).select_related("objection", "appeal").order_by("pk")


def named(finding: Finding) -> str:
    """What a finding answers, in a word or two: ``第 2 号异议``, ``第 1 号申诉``."""
    return f"第 {answered_by(finding).number} 号{'异议' if finding.appeal_id is None else '申诉'}"


def _line(one: Any) -> ReportLine:
    thing, reported = answered_by(one), hasattr(one, "report_back")
    return ReportLine(
        finding_id=one.pk,
        name=named(one),
        quarter=f"{thing.quarter.year.number}年{quarter_name(thing.quarter.number)}",
        kind=thing.get_kind_display(),
        outcome=outcome_word(one),
        reported=reported,
        owed=not reported and one.opened_at is not None and one.at < one.opened_at,
    )
