"""How far a settlement has come: announced, appraised, filed, answered; always read from the latest of a year (R44–R47, R84)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fenming.records.models import (
    AppraisalGrade,
    Filing,
    LedgerEntry,
    Settlement,
    SettlementEvent,
    Year,
)

FIELDS = (
    "pk", "corrects_id", "ledger_seq", "settled_at", "announced_at", "appraised_round", "appraised_at", "appraised_by",
    "filing_pk", "filing_round", "filed_at", "filing_kind", "filing_number", "filing_ended_at",
    "filing_remarks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Steps:
    """A settlement and what has followed it; what has not happened is None, 0 or ""."""

    settlement_id: int
    corrects_id: int | None
    ledger_seq: int
    settled_at: datetime
    announced_at: datetime | None
    round: int
    appraised_at: datetime | None
    meeting_id: int | None
    filing_id: int | None
    filing_round: int
    filed_at: datetime | None
    answer: str
    receipt: str
    answered_at: datetime | None
    remarks: str

    @property
    def state(self) -> str:
        """In the words of rules.workflow, subject year."""
        if self.filing_id is not None:
            return self.answer or "filed"
        if self.announced_at is None:
            return "settled"
        return "appraised" if self.round else "announced"


def latest_steps(*, year_id: int) -> Steps | None:
    """The year's latest settlement, the one no other corrects; one query."""
    rows = with_steps(Settlement.objects.filter(year_id=year_id)).order_by("-pk")
    found = rows.values_list(*FIELDS).first()
    return None if found is None else steps_from(found)


def steps_from(row: tuple[Any, ...]) -> Steps:
    """The values of FIELDS, read by whatever query, as Steps."""
    (
        pk, corrects, seq, settled, announced, round_, appraised, meeting,
        filing, filing_round, filed, kind, number, ended, remarks,
    ) = row  # fmt: skip
    return Steps(
        pk, corrects, seq, settled, announced, round_ or 0, appraised, meeting,
        filing, filing_round or 0, filed, kind or "", number or "", ended, remarks or "",
    )  # fmt: skip


def with_steps(rows: QuerySet[Settlement]) -> QuerySet[Any]:
    """Settlements with the annotations FIELDS names."""
    here = OuterRef("pk")
    announced = SettlementEvent.objects.filter(settlement=here, kind=SettlementEvent.Kind.ANNOUNCED)
    grades = AppraisalGrade.objects.filter(settlement=here).order_by("-round")
    filings = Filing.objects.filter(settlement=here).order_by("-round")
    return rows.annotate(
        announced_at=Subquery(announced.values("at")[:1]),
        appraised_round=Subquery(grades.values("round")[:1]),
        appraised_at=Subquery(grades.values("at")[:1]),
        appraised_by=Subquery(grades.values("meeting")[:1]),
        filing_pk=Subquery(filings.values("pk")[:1]),
        filing_round=Subquery(filings.values("round")[:1]),
        filed_at=Subquery(filings.values("filed_at")[:1]),
        filing_kind=Subquery(filings.values("event__kind")[:1]),
        filing_number=Subquery(filings.values("event__number")[:1]),
        filing_ended_at=Subquery(filings.values("event__at")[:1]),
        filing_remarks=Subquery(filings.values("event__remarks__text")[:1]),
    )


def year_state(*, year: Year) -> str:
    """The state of a year in the words of rules.workflow; one query."""
    steps = latest_steps(year_id=year.pk)
    return "open" if steps is None else steps.state


def moved_since(*, year: Year, ledger_seq: int) -> int:
    """How many entries of the year the ledger has gained after that number; one query."""
    later = LedgerEntry.objects.filter(branch_id=year.branch_id, seq__gt=ledger_seq)
    return later.filter(day__gte=year.start, day__lte=year.end).count()
