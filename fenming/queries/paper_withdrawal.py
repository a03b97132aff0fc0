"""Taking back on paper: the door to an objection or an appeal of a member without an account, and its page (R40, R67)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from fenming.queries.access import NotFound
from fenming.queries.appeals import get_appeal_for
from fenming.queries.objections import get_objection_for
from fenming.queries.paper import refuse_account, refuse_reported
from fenming.queries.viewer import Viewer
from fenming.records.models import Appeal, Objection
from fenming.rules.workflow import next_state

VERBS: Final = {"objection": "withdraw_objection_for", "appeal": "withdraw_appeal_for"}


@dataclass(frozen=True, slots=True)
class PaperWithdrawal:
    """What is taken back; `filed_on` is the day it was signed, or filed."""

    subject: str
    id: int
    membership_id: int
    number: int
    name: str
    filed_on: date


def get_on_paper(*, actor_id: int, verb: str, subject: str, thing_id: int, on: date) -> Objection | Appeal:
    """One of a member without an account; NotFound, Refused `forbidden`, `has_account`, `reported_by_you`."""
    found: Objection | Appeal
    if subject == "objection":
        found = get_objection_for(actor_id=actor_id, verb=verb, objection_id=thing_id, on=on)
    elif subject == "appeal":
        found = get_appeal_for(actor_id=actor_id, verb=verb, appeal_id=thing_id, on=on)
    else:
        raise NotFound(subject)
    refuse_account(found.membership)
    refuse_reported(found.matter, actor_id=actor_id)
    return found


def paper_withdrawal_page(*, viewer: Viewer, subject: str, thing_id: int, today: date) -> PaperWithdrawal:
    """What is taken back, for who enters the paper; NotFound, and Refused as the verb is, the paper aside."""
    who, verb = viewer.person_id, VERBS[subject]
    found = get_on_paper(actor_id=who, verb=verb, subject=subject, thing_id=thing_id, on=today)
    next_state(subject=subject, state=found.state, verb=verb)
    filed = found.signed_on or timezone.localdate(found.filed_at)
    member = found.membership
    return PaperWithdrawal(subject, found.pk, member.pk, found.number, member.person.name, filed)
