"""全部数据: the books of a branch as plain tables, row by row, with the head of its ledger (R61)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import F

from fenming.queries.access import require
from fenming.queries.branch_tables import SPECS, FieldSpec, TableSpec
from fenming.records.models import LedgerEntry, Organisation, Posting, Settlement, StandardVersion
from fenming.rules.ledger import GENESIS

AT_ONCE = 2000
Plain: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table of the books: columns as (name, type of docs/branch-export-format.md), rows to be gone through once."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Iterator[tuple[Plain, ...]]


@dataclass(frozen=True, slots=True)
class BranchBooks:
    """The books as they stand; `files` are texts kept as they were frozen: path, text. Nothing is read before it is used."""

    branch_id: int
    branch: str
    taken_at: datetime
    seq: int
    head: str
    tables: tuple[BookTable, ...]
    files: Iterator[tuple[str, str]]


def books_page(*, actor_id: int, branch_id: int, on: date) -> tuple[str, ...]:
    """What the tables are called that an export holds; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="export_branch", branch_id=branch_id, on=on)
    return tuple(one.title for one in SPECS)


def branch_books(*, branch_id: int, now: datetime) -> BranchBooks:
    """Everything in SPECS of one branch, the ledger up to the entry that is the last one now; two queries."""
    last = LedgerEntry.objects.filter(branch_id=branch_id).order_by("-seq").first()
    seq, head = (last.seq, last.hash) if last else (0, GENESIS)
    return BranchBooks(
        branch_id=branch_id,
        branch=Organisation.objects.values_list("name", flat=True).get(pk=branch_id),
        taken_at=now,
        seq=seq,
        head=head,
        tables=tuple(_table(spec, branch_id, seq) for spec in SPECS),
        files=_frozen(branch_id),
    )


def _table(spec: TableSpec, branch_id: int, seq: int) -> BookTable:
    limit = {"seq__lte": seq} if spec.name == "entries" else {}
    rows = spec.model.objects.filter(**{spec.branch: branch_id}, **limit).order_by(*spec.order)
    cells = rows.values_list(*(F(_path(one)) for one in spec.fields)).iterator(AT_ONCE)
    columns = tuple((one[0], one[1]) for one in spec.fields)
    return BookTable(spec.name, spec.title, columns, (tuple(map(_plain, row)) for row in cells))


def _path(field: FieldSpec) -> str:
    return field[-1] if len(field) == 3 else field[0]


def _plain(value: Any) -> Plain:
    """As it stands in the file; a moment as the chain hashed it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _frozen(branch_id: int) -> Iterator[tuple[str, str]]:
    """Standards as adopted, sheets as posted, settlements as frozen: their digests stand in the tables."""
    mine = {"branch_id": branch_id}
    for number, text in (
        StandardVersion.objects.filter(**mine).order_by("number").values_list("number", "text")
    ):
        yield f"standards/{number}.toml", text
    for code, text in Posting.objects.filter(**mine).order_by("pk").values_list("code", "sheet").iterator(10):
        yield f"sheets/{code}.json", text
    for pk, text in (
        Settlement.objects.filter(**mine).order_by("pk").values_list("pk", "statements").iterator(1)
    ):
        yield f"statements/{pk}.json", text
