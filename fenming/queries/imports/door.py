"""The doors of imports: what may be taken in by whom, and one import with what was read from its file (R64, R61)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings

from fenming.queries.access import NotFound, one_of, require, tie_to
from fenming.queries.files.headings import guess
from fenming.queries.files.reading import Reading, from_bytes
from fenming.queries.imports.kinds import KINDS
from fenming.queries.imports.plan import Asked, Choice, Kind
from fenming.records.models import Import
from fenming.rules.terms import Refused

KEPT_FOR: Final = timedelta(days=1)


def kind_of(code: str) -> Kind:
    """The kind of that name; raises NotFound."""
    if code not in KINDS:
        raise NotFound(code)
    return KINDS[code]


def require_kind(*, actor_id: int, verb: str, kind: Kind, branch_id: int, on: date) -> None:
    """Pass if this person may do the verb, and may do to the branch what the table would; NotFound, Refused."""
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=on)
    for asked in (verb, kind.verb):
        answer = tie.may(asked)
        if not answer.allowed:
            raise Refused("forbidden", answer.reason)


def kinds_for(*, actor_id: int, branch_id: int, on: date) -> tuple[Kind, ...]:
    """The kinds of table this person may take in for the branch; NotFound, Refused `forbidden` when there is none."""
    require(actor_id=actor_id, verb="hand_in_import", branch_id=branch_id, on=on)
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=on)
    return tuple(kind for kind in KINDS.values() if tie.may(kind.verb).allowed)


def get_import_for(*, actor_id: int, verb: str, import_id: int, on: date) -> Import:
    """An import, whatever became of it; raises NotFound, Refused."""
    found = one_of(Import.objects.select_related("name", "by"), pk=import_id)
    require_kind(actor_id=actor_id, verb=verb, kind=KINDS[found.kind], branch_id=found.branch_id, on=on)
    return found


def path_of(stored_as: str) -> Path:
    """Where what was read lies."""
    return Path(settings.IMPORT_DIR) / stored_as


def reading_of(found: Import) -> Reading:
    """What was read from the file; Refused `import_ended` once it was accepted or dropped, `file_missing`."""
    if found.state != Import.State.OPEN:
        done = Import.State(found.state).label
        raise Refused("import_ended", f"这份表格{done}，不能再改。要再导入，请重新选文件。")
    try:
        return from_bytes(path_of(found.stored_as).read_bytes())
    except FileNotFoundError:
        raise Refused("file_missing", "这份表格只保留一天，已经清除了。请重新选文件。") from None


def headings_digest(headings: Sequence[str]) -> str:
    """The same for the same headings in the same order."""
    return sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


def keys_of(found: Import, reading: Reading, choice: Choice) -> tuple[str, ...]:
    """What each column means: as chosen, else as the branch last took the same headings, else as guessed."""
    columns = KINDS[found.kind].columns
    known = {column.key for column in columns}
    if choice.columns is not None and len(choice.columns) == len(reading.headings):
        return _once(tuple(key if key in known else "" for key in choice.columns), found.kind)
    same = Import.objects.filter(branch_id=found.branch_id, kind=found.kind, headings=found.headings)
    last = same.filter(state=Import.State.ACCEPTED).order_by("-ended_at", "-pk").first()
    return tuple(json.loads(last.columns)) if last is not None else guess(reading.headings, columns)


def _once(keys: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Each meaning for one column, the first one; several only where the kind says so."""
    many = {column.key for column in KINDS[kind].columns if column.many}
    return tuple(key if key in many or key not in keys[:at] else "" for at, key in enumerate(keys))


def asked_of(found: Import, *, choice: Choice, today: date) -> Asked:
    """What the import's kind judges; Refused `import_ended`, `file_missing`."""
    reading = reading_of(found)
    keys = keys_of(found, reading, choice)
    return Asked(reading=reading, keys=keys, choice=choice, branch_id=found.branch_id, today=today)
