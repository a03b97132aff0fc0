"""One name on the list of a year: what it rests on, what was decided and why, what was given (R52–R54, A22, A28)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from fenming.queries.access import Tie, one_of, require, tie_to
from fenming.queries.viewer import Viewer
from fenming.records.models import Incentive, Settlement, SettlementLine, UseDecision, UseProposal
from fenming.rules.terms import Refused
from fenming.rules.uses import USE_NAMES, Use
from fenming.rules.workflow import verbs_from

PROPOSED = "proposed"
ERASED = "（这句话已依法删除）"


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision and its words; `heard` is what the one concerned said."""

    outcome: str
    word: str
    reason: str
    heard: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Something given."""

    kind: str
    what: str
    day: date
    document: str
    by: str


@dataclass(frozen=True, slots=True)
class UsePage:
    """`superseded`: the settlement behind the list has been corrected; `later_id` is the name on the list after it.
    `why_not` says why the viewer may not decide."""

    id: int
    year: int
    name: str
    use: str
    use_name: str
    grade: str
    total_centi: int
    listed: bool
    drawn_by: str
    drawn_at: datetime
    superseded: bool
    later_id: int | None
    state: str
    decisions: tuple[DecisionLine, ...]
    earlier: tuple[DecisionLine, ...]
    incentives: tuple[GivenLine, ...]
    may_confirm: bool
    may_strike: bool
    may_give: bool
    why_not: str

    @property
    def seen(self) -> int:
        """How many decisions stand here."""
        return len(self.decisions)


def get_use_for(*, actor_id: int, verb: str, proposal_id: int, on: date) -> UseProposal:
    """A name on a list with its member and settlement (R52–R54); raises NotFound, Refused."""
    proposal = one_of(_rows(), pk=proposal_id)
    require(
        actor_id=actor_id,
        verb=verb,
        branch_id=proposal.branch_id,
        on=on,
        owner_id=proposal.membership.person_id,
    )
    return proposal


def _rows() -> QuerySet[UseProposal]:
    return UseProposal.objects.select_related(
        "membership__person", "use_list__settlement__year", "use_list__by"
    )


def _with_facts(proposal_id: int) -> Any:
    """The same with its settled `total`, whether the settlement was `corrected`, the name that took its place (`later_pk`); one query."""
    later = UseProposal.objects.filter(earlier=OuterRef("pk")).values("pk")
    lines = SettlementLine.objects.filter(
        settlement=OuterRef("use_list__settlement"), membership=OuterRef("membership")
    )
    rows: QuerySet[Any] = _rows().annotate(
        later_pk=Subquery(later[:1]),
        corrected=Exists(Settlement.objects.filter(corrects=OuterRef("use_list__settlement"))),
        total=Subquery(lines.values("total_centi")[:1]),
    )
    return one_of(rows, pk=proposal_id)


def standing_of(proposal: UseProposal) -> str:
    """The state of one name in the words of rules.workflow; one query."""
    last = proposal.decisions.order_by("-round").values_list("outcome", flat=True).first()
    return last or PROPOSED


def use_page(*, viewer: Viewer, proposal_id: int, on: date) -> UsePage:
    """For those who answer for the year; raises NotFound, Refused `forbidden`."""
    proposal = _with_facts(proposal_id)
    owner_id = proposal.membership.person_id
    tie = tie_to(actor_id=viewer.person_id, branch_id=proposal.branch_id, on=on, owner_id=owner_id)
    answer = tie.may("see_uses")
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    settlement = proposal.use_list.settlement
    told = decisions_of([proposal.pk, proposal.earlier_id or 0])
    decisions = told.get(proposal.pk, ())
    state = decisions[-1].outcome if decisions else PROPOSED
    later = proposal.later_pk
    superseded = later is not None or proposal.corrected
    verbs = _verbs(state, superseded=superseded, again=later is not None)
    return UsePage(
        id=proposal.pk,
        year=settlement.year.number,
        name=proposal.membership.person.name,
        use=proposal.use,
        use_name=USE_NAMES[proposal.use],
        grade=proposal.grade,
        total_centi=proposal.total,
        listed=proposal.listed,
        drawn_by=proposal.use_list.by.name,
        drawn_at=proposal.use_list.at,
        superseded=superseded,
        later_id=later,
        state=state,
        decisions=decisions,
        earlier=told.get(proposal.earlier_id or 0, ()),
        incentives=given_for([proposal.pk]).get(proposal.pk, ()),
        may_confirm="confirm_use" in verbs and tie.may("confirm_use").allowed,
        may_strike="strike_use" in verbs and tie.may("strike_use").allowed,
        may_give=_may_give(tie, proposal, state),
        why_not=_why_not(tie),
    )


def _verbs(state: str, *, superseded: bool, again: bool) -> tuple[str, ...]:
    """What may still be decided: on a list that was overtaken only that a confirmation is taken back."""
    if not superseded:
        return verbs_from(subject="use", state=state)
    return ("strike_use",) if state == UseDecision.Outcome.CONFIRMED and not again else ()


def _may_give(tie: Tie, proposal: UseProposal, state: str) -> bool:
    return (
        proposal.use == Use.INCENTIVE
        and state == UseDecision.Outcome.CONFIRMED
        and tie.may("record_incentive").allowed
    )


def _why_not(tie: Tie) -> str:
    answer = tie.may("confirm_use")
    return "" if answer.allowed else answer.reason


def decisions_of(proposal_ids: Collection[int]) -> dict[int, tuple[DecisionLine, ...]]:
    """The decisions on some names, by name and in their order; one query."""
    rows = UseDecision.objects.filter(proposal_id__in=proposal_ids).select_related("reason", "heard", "by")
    found: dict[int, tuple[DecisionLine, ...]] = {}
    for one in rows.order_by("proposal_id", "round"):
        word, said = UseDecision.Outcome(one.outcome).label, one.heard
        heard = (said.text or ERASED) if said else ""
        line = DecisionLine(one.outcome, word, one.reason.text or ERASED, heard, one.by.name, one.at)
        found[one.proposal_id] = (*found.get(one.proposal_id, ()), line)
    return found


def given_for(proposal_ids: Collection[int]) -> dict[int, tuple[GivenLine, ...]]:
    """What was given to some names, by name and day; one query."""
    rows = Incentive.objects.filter(proposal_id__in=proposal_ids).select_related("what", "by")
    found: dict[int, tuple[GivenLine, ...]] = {}
    for one in rows.order_by("day", "pk"):
        kind, what = Incentive.Kind(one.kind).label, one.what.text or ERASED
        line = GivenLine(kind, what, one.day, one.document, one.by.name)
        found[one.proposal_id] = (*found.get(one.proposal_id, ()), line)
    return found
