"""What a member's own receipt and one from a signed slip share: the row that says so, and its trail."""

from __future__ import annotations

from datetime import date

from fenming.actions._writing import Act
from fenming.queries.appeals import answered_by
from fenming.records.models import Acknowledgement, Appeal, Finding
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def acknowledge(
    act: Act, found: Finding, *, actor_id: int, again: str, signed_on: date | None = None
) -> Acknowledgement:
    """The one receipt of a finding; Refused `already_acknowledged` in the words of `again`. The branch must be locked."""
    if Acknowledgement.objects.filter(finding=found).exists():
        raise Refused("already_acknowledged", again)
    thing = answered_by(found)
    subject = "appeal" if isinstance(thing, Appeal) else "objection"
    next_state(subject=subject, state=thing.state, verb=act.verb)
    row = Acknowledgement.objects.create(
        branch_id=act.branch_id, finding=found, by_id=actor_id, at=act.now, signed_on=signed_on
    )
    detail = {"number": thing.number} | ({"signed_on": signed_on.isoformat()} if signed_on else {})
    act.audit(subject=subject, subject_id=thing.pk, clause="R42", detail=detail)
    return row
