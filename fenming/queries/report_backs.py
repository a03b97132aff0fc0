"""What a members' meeting has to be told of findings, and what it was told (R43, R83).

In the room stand number, quarter, kind and outcome, neither name nor words: objections are not public (A22). Whoever
objected may say more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

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


def report_lines(*, meeting: Meeting) -> tuple[ReportLine, ...]:
    """What this members' meeting was told, and while it lasts what it is still to be told; one query.

    Other meetings have none. `owed`: answered before it began, so that it may not close without (R83).
    """
    if meeting.kind != Meeting.Kind.MEMBERS:
        return ()
    told = Q(report_back__meeting=meeting)
    if meeting.state in (Meeting.State.CALLED, Meeting.State.OPEN):
        told |= Q(report_back__isnull=True)
    rows = Finding.objects.filter(told, branch_id=meeting.branch_id).select_related(
        "objection__quarter__year", "report_back"
    )
    return tuple(_line(one, meeting) for one in rows.order_by("objection__number"))


def owed_to(meeting: Meeting) -> QuerySet[Finding]:
    """Findings answered before the meeting began and reported nowhere yet."""
    rows: QuerySet[Finding] = Finding.objects.filter(branch_id=meeting.branch_id, report_back__isnull=True)
    return rows.filter(at__lt=meeting.opened_at).select_related("objection").order_by("objection__number")


def _line(one: Any, meeting: Meeting) -> ReportLine:
    objection, reported = one.objection, hasattr(one, "report_back")
    return ReportLine(
        finding_id=one.pk,
        number=objection.number,
        quarter=f"{objection.quarter.year.number}年{quarter_name(objection.quarter.number)}",
        kind=objection.get_kind_display(),
        outcome=one.get_outcome_display(),
        reported=reported,
        owed=not reported and meeting.opened_at is not None and one.at < meeting.opened_at,
    )
