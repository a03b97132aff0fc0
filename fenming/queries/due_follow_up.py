"""What waits for a person after a year: a talk to sign for, something to put right or to check, a handling case (R55, R56, R58, R59). Parts of `due`; nobody's name is in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fenming.queries.disposals import filed_below
from fenming.queries.due_columns import rows_as
from fenming.queries.viewer import Viewer
from fenming.records.models import Disposal, Rectification, RectificationEvent, Talk
from fenming.rules.authority import Role

CHECK_NOTICE = timedelta(days=7)


def follow_up_rows(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """Kinds: acknowledge_talk, rectify, check_rectification, answer_disposal, file_disposal, accept_disposal. A day that is past stays until somebody has checked."""
    held = Talk.objects.filter(membership__person_id=viewer.person_id, acknowledged_at__isnull=True)
    yield rows_as(held, "acknowledge_talk")
    to_do = Rectification.objects.filter(state=Rectification.State.OPEN)
    yield rows_as(to_do.filter(membership__person_id=viewer.person_id), "rectify", due=F("due_on"))
    if viewer.holds(Role.COMMITTEE, Role.SECRETARY):
        later = RectificationEvent.objects.filter(
            rectification=OuterRef("rectification"), kind="extended", pk__gt=OuterRef("pk")
        )
        reported = RectificationEvent.objects.filter(
            ~Exists(later), branch_id=viewer.branch_id, kind="reported"
        )
        ripe = Q(due_on__lte=on + CHECK_NOTICE) | Q(pk__in=reported.values("rectification"))
        others = to_do.filter(ripe, branch_id=viewer.branch_id).exclude(
            membership__person_id=viewer.person_id
        )
        yield rows_as(others, "check_rectification", due=F("due_on"))
    yield from _disposals(viewer, on)


def _disposals(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """Before it is decided the member may answer; what is decided goes above, what came back is decided anew."""
    own = Disposal.objects.filter(membership__person_id=viewer.person_id, state=Disposal.State.DRAFTED)
    yield rows_as(own.filter(answer__isnull=True), "answer_disposal")
    if viewer.holds(Role.SECRETARY):
        others = Disposal.objects.filter(branch_id=viewer.branch_id).exclude(
            membership__person_id=viewer.person_id
        )
        waiting = others.filter(state__in=(Disposal.State.DECIDED, Disposal.State.RETURNED))
        yield rows_as(waiting, "file_disposal")
    if viewer.holds(Role.SUPERIOR_REVIEWER):
        filed = filed_below(person_id=viewer.person_id, on=on).filter(state=Disposal.State.SUBMITTED)
        yield rows_as(filed, "accept_disposal")
