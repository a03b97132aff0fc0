"""What an entry of the ledger without a matter of its own says to its member: the document or resolution it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from fenming.records.models import LedgerEntry

ERASED = "（这句话已依法删除）"


@dataclass(frozen=True, slots=True)
class BookedWords:
    """A sentence for the line, the veto it leads to, if any, and whether a counter-entry took it back."""

    fact: str
    veto_id: int | None
    taken_back: bool


def words_of_entries(*, branch_id: int, seqs: Iterable[int]) -> dict[int, BookedWords]:
    """Words for vetoes, their lifting and the paper book among these numbers, by number (R24, A17, R61); one query,
    none without a number."""
    wanted = list(seqs)
    if not wanted:
        return {}
    back = Exists(LedgerEntry.objects.filter(reverses=OuterRef("pk")))
    rows = LedgerEntry.objects.filter(branch_id=branch_id, seq__in=wanted).annotate(taken_back=back)
    fields = (
        "seq", "veto_id", "taken_back", "kind", "veto__document", "veto__lift_document", "opening__resolution", "text__text",
    )  # fmt: skip
    return {
        seq: BookedWords(_fact(*words), veto_id, taken_back)
        for seq, veto_id, taken_back, *words in rows.values_list(*fields)
        if veto_id is not None or words[3] is not None
    }


def _fact(kind: str, document: str | None, lifted_by: str | None, resolution: str | None, text: str) -> str:
    if kind == LedgerEntry.Kind.OPENING:
        return f"期初转入：{text or ERASED}（{resolution}）"
    if kind == LedgerEntry.Kind.REVERSAL:
        return f"冲正：一票否决已解除（{lifted_by}）"
    return f"一票否决（处理决定 {document}）"
