"""Leaving a branch, by transfer or by losing probationary membership: what both verbs share (A19, R85)."""

from __future__ import annotations

from datetime import UTC, date
from hashlib import sha256

from fenming.actions._membership import happened, refuse_what_happened
from fenming.actions._writing import Act
from fenming.queries.leaving import leaving_content, ledger_head
from fenming.records.models import Attendance, Departure, Matter, Meeting, Membership, Office, Organisation
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.ledger import canonical_bytes
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

NEVER_VACANT = (Role.SECRETARY, Role.ADMINISTRATOR)
"""Offices a branch cannot be without for a day."""


def leave(
    act: Act,
    membership: Membership,
    *,
    day: date,
    reason: str,
    resolution: str,
    destination: str = "",
    to_branch: Organisation | None = None,
) -> Departure:
    """End the membership and the offices held in the branch, and freeze the statement of that day (A19).

    Refused `happened_later`, `attended_later`, `office_later`, `no_successor`, `unheard`: what would then have been
    done by no member, an office that has to be handed on first, and a reply the member may still give (A14).
    """
    _require_nothing_later(membership, day)
    _require_heard(membership, today=act.today)
    _end_offices(membership, day=day, resolution=resolution, by_id=_actor(act))
    membership.until = day
    membership.save(update_fields=["until"])
    seq, head_hash = ledger_head(act.branch_id)
    departure = Departure(
        branch_id=act.branch_id,
        membership=membership,
        reason=reason,
        day=day,
        destination=destination,
        to_branch=to_branch,
        resolution=resolution,
        ledger_seq=seq,
        head_hash=head_hash,
        by_id=_actor(act),
        at=act.now.astimezone(UTC),
    )
    statement = canonical_bytes(leaving_content(departure))
    departure.statement, departure.digest = statement.decode(), sha256(statement).hexdigest()
    departure.save(force_insert=True)
    return departure


def _actor(act: Act) -> int:
    if act.actor_id is None:
        raise RuntimeError("somebody enters a resolution")
    return act.actor_id


def _require_nothing_later(membership: Membership, day: date) -> None:
    found = [one for one in happened(membership, first=day) if one.day > day]
    refuse_what_happened(
        found,
        code="happened_later",
        before=f"{full_day_name(day)}以后还有{membership.person.name}的事项：",
        after="。请核对离开的日期，或先把这几件退回、撤回。",
    )
    attended = Attendance.objects.filter(
        membership=membership, present=True, meeting__held_on__gt=day
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    if meeting := attended.order_by("meeting__held_on").select_related("meeting").first():
        held = full_day_name(meeting.meeting.held_on)
        raise Refused(
            "attended_later",
            f"{membership.person.name}{held}还作为本支部党员到会，离开的日期不能更早。请核对日期。",
        )


def _require_heard(membership: Membership, *, today: date) -> None:
    """Signing in ends with the membership, so who is to be heard is heard first (A14)."""
    unanswered = Matter.objects.filter(
        membership=membership, state=Matter.State.DECLARED, replies__isnull=True
    )
    if unanswered.filter(by_hand=True, shown_on__isnull=True).exists():
        sentence = f"{membership.person.name}有事项的告知书还没有当面送达。请先送达，等答复或期满后再登记，日期照实填。"
        raise Refused("unheard", sentence)
    waiting = unanswered.filter(reply_by__gte=today)
    last = waiting.order_by("-reply_by").values_list("reply_by", flat=True).first()
    if last is not None:
        sentence = f"{membership.person.name}有事项等本人答复，到{full_day_name(last)}。请等答复或期满后再登记，日期照实填。"
        raise Refused("unheard", sentence)


def _end_offices(membership: Membership, *, day: date, resolution: str, by_id: int) -> None:
    here = Office.objects.filter(organisation_id=membership.branch_id, until__isnull=True)
    held = list(here.filter(person_id=membership.person_id).select_for_update().order_by("pk"))
    others = set(here.exclude(person_id=membership.person_id).values_list("role", flat=True))
    name = membership.person.name
    if alone := [
        ROLE_NAMES[role] for role in NEVER_VACANT if role not in others and role in {o.role for o in held}
    ]:
        offices = "、".join(alone)
        sentence = f"{name}是现任{offices}，没有别人接任。请先按决议登记新的{offices}，再办理。"
        raise Refused("no_successor", sentence)
    for office in held:
        if office.since > day:
            since = f"{name}{full_day_name(office.since)}起任{ROLE_NAMES[Role(office.role)]}"
            raise Refused("office_later", f"{since}，离开的日期不能更早。请核对日期。")
        office.until, office.end_resolution, office.ended_by_id = day, resolution, by_id
        office.save(update_fields=["until", "end_resolution", "ended_by"])
