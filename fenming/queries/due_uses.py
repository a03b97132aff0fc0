"""Names on the lists of a year that wait for a decision (R52–R54). A part of `due`; nobody's name is in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet

from fenming.queries.due_columns import rows_as
from fenming.queries.viewer import Viewer
from fenming.records.models import UseProposal


def undecided_names(viewer: Viewer) -> QuerySet[Any, Any]:
    """Kind `decide_uses`: a row for each year with how many wait, the viewer's own left out; a corrected list waits for nobody."""
    year = "use_list__settlement__year__number"
    rows = UseProposal.objects.filter(
        branch_id=viewer.branch_id, decisions__isnull=True, use_list__settlement__corrected_by__isnull=True
    ).exclude(membership__person_id=viewer.person_id)
    waiting = rows.order_by().values(year).annotate(how_many=Count("pk"))
    return rows_as(waiting, "decide_uses", target=F(year), number=F("how_many"))
