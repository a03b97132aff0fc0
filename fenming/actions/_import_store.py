"""What was read from a table, until it is taken in or dropped: outside the web root, for the server alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fenming.actions._writing import writing
from fenming.queries.imports.door import path_of
from fenming.records.models import Import
from fenming.rules.terms import Refused


@contextmanager
def kept(content: bytes) -> Iterator[str]:
    """The bytes on the disk under a new random name, for a row to be written; gone again if it is not."""
    name = secrets.token_hex(24)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield name
    except BaseException:
        clear(name)
        raise


def clear(name: str) -> None:
    """Remove the bytes for good; quietly when they are gone already."""
    path_of(name).unlink(missing_ok=True)


def drop_whole(found: Import, *, actor_id: int | None, key: str, now: datetime) -> int:
    """End an import that is taken in by nobody, by hand or by the clock; Refused `import_ended`."""
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="drop_import", key=key, now=now) as act:
        waiting = Import.objects.filter(pk=found.pk, state=Import.State.OPEN)
        if not waiting.update(state=Import.State.DROPPED, ended_at=now):
            raise Refused("import_ended", "这份表格刚才已经办完，不能再放弃。请看现在的结果。")
        act.audit(subject="import", subject_id=found.pk, clause="R64", detail={"kind": found.kind})
    clear(found.stored_as)
    return found.pk
