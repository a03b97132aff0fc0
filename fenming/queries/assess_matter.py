"""One matter to be assessed on a page of its own: for whom the committee above named, and for the assessors (R33, R34, A31).

Of other matters there is nothing here: who was named sees this one alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.assess_words import DeskMatter, desk_matter
from fenming.queries.assessment import matters_at_hand
from fenming.queries.claims import number_of
from fenming.queries.evidence import EvidenceLine, evidence_of
from fenming.queries.handlers import get_matter_or_named_for, refuse_named_another
from fenming.queries.reporting import refuse_reporter
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES


@dataclass(frozen=True, slots=True)
class MatterToAssess:
    """What an assessor needs of one matter. `why_not`: why the viewer may not assess it now, or ""; `wanted`: what
    evidence the item asks for; `word`: its state."""

    matter: DeskMatter
    number: str
    name: str
    wanted: str
    evidence: tuple[EvidenceLine, ...]
    why_not: str
    word: str


def matter_to_assess(*, viewer: Viewer, matter_id: int, today: date) -> MatterToAssess:
    """One matter for who may assess it; six queries. NotFound (withdrawn too), Refused `forbidden` (own matter)."""
    found: Matter = get_matter_or_named_for(
        actor_id=viewer.person_id,
        verb="assess",
        matter_id=matter_id,
        on=today,
        rows=Matter.objects.exclude(state=Matter.State.WITHDRAWN).select_related("month__quarter"),
    )
    of_member = matters_at_hand(month=found.month, matter_id=found.pk)
    at_hand = next(one for one in of_member if one.id == found.pk)
    matter = desk_matter(at_hand, of_member, today=today)
    return MatterToAssess(
        matter=matter,
        number=number_of(found),
        name=found.membership.person.name,
        wanted=standard_of(found.version).by_id[found.item].evidence,
        evidence=evidence_of(viewer=viewer, matter_id=found.pk),
        why_not=_why_not(found, matter, viewer, today),
        word=STATE_NAMES["matter"][found.state],
    )


def _why_not(found: Matter, matter: DeskMatter, viewer: Viewer, today: date) -> str:
    """The reporter alone reads that they reported it (A14)."""
    try:
        refuse_reporter(matter_id=found.pk, actor_id=viewer.person_id)
        refuse_named_another(found, actor_id=viewer.person_id, on=today)
    except Refused as refused:
        return refused.sentence
    if matter.state not in (Matter.State.DECLARED, Matter.State.ASSESSED):
        return f"这件事现在是“{STATE_NAMES['matter'][matter.state]}”，不用初评。"
    return f"{matter.unheard}。" if matter.unheard else ""
