"""What a members' meeting has to be told of findings, and what it was told (R43, R83).

In the room stand number, quarter, kind and outcome, neither name nor words: objections are not public (A22). Whoever
objected may say more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from fenming.queries.quarter import quarter_name
from fenming.records.models import Finding, Meeting


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A finding as it is told to a meeting; `reported` once it was."""

    finding_id: int
    number: int
    quarter: str
    kind: str
    outcome: str
    reported: bool
    owed: bool


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
    rows = rows.filter(here | running).select_related("objection__quarter__year", "report_back")
    return tuple(_line(one) for one in rows.order_by("objection__number"))


def owed_to(meeting: Meeting) -> QuerySet[Finding]:
    """Findings answered before the meeting began and reported nowhere yet."""
    rows: QuerySet[Finding] = Finding.objects.filter(branch_id=meeting.branch_id, report_back__isnull=True)
    return rows.filter(at__lt=meeting.opened_at).select_related("objection").order_by("objection__number")


def _line(one: Any) -> ReportLine:
    objection, reported = one.objection, hasattr(one, "report_back")
    return ReportLine(
        finding_id=one.pk,
        number=objection.number,
        quarter=f"{objection.quarter.year.number}年{quarter_name(objection.quarter.number)}",
        kind=objection.get_kind_display(),
        outcome=one.get_outcome_display(),
        reported=reported,
        owed=not reported and one.opened_at is not None and one.at < one.opened_at,
    )
