"""What a member is told right after declaring: the receipt (R31, R67)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.access import get_matter_for
from fenming.queries.claims import due_of, number_of
from fenming.queries.quarter import MEMBERS_AHEAD
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Meeting


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the member is told right after declaring."""

    id: int
    number: str
    title: str
    month_id: int
    claimed_centi: int
    declared_at: datetime
    state: str
    is_declared: bool  # by the member, not noted by the recorder
    month: int
    quarter: int
    due: date
    late: bool
    meeting_on: date | None
    evidence: str


def receipt_of(*, viewer: Viewer, matter_id: int, today: date) -> Receipt:
    """A matter the viewer declared; NotFound, Refused `forbidden`."""
    matter = get_matter_for(actor_id=viewer.person_id, verb="declare", matter_id=matter_id, on=today)
    item = standard_of(matter.version).by_id[matter.item]
    called = Meeting.objects.filter(MEMBERS_AHEAD, quarter=matter.quarter)
    return Receipt(
        id=matter.pk,
        number=number_of(matter),
        title=item.title,
        month_id=matter.month_id,
        claimed_centi=matter.claimed_centi,
        declared_at=matter.declared_at,
        state=matter.state,
        is_declared=matter.origin == Matter.Origin.DECLARED,
        month=matter.month.number,
        quarter=matter.quarter.number,
        due=due_of(matter),
        late=matter.late,
        meeting_on=called.values_list("held_on", flat=True).first(),
        evidence=item.evidence,
    )
