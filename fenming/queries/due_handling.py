"""What waits for a person because the committee above is asked for a handler, or has named this person (A31, A34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fenming.queries.due_columns import counted, rows_as
from fenming.queries.handling import unanswered
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Correction,
    HandlerRequest,
    Handling,
    Matter,
    Objection,
    Veto,
)
from fenming.rules.authority import Role


def asked_above(viewer: Viewer, on: date) -> QuerySet[Any, Any]:
    """How many things wait for the committee above to name somebody, or somebody else, as one row."""
    rows = unanswered(on=on).filter(
        branch__parent__offices__person_id=viewer.person_id,
        branch__parent__offices__role=Role.SUPERIOR_REVIEWER,
        branch__parent__offices__until__isnull=True,
    )
    return counted(
        HandlerRequest.objects.filter(pk__in=rows.values("pk")), "name_handler", by="branch__parent_id"
    )


def handled(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """What the committee above named the viewer for, and nobody after them (A31)."""
    objections = _named_for(viewer, "objection").filter(request__objection__state=Objection.State.OPEN)
    number, due = F("request__objection__number"), F("request__objection__answer_by")
    yield rows_as(objections, "handle_objection", target=F("request__objection"), number=number, due=due)
    matters = _named_for(viewer, "matter").filter(
        _matter_heard(on), request__matter__state=Matter.State.DECLARED
    )
    yield rows_as(matters, "handle_matter", target=F("request__matter"))
    heard = Q(request__veto__answer__isnull=False) | Q(request__veto__reply_by__lt=on)
    vetoes = _named_for(viewer, "veto").filter(heard, request__veto__state=Veto.State.PROPOSED)
    yield rows_as(vetoes, "handle_veto", target=F("request__veto"))
    lifting = _named_for(viewer, "veto").filter(
        request__veto__state=Veto.State.CONFIRMED,
        request__veto__lift_proposed_by__isnull=False,
        at__gt=F("request__veto__confirmed_at"),
    )
    yield rows_as(lifting, "handle_lifting", target=F("request__veto"))
    heard = Q(request__correction__answer__isnull=False) | Q(request__correction__reply_by__lt=on)
    heard |= Q(request__correction__reply_by__isnull=True, request__correction__by_hand=False)
    slips = _named_for(viewer, "correction").filter(
        heard, request__correction__state=Correction.State.PROPOSED
    )
    yield rows_as(slips, "handle_correction", target=F("request__correction"))


def _matter_heard(on: date) -> Q:
    """It asks for no answer, or has one, or the days to answer are over (A14)."""
    told = Q(request__matter__reply_by__isnull=True, request__matter__by_hand=False)
    return told | Q(request__matter__replies__isnull=False) | Q(request__matter__reply_by__lt=on)


def _named_for(viewer: Viewer, subject: str) -> QuerySet[Handling]:
    same = {f"request__{subject}": OuterRef(f"request__{subject}")}
    later = Handling.objects.filter(**same, pk__gt=OuterRef("pk"))
    again = HandlerRequest.objects.filter(**{subject: OuterRef(f"request__{subject}")}, namings=None)
    return Handling.objects.filter(~Exists(later), ~Exists(again), person_id=viewer.person_id)
