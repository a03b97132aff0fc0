"""A probation and its steps: begun, extended once, ended one way or the other (R57, R85, A30)."""

from __future__ import annotations

from datetime import UTC, date

from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.queries.grounds import kept_text
from fenming.records.models import Membership, ProbationEvent
from fenming.rules.people import year_from
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, Status

LONGEST_REASON = 400
_RUNNING = (ProbationEvent.Kind.STARTED, ProbationEvent.Kind.EXTENDED)


def note_step(
    act: Act,
    membership: Membership,
    *,
    kind: str,
    day: date,
    due_on: date | None = None,
    resolution: str,
    reason: str = "",
) -> ProbationEvent:
    """Add a step; each kind comes once in a membership. `reason` for what departs from the usual course."""
    if act.actor_id is None:
        raise RuntimeError("somebody enters a resolution")
    return ProbationEvent.objects.create(
        branch_id=act.branch_id,
        membership=membership,
        kind=kind,
        day=day,
        due_on=due_on,
        resolution=resolution,
        reason=act.keep_text(reason) if reason else None,
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


def checked_reason(reason: str) -> str:
    """Why the meeting decided so, tidied (R57); Refused `incomplete`, `too_long`."""
    words = tidy(reason)
    if not words:
        raise Refused("incomplete", "还没有写理由。请写明大会为什么这样决定；积分本身不是理由。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由至多 {LONGEST_REASON} 字，现在是 {len(words)} 字。请写短一些。")
    return words


def steps_of(membership: Membership) -> dict[str, ProbationEvent]:
    """What there is so far, by kind."""
    return {one.kind: one for one in ProbationEvent.objects.filter(membership=membership)}


def carry_probation(act: Act, membership: Membership, before: Membership) -> None:
    """A probation goes on in the new branch: its beginning, and its one extension if there was one (A30)."""
    last = max(before.standings.all(), key=lambda one: one.since)
    if last.status != Status.PROBATIONARY:
        return
    rows = ProbationEvent.objects.filter(membership=before, kind__in=_RUNNING).select_related("reason")
    for one in rows.order_by("day", "pk"):
        note_step(
            act,
            membership,
            kind=one.kind,
            day=one.day,
            due_on=one.due_on,
            resolution=one.resolution,
            reason=kept_text(one.reason),
        )
