"""The appraisal of a settled year: suggestion and given grade of everyone, and the meetings that could have given it.

R46, R68, R82, A24–A26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import require
from fenming.queries.quarter import quarter_name
from fenming.queries.settlement_steps import FIELDS, Steps, steps_from, with_steps
from fenming.queries.year import YearFacts, year_facts
from fenming.records.models import AppraisalGrade, Meeting, Settlement, SettlementLine
from fenming.rules.excellent import ExcellentShare, share_of
from fenming.rules.standard import Standard


@dataclass(frozen=True, slots=True)
class AppraisedLine:
    """A member who takes part. `grade` is None while none was entered, "" for no grade; `by_before`: it stands in the
    settlement this one corrects and is only offered."""

    membership_id: int
    person_id: int
    name: str
    total_centi: int
    suggested: str
    veto: bool
    grade: str | None
    reason: str
    by_before: bool = False

    @property
    def differs(self) -> bool:
        return self.grade is not None and self.grade != self.suggested


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A members' meeting that was held after the members had been told."""

    id: int
    held_on: date
    name: str


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """Everything on the page of the appraisal; `share` counts the grades given, `held` is the meeting that gave them.

    `takes_grades`: they may be entered, or entered anew, as far as the year has come.
    """

    facts: YearFacts
    steps: Steps
    bands: tuple[str, ...]
    lines: tuple[AppraisedLine, ...]
    meetings: tuple[MeetingChoice, ...]
    held: MeetingChoice | None
    share: ExcellentShare | None
    takes_grades: bool


def appraisal_view(*, actor_id: int, branch_id: int, number: int, today: date) -> AppraisalView | None:
    """The appraisal of a year for secretary, leading group and auditor; None before its points are announced.

    Raises NotFound, Refused `forbidden`.
    """
    require(actor_id=actor_id, verb="see_year", branch_id=branch_id, on=today)
    facts = year_facts(branch_id=branch_id, number=number)
    if facts.steps is None or facts.steps.announced_at is None:
        return None
    lines = appraised_lines(steps=facts.steps)
    meetings = eligible_meetings(steps=facts.steps, branch_id=branch_id)
    return AppraisalView(
        facts=facts,
        steps=facts.steps,
        bands=bands_of(facts.standard),
        lines=lines,
        meetings=tuple(meetings),
        held=next((one for one in meetings if one.id == facts.steps.meeting_id), None),
        share=given_share(facts.standard, lines),
        takes_grades=facts.state in ("announced", "appraised", "returned"),
    )


def bands_of(standard: Standard) -> tuple[str, ...]:
    """The names of the grades, the best first."""
    return tuple(band.name for band in standard.bands)


def given_share(standard: Standard, lines: tuple[AppraisedLine, ...]) -> ExcellentShare | None:
    """How many were given the best grade (A26); None before the grades are entered."""
    if not lines or any(line.grade is None or line.by_before for line in lines):
        return None
    return share_of(standard=standard, grades=[line.grade or "" for line in lines])


def appraised_lines(*, steps: Steps) -> tuple[AppraisedLine, ...]:
    """Those in the branch at year end in roster order, with the grades of the latest round; one query.

    Without a round yet, a correcting settlement offers what was given on the one it corrects.
    """
    source = steps.settlement_id if steps.round else steps.corrects_id
    given = AppraisalGrade.objects.filter(settlement=source, membership=OuterRef("membership"))
    latest = given.order_by("-round")
    rows = SettlementLine.objects.filter(settlement_id=steps.settlement_id, ranked=True).annotate(
        grade=Subquery(latest.values("grade")[:1]), reason=Subquery(latest.values("reason__text")[:1])
    )
    fields = (
        "membership_id", "membership__person_id", "membership__person__name", "total_centi", "suggested_grade", "veto",
        "grade", "reason",
    )  # fmt: skip
    found = rows.order_by("membership__roster_no").values_list(*fields)
    return tuple(
        AppraisedLine(pk, person, name, total, suggested, veto, grade, reason or "", not steps.round)
        for pk, person, name, total, suggested, veto, grade, reason in found
    )


def latest_grades(*, settlement_id: int) -> QuerySet[AppraisalGrade]:
    """The grades of the latest round of a settlement."""
    rounds = AppraisalGrade.objects.filter(settlement=OuterRef("settlement")).order_by("-round")
    rows = AppraisalGrade.objects.filter(settlement_id=settlement_id)
    return rows.filter(round=Subquery(rounds.values("round")[:1]))


def eligible_meetings(*, steps: Steps, branch_id: int) -> list[MeetingChoice]:
    """The closed members' meetings that began after the members had been told, the latest first (R47, R82).

    The meeting that gave the latest round is always among them; one query.
    """
    since = told_since(steps)
    if since is None:
        return []
    closed = Meeting.objects.filter(
        branch_id=branch_id, kind=Meeting.Kind.MEMBERS, state=Meeting.State.CLOSED
    ).annotate(began=Coalesce(F("opened_at"), F("closed_at")))
    rows = closed.filter(Q(began__gte=since) | Q(pk=steps.meeting_id or 0)).select_related("quarter__year")
    return [_choice(one) for one in rows.order_by("-held_on", "-pk")]


def told_since(steps: Steps) -> datetime | None:
    """Since when the members know what these suggestions rest on.

    A correction that changes nobody's suggestion needs no new meeting: the announcement it corrects counts.
    """
    since = steps.announced_at
    while since is not None and steps.corrects_id is not None:
        rows = with_steps(Settlement.objects.filter(pk=steps.corrects_id)).values_list(*FIELDS)
        before = steps_from(rows[0])
        if before.announced_at is None or _suggestions(before) != _suggestions(steps):
            break
        since, steps = before.announced_at, before
    return since


def _suggestions(steps: Steps) -> dict[int, str]:
    rows = SettlementLine.objects.filter(settlement_id=steps.settlement_id, ranked=True)
    return dict(rows.values_list("membership_id", "suggested_grade"))


def _choice(meeting: Meeting) -> MeetingChoice:
    quarter = meeting.quarter
    return MeetingChoice(
        meeting.pk, meeting.held_on, f"{quarter.year.number}年{quarter_name(quarter.number)}党员大会"
    )
