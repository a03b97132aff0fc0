"""What waits on paper: notices to hand over, signed answers and receipts to enter, of members without an account (A14, R67)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet

from fenming.queries.due_columns import rows_as
from fenming.queries.viewer import Viewer
from fenming.records.models import Correction, Finding, Matter, Reopening, Veto

# model, how its rows lead to the membership, how to the matter a reporter may stand behind
_PROPOSALS: Final[tuple[tuple[str, Any, str, str], ...]] = (
    ("veto", Veto, "membership", ""),
    ("correction", Correction, "entry__membership", "entry__determination__matter"),
    ("reopening", Reopening, "matter__membership", "matter"),
)


def papers(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """What is handed over to members without an account, and what they may still answer on paper (A14)."""
    name = F("membership__person__name")
    open_ones = Matter.objects.filter(branch_id=viewer.branch_id, state=Matter.State.DECLARED, by_hand=True)
    open_ones = open_ones.filter(replies=None).exclude(membership__person_id=viewer.person_id)
    yield rows_as(open_ones.filter(shown_on=None), "hand_over", name=name)
    told = open_ones.filter(reply_by__gte=on).exclude(membership__person__account__is_active=True)
    told = told.exclude(reporter__person_id=viewer.person_id)
    yield rows_as(told, "reply_for", due=F("reply_by"), name=name)
    answered = Finding.objects.filter(branch_id=viewer.branch_id, acknowledgement=None)
    for way in ("objection", "appeal"):
        found = answered.filter(**{f"{way}__isnull": False})
        found = found.exclude(**{f"{way}__membership__person_id": viewer.person_id})
        found = found.exclude(**{f"{way}__membership__person__account__is_active": True})
        yield rows_as(found, "acknowledge_for", name=F(f"{way}__membership__person__name"))


def proposals_on_paper(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """The same for a proposed veto, a correction, a reopening, for whoever may enter it: kinds hand_over_ and answer_ with
    the subject, the latter with _for. What somebody reported is not asked of them (A14)."""
    for subject, model, member, matter in _PROPOSALS:
        waiting = model.objects.filter(branch_id=viewer.branch_id, state="proposed", answer=None)
        waiting = waiting.exclude(**{f"{member}__person_id": viewer.person_id})
        name = F(f"{member}__person__name")
        yield rows_as(waiting.filter(by_hand=True, shown_on=None), f"hand_over_{subject}", name=name)
        told = waiting.filter(reply_by__gte=on).exclude(**{f"{member}__person__account__is_active": True})
        if matter:
            told = told.exclude(**{f"{matter}__reporter__person_id": viewer.person_id})
        yield rows_as(told, f"answer_{subject}_for", due=F("reply_by"), name=name)
