"""What the committee above found about a report, as its readers see it; in the branch the reporter alone (A14, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from fenming.queries.access import NotFound, require
from fenming.queries.contested import words_of
from fenming.records.models import Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found; `heard_on` None: nobody had to be heard."""

    matter_id: int
    false: bool
    word: str
    reason: str
    by: str
    at: datetime
    heard_on: date | None
    heard: str
    read_at: datetime | None


def get_own_judgement_for(*, actor_id: int, matter_id: int, on: date) -> Judgement:
    """What was found about a report of the actor's own; NotFound for everybody else, as where nothing was found."""
    rows = Judgement.objects.filter(inquiry__reporter__person_id=actor_id)
    judgement = rows.filter(inquiry__reporter__matter_id=matter_id).first()
    if judgement is None:
        raise NotFound(f"matter {matter_id}")
    branch_id = judgement.branch_id
    require(actor_id=actor_id, verb="read_judgement", branch_id=branch_id, on=on, owner_id=actor_id)
    return judgement


def own_judgements(*, person_id: int, branch_id: int) -> dict[int, Judged]:
    """Matter → what was found about the person's own report of it; one query."""
    rows = judgements().filter(inquiry__reporter__person_id=person_id, branch_id=branch_id)
    found = {one.inquiry.reporter.matter_id: one for one in rows.select_related("inquiry__reporter")}
    return {matter_id: judged_of(one, matter_id) for matter_id, one in found.items()}


def judgements() -> QuerySet[Judgement]:
    """Findings with their words and who found them."""
    return Judgement.objects.select_related("reason", "heard", "by")


def judged_of(one: Judgement, matter_id: int) -> Judged:
    """What was found, as its readers see it."""
    return Judged(
        matter_id=matter_id,
        false=one.outcome == Judgement.Outcome.FALSE,
        word=one.get_outcome_display(),
        reason=words_of(one.reason),
        by=one.by.name,
        at=one.at,
        heard_on=one.heard_on,
        heard=words_of(one.heard),
        read_at=one.read_at,
    )
