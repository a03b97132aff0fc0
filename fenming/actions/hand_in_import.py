"""提交导入表格: a table of the office, read and kept to be looked over; nothing of it is in the books yet (R64, R61)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from fenming.actions._import_store import kept
from fenming.actions._writing import writing
from fenming.queries.evidence_file import name_of
from fenming.queries.files.faults import Unreadable
from fenming.queries.files.guard import refuse_hostile
from fenming.queries.files.reading import Reading, read_sheet, to_bytes
from fenming.queries.imports.door import headings_digest, kind_of, require_kind
from fenming.records.models import Import
from fenming.rules.terms import Refused


def hand_in_import(
    *, actor_id: int, branch_id: int, kind: str, name: str, content: bytes, key: str, now: datetime
) -> int:
    """The id of the import. Identity numbers and the like are dropped before anything is kept.

    Refused: `forbidden`, `empty_file`, `unreadable` (with what to do), and whatever `refuse_hostile` keeps from the
    library that reads it. NotFound for an unknown kind or branch.
    """
    chosen = kind_of(kind)
    today = timezone.localdate(now)
    require_kind(actor_id=actor_id, verb="hand_in_import", kind=chosen, branch_id=branch_id, on=today)
    stem, ending = name_of(name)
    called = f"{stem}.{ending}" if ending else stem
    if not content:
        raise Refused("empty_file", f"“{called}”是空文件，没有内容。请核对后另选文件。")
    refuse_hostile(content, file_name=called)
    try:
        reading = read_sheet(name=called, data=content, columns=chosen.columns)
    except Unreadable as error:
        raise Refused("unreadable", f"“{called}”没有读成：{error.fault.reason}") from error
    digest = sha256(content).hexdigest()
    with (
        kept(to_bytes(reading)) as stored_as,
        writing(branch_id=branch_id, actor_id=actor_id, verb="hand_in_import", key=key, now=now) as act,
    ):
        made = Import.objects.create(
            branch_id=branch_id,
            kind=kind,
            name=act.keep_text(called),
            digest=digest,
            stored_as=stored_as,
            headings=headings_digest(reading.headings),
            by_id=actor_id,
            at=now,
        )
        act.audit(subject="import", subject_id=made.pk, clause="R64", detail=_detail(kind, digest, reading))
    return made.pk


def _detail(kind: str, digest: str, reading: Reading) -> dict[str, object]:
    return {"kind": kind, "digest": digest, "rows": len(reading.rows)}
