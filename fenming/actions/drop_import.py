"""放弃导入: a table that was handed in is not taken in; nothing of it was in the books, and what was read goes (R64)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._import_store import drop_whole
from fenming.queries.imports.door import get_import_for


def drop_import(*, actor_id: int, import_id: int, key: str, now: datetime) -> int:
    """The id of the import, dropped. Refused: `forbidden`, `import_ended`. NotFound."""
    today = timezone.localdate(now)
    found = get_import_for(actor_id=actor_id, verb="drop_import", import_id=import_id, on=today)
    return drop_whole(found, actor_id=actor_id, key=key, now=now)
