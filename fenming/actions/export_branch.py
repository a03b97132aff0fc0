"""导出全部数据: the secretary takes the branch's books along, in files that open without this system (R61)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import require
from fenming.queries.branch_export import BranchBooks, branch_books


def export_branch(*, actor_id: int, branch_id: int, key: str, now: datetime) -> BranchBooks:
    """The books, to be written to a file at once; the trail keeps who took them and up to which entry.

    Raises NotFound. Refused: `forbidden`.
    """
    require(actor_id=actor_id, verb="export_branch", branch_id=branch_id, on=timezone.localdate(now))
    with writing(branch_id=branch_id, actor_id=actor_id, verb="export_branch", key=key, now=now) as act:
        books = branch_books(branch_id=branch_id, now=now)
        detail = {"ledger_seq": books.seq, "head": books.head}
        act.audit(subject="organisation", subject_id=branch_id, clause="R61", detail=detail)
    return books
