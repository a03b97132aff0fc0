"""预备党员: whose probation runs, until when, and what a meeting may decide; nothing here comes of points (R57, R85, A30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import one_of, require
from fenming.queries.rectifications import READERS
from fenming.queries.viewer import Viewer
from fenming.records.models import Membership, ProbationEvent, Standing
from fenming.rules.authority import Relation, may
from fenming.rules.terms import Status


@dataclass(frozen=True, slots=True)
class ProbationRow:
    """A probationary member; `due_on` None while no beginning is entered. `verbs`: what fits and is the viewer's to enter."""

    membership_id: int
    name: str
    own: bool
    due_on: date | None
    extended: bool
    over: bool
    verbs: tuple[str, ...]


def probation_rows(*, viewer: Viewer, on: date) -> tuple[ProbationRow, ...]:
    """One's own, and for who reads them the branch's, in roster order; one query."""
    whose = Q(person_id=viewer.person_id)
    if viewer.holds(*READERS):
        whose |= Q(branch_id=viewer.branch_id)
    allowed = {
        verb
        for verb in ("turn_formal", "extend_probation", "end_probation")
        if may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed
    }
    rows = _running(on).filter(whose, branch_id=viewer.branch_id).order_by("roster_no")
    values = rows.values_list("pk", "person__name", "person_id", "due_on", "extended")
    return tuple(
        ProbationRow(
            membership_id=pk,
            name=name,
            own=person_id == viewer.person_id,
            due_on=due_on,
            extended=extended,
            over=due_on is not None and due_on < on,
            verbs=_fitting(allowed, due_on=due_on, extended=extended),
        )
        for pk, name, person_id, due_on, extended in values
    )


def _running(on: date) -> QuerySet[Any]:
    """Those on the roster whose last standing is a probationary one."""
    last = Standing.objects.filter(membership=OuterRef("pk"), since__lte=on).order_by("-since", "-pk")
    steps = ProbationEvent.objects.filter(membership=OuterRef("pk"))
    here = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=on))
    due = steps.order_by().values("membership").annotate(last=Max("due_on")).values("last")
    return here.annotate(
        status=Subquery(last.values("status")[:1]),
        due_on=Subquery(due),
        extended=Exists(steps.filter(kind=ProbationEvent.Kind.EXTENDED)),
    ).filter(status=Status.PROBATIONARY)


def _fitting(allowed: set[str], *, due_on: date | None, extended: bool) -> tuple[str, ...]:
    left_out = {"extend_probation"} if extended or due_on is None else set()
    return tuple(
        verb for verb in ("turn_formal", "extend_probation", "end_probation") if verb in allowed - left_out
    )


def get_probation_step_for(*, actor_id: int, verb: str, event_id: int, on: date) -> ProbationEvent:
    """What a meeting decided about a probation, with its member (R85); NotFound for its beginning, Refused."""
    decided = ProbationEvent.objects.exclude(kind=ProbationEvent.Kind.STARTED)
    step = one_of(decided.select_related("membership__person"), pk=event_id)
    require(actor_id=actor_id, verb=verb, branch_id=step.branch_id, on=on, owner_id=step.membership.person_id)
    return step


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A decision before its approval is entered."""

    event_id: int
    membership_id: int
    name: str
    word: str
    day: date
    resolution: str


def approval_to_note(*, actor_id: int, event_id: int, on: date) -> ApprovalView:
    """For who may enter it; raises NotFound, Refused."""
    step = get_probation_step_for(actor_id=actor_id, verb="note_approval", event_id=event_id, on=on)
    word = ProbationEvent.Kind(step.kind).label
    name = step.membership.person.name
    return ApprovalView(step.pk, step.membership_id, name, word, step.day, step.resolution)
