"""导出全部数据: the secretary takes the branch's books along, in files that open without this system (R61)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.prints.branch_file import branch_file
from fenming.queries.access import require
from fenming.queries.branch_export import branch_books


@dataclass(frozen=True, slots=True)
class Taken:
    """The file, open at its beginning, with the branch's name and the ledger's last number and hash in it."""

    branch: str
    seq: int
    head: str
    file: IO[bytes]


def export_branch(*, actor_id: int, branch_id: int, key: str, now: datetime) -> Taken:
    """The books as a file, all of one moment; the trail keeps who took them and up to which entry.

    Raises NotFound. Refused: `forbidden`.
    """
    require(actor_id=actor_id, verb="export_branch", branch_id=branch_id, on=timezone.localdate(now))
    with writing(branch_id=branch_id, actor_id=actor_id, verb="export_branch", key=key, now=now) as act:
        books = branch_books(branch_id=branch_id, now=now)
        # under the lock: what others decide meanwhile would stand in one table and not in the next
        taken = Taken(books.branch, books.seq, books.head, branch_file(books))
        detail = {"ledger_seq": books.seq, "head": books.head}
        act.audit(subject="organisation", subject_id=branch_id, clause="R61", detail=detail)
    return taken
