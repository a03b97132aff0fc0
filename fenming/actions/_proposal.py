"""What is proposed about a member who is heard first, a veto, a correction, a reopening: how they are told, its row."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from fenming.actions._writing import Act
from fenming.queries.accounts import has_account
from fenming.queries.on_paper import Proposal, membership_of
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Correction, Membership, Reopening, Veto

CLAUSES: Final = {"veto": "R24 R81", "correction": "R23 R77", "reopening": "R23 R77 A14"}
_ROWS: Final[dict[str, QuerySet[Any]]] = {
    "veto": Veto.objects.select_related("membership__person"),
    "correction": Correction.objects.select_related("entry__membership__person"),
    "reopening": Reopening.objects.select_related("matter__membership__person"),
}


def told(act: Act, membership: Membership, *, days: int) -> dict[str, Any]:
    """The columns that say how the one concerned learns of it: today, with that many working days to answer, or by a
    paper that is still to be handed over (`by_hand`): then the term does not run yet (A14)."""
    if not has_account(person_id=membership.person_id):
        return {"by_hand": True}
    return {"shown_on": act.today, "reply_by": last_day(act, act.today, days=days)}


def last_day(act: Act, shown_on: date, *, days: int) -> date:
    """The last day to answer what was shown on that day."""
    return work_calendar(branch_id=act.branch_id).add_working_days(shown_on, days)


def locked(subject: str, thing_id: int) -> Proposal:
    """Its row under the lock, with whom it is about; KeyError for another subject."""
    row: Proposal = _ROWS[subject].select_for_update(of=("self",)).get(pk=thing_id)
    return row


def owner_id_of(thing: Proposal) -> int:
    """The person it is about."""
    return membership_of(thing).person_id
