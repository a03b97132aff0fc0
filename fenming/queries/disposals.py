"""组织处理: its door, its list, and what is sent above (R58, R59, R84, A22).

For the member, the branch's committee and the auditor; for the superior from the day it was filed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from fenming.queries.access import NotFound, Tie, current_on, one_of, tie_to
from fenming.queries.rectifications import READERS
from fenming.queries.viewer import Viewer
from fenming.records.models import Disposal, DisposalDecision, DisposalFiling, Office
from fenming.rules.authority import Relation, Role
from fenming.rules.ledger import Json
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES

MARKS = {
    "drafted": "waiting",
    "decided": "waiting",
    "submitted": "waiting",
    "returned": "returned",
    "filed": "locked",
}
LINKS = (
    "branch", "membership__person", "settlement__year", "proposal", "proposed_by", "answer", "heard", "heard_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A case in the list; `branch` for who looks from above."""

    id: int
    name: str
    own: bool
    branch: str
    year: int
    state: str
    word: str

    @property
    def mark(self) -> str:
        """The key of the mark beside the word."""
        return MARKS[self.state]


def get_disposal_for(*, actor_id: int, verb: str, disposal_id: int, on: date) -> Disposal:
    """A case with its member, ground and texts (R58); NotFound, also from above before it was filed; Refused."""
    return case_and_tie(actor_id=actor_id, verb=verb, disposal_id=disposal_id, on=on)[0]


def case_and_tie(*, actor_id: int, verb: str, disposal_id: int, on: date) -> tuple[Disposal, Tie]:
    """The same, and how the actor stands to it; raises as `get_disposal_for`."""
    case = one_of(Disposal.objects.select_related(*LINKS), pk=disposal_id)
    owner_id = case.membership.person_id
    tie = tie_to(actor_id=actor_id, branch_id=case.branch_id, on=on, owner_id=owner_id)
    if tie.relation is Relation.SUBORDINATE and not _filed().filter(pk=case.pk).exists():
        raise NotFound("disposal")
    if not (answer := tie.may(verb)).allowed:
        raise Refused("forbidden", answer.reason)
    return case, tie


def _filed() -> QuerySet[Disposal]:
    """The cases that were sent above at least once."""
    sent = DisposalFiling.objects.filter(decision__disposal=OuterRef("pk"))
    return Disposal.objects.filter(Exists(sent))


def disposal_rows(*, viewer: Viewer, on: date) -> tuple[DisposalRow, ...]:
    """One's own, for who reads them the branch's, for a reviewer those filed below; latest first, one query."""
    whose = Q(membership__person_id=viewer.person_id)
    if viewer.holds(*READERS):
        whose |= Q(branch_id=viewer.branch_id)
    if viewer.holds(Role.SUPERIOR_REVIEWER):
        whose |= Q(pk__in=filed_below(person_id=viewer.person_id, on=on).values("pk"))
    rows = Disposal.objects.filter(whose).select_related("branch", "membership__person", "settlement__year")
    return tuple(
        DisposalRow(
            id=case.pk,
            name=case.membership.person.name,
            own=case.membership.person_id == viewer.person_id,
            branch=case.branch.name,
            year=case.settlement.year.number,
            state=case.state,
            word=STATE_NAMES["disposal"][case.state],
        )
        for case in rows.order_by("-pk")
    )


def filed_below(*, person_id: int, on: date) -> QuerySet[Disposal]:
    """What was filed by the branches below whom this person reviews for; not what is about them."""
    post = Office.objects.filter(
        current_on(on),
        person_id=person_id,
        role=Role.SUPERIOR_REVIEWER,
        organisation__children=OuterRef("branch"),
    )
    return _filed().filter(Exists(post)).exclude(membership__person_id=person_id)


def disposal_content(case: Disposal, decision: DisposalDecision) -> Mapping[str, Json]:
    """What is sent above, for the digest: ids, days and the digests of the texts."""
    heard = case.heard.digest if case.heard else ""
    return {
        "form": 1,
        "disposal": case.pk,
        "branch": case.branch_id,
        "membership": case.membership_id,
        "year": case.settlement.year.number,
        "grade": case.grade,
        "proposal": case.proposal.digest,
        "answer": case.answer.digest if case.answer else "",
        "heard": heard,
        "heard_on": case.heard_on.isoformat() if case.heard_on else "",
        "round": decision.round,
        "outcome": decision.outcome,
        "decision": decision.text.digest,
        "document": decision.document,
        "decided_on": decision.decided_on.isoformat(),
    }
