"""清除导入: tables that nobody took in within a day are dropped by the clock, and what was read of them goes (R64)."""

from __future__ import annotations

from datetime import datetime

from fenming.actions._import_store import drop_whole
from fenming.actions._writing import AlreadyDone
from fenming.queries.imports.door import KEPT_FOR, path_of
from fenming.records.models import Import
from fenming.rules.terms import Refused


def clear_imports(*, now: datetime) -> int:
    """How many were dropped. Each is one transaction without an actor; run twice or late, each happens once."""
    done = 0
    for found in Import.objects.filter(state=Import.State.OPEN, at__lt=now - KEPT_FOR).order_by("pk"):
        try:
            drop_whole(found, actor_id=None, key=f"clear-import-{found.pk}", now=now)
        except (AlreadyDone, Refused):
            continue  # taken in or dropped meanwhile
        done += 1
    _sweep(before=now - KEPT_FOR)
    return done


def _sweep(*, before: datetime) -> None:
    """Files that no open import holds: what a process left that was killed between the file and its row."""
    held = set(Import.objects.filter(state=Import.State.OPEN).values_list("stored_as", flat=True))
    for file in path_of("").glob("*"):
        if file.name not in held and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
