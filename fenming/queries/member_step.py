"""One step about a member before it is entered: who, as what, and what it will touch (R64, R85, A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import get_membership_for
from fenming.queries.member_dates import dated_rows, due_of, get_absence_for
from fenming.queries.roster import POSTS, STATUSES
from fenming.queries.roster_move import sister_branches
from fenming.records.models import Absence, Membership, ProbationEvent
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.people import latest_extension
from fenming.rules.terms import Status


@dataclass(frozen=True, slots=True)
class StepView:
    """What the page of one step about a member needs: who, as what, and what it will touch."""

    membership_id: int
    name: str
    status: str
    post: str
    type: str
    since: date
    due_on: date | None
    latest_due: date | None
    offices: tuple[str, ...]
    open_matters: int
    sisters: tuple[tuple[int, str], ...]


def member_step(*, actor_id: int, verb: str, membership_id: int, on: date) -> StepView:
    """A member before a step is entered, for who may enter it; raises NotFound, Refused."""
    membership = get_membership_for(actor_id=actor_id, verb=verb, membership_id=membership_id, on=on)
    leaving = verb in ("transfer_out", "end_probation")
    dated = dated_rows(membership, with_open=leaving)
    last = [one for one in dated if one.table == "standing"][-1]
    steps = {one.word: one for one in dated if one.table == "probation"}
    due_on, started = due_of(steps), steps.get(ProbationEvent.Kind.STARTED)
    return StepView(
        membership_id=membership.pk,
        name=membership.person.name,
        status=STATUSES[last.word],
        post=POSTS[last.more],
        type=last.more,
        since=membership.since,
        due_on=due_on if last.word == Status.PROBATIONARY else None,
        latest_due=latest_extension(started.until) if started and started.until else None,
        offices=tuple(
            ROLE_NAMES[Role(one.word)] for one in dated if one.table == "office" and one.until is None
        ),
        open_matters=sum(one.table == "matter" for one in dated),
        sisters=_sisters(membership) if verb == "transfer_out" else (),
    )


def _sisters(membership: Membership) -> tuple[tuple[int, str], ...]:
    return tuple((one.pk, one.name) for one in sister_branches(branch_id=membership.branch_id))


@dataclass(frozen=True, slots=True)
class EndView:
    """An absence before its end is entered."""

    absence_id: int
    membership_id: int
    name: str
    kind: str
    label: str
    since: date
    until: date | None


def absence_to_end(*, actor_id: int, absence_id: int, on: date) -> EndView:
    """An absence for who may end it; raises NotFound, Refused."""
    absence = get_absence_for(actor_id=actor_id, verb="end_leave", absence_id=absence_id, on=on)
    return EndView(
        absence_id=absence.pk,
        membership_id=absence.membership_id,
        name=absence.membership.person.name,
        kind=absence.kind,
        label=Absence.Kind(absence.kind).label,
        since=absence.since,
        until=absence.until,
    )
