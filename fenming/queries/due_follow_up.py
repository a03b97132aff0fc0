"""What waits for a person after a year: a talk to sign for (R55). Parts of `due`; nobody's name is in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from fenming.queries.due_columns import rows_as
from fenming.queries.viewer import Viewer
from fenming.records.models import Talk


def follow_up_rows(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    """Kinds: acknowledge_talk."""
    held = Talk.objects.filter(membership__person_id=viewer.person_id, acknowledged_at__isnull=True)
    yield rows_as(held, "acknowledge_talk")
