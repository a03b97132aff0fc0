"""A probation and its steps: begun, extended once, ended one way or the other (R57, R85, A30)."""

from __future__ import annotations

from datetime import UTC, date

from fenming.actions._writing import Act
from fenming.records.models import Membership, ProbationEvent
from fenming.rules.people import year_from
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, Status

_RUNNING = (ProbationEvent.Kind.STARTED, ProbationEvent.Kind.EXTENDED)


def note_step(
    act: Act, membership: Membership, *, kind: str, day: date, due_on: date | None = None, resolution: str
) -> ProbationEvent:
    """Add a step; each kind comes once in a membership."""
    if act.actor_id is None:
        raise RuntimeError("somebody enters a resolution")
    return ProbationEvent.objects.create(
        branch_id=act.branch_id,
        membership=membership,
        kind=kind,
        day=day,
        due_on=due_on,
        resolution=resolution,
        by_id=act.actor_id,
        at=act.now.astimezone(UTC),
    )


def begin_probation(act: Act, membership: Membership, *, since: date, resolution: str) -> ProbationEvent:
    """A probation of one year from `since`, which may lie before the joining (R85); Refused `future_day`."""
    if since > act.today:
        raise Refused("future_day", f"预备期不能从{full_day_name(since)}开始，这一天还没有到。请核对日期。")
    return note_step(
        act,
        membership,
        kind=ProbationEvent.Kind.STARTED,
        day=since,
        due_on=year_from(since),
        resolution=resolution,
    )


def steps_of(membership: Membership) -> dict[str, ProbationEvent]:
    """What there is so far, by kind."""
    return {one.kind: one for one in ProbationEvent.objects.filter(membership=membership)}


def carry_probation(act: Act, membership: Membership, before: Membership) -> None:
    """A probation goes on in the new branch: its beginning, and its one extension if there was one (A30)."""
    last = max(before.standings.all(), key=lambda one: one.since)
    if last.status != Status.PROBATIONARY:
        return
    for one in ProbationEvent.objects.filter(membership=before, kind__in=_RUNNING).order_by("day", "pk"):
        note_step(act, membership, kind=one.kind, day=one.day, due_on=one.due_on, resolution=one.resolution)
