"""What an entry of the ledger without a matter of its own says to its member: the document or resolution it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fenming.records.models import LedgerEntry

ERASED = "（这句话已依法删除）"


@dataclass(frozen=True, slots=True)
class BookedWords:
    """A sentence for the line, and the veto it leads to, if any."""

    fact: str
    veto_id: int | None


def words_of_entries(*, branch_id: int, seqs: Iterable[int]) -> dict[int, BookedWords]:
    """Words for vetoes, their lifting and the paper book among these numbers, by number (R24, A17, R61); one query,
    none without a number."""
    wanted = list(seqs)
    if not wanted:
        return {}
    rows = LedgerEntry.objects.filter(branch_id=branch_id, seq__in=wanted)
    fields = (
        "seq",
        "kind",
        "veto_id",
        "veto__document",
        "veto__lift_document",
        "opening__resolution",
        "text__text",
    )
    return {
        seq: BookedWords(_fact(kind, document, lifted_by, resolution, text), veto_id)
        for seq, kind, veto_id, document, lifted_by, resolution, text in rows.values_list(*fields)
        if veto_id is not None or resolution is not None
    }


def _fact(kind: str, document: str | None, lifted_by: str | None, resolution: str | None, text: str) -> str:
    if kind == LedgerEntry.Kind.OPENING:
        return f"期初转入：{text or ERASED}（{resolution}）"
    if kind == LedgerEntry.Kind.REVERSAL:
        return f"冲正：一票否决已解除（{lifted_by}）"
    return f"一票否决（处理决定 {document}）"
