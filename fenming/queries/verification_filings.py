"""Whether what was filed with the superior is as it was frozen, and still what the settlement and the grades say (R45, R84)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from fenming.queries.filing_checks import filed_lines_stand
from fenming.queries.verification_sheets import UNREADABLE, Broken, is_head
from fenming.queries.year_filing import digests_of, read_table
from fenming.records.models import AuditEvent, Filing
from fenming.rules.filing import faults_of_table
from fenming.rules.ledger import Json, canonical_bytes


def broken_filings(branch_id: int) -> Iterator[Broken]:
    """Every filed table: digest, row against table, foot, trail, ledger head, lines against settlement and grades."""
    keys = Filing._base_manager.filter(branch_id=branch_id).order_by("pk")
    for pk in keys.values_list("pk", flat=True):
        try:
            filing = Filing.objects.select_related("settlement__year").get(pk=pk)
            yield from _broken(filing, f"（{filing.settlement.year.number}年，第{filing.round}次报送）")
        except UNREADABLE:
            yield Broken("备案", f"（内部编号 {pk}）", "已经读不出来")


def _broken(filing: Filing, number: str) -> Iterator[Broken]:
    if sha256(filing.table.encode()).hexdigest() != filing.digest:
        yield Broken("备案", number, "内容与它的摘要对不上")
        return
    table = read_table(filing.table)
    stands = (filing.branch_id, filing.round, filing.settlement.digest, filing.settlement.year.number)
    if stands != (table["branch_id"], table["round"], table["settlement"]["digest"], table["year"]):
        yield Broken("备案", number, "支部、轮次或结算与报送的内容不一样")
    if faults_of_table(table):
        yield Broken("备案", number, "表尾的人数与各行不符")
    if not _is_in_trail(filing):
        yield Broken("备案", number, "操作留痕里没有这一份")
    if not is_head(filing.branch_id, table["ledger"]["seq"], table["ledger"]["head"]):
        yield Broken("备案", number, "所记的台账末笔与台账不一样")
    if not filed_lines_stand(filing, table):
        yield Broken("备案", number, "各行与年度结算或登记的等次不一样")


def _is_in_trail(filing: Filing) -> bool:
    """Whether the trail, which is a chain, says that this person filed exactly this then."""
    detail: dict[str, Json] = {
        "year": filing.settlement.year.number,
        "round": filing.round,
        **digests_of(filing),
    }
    return AuditEvent.objects.filter(
        branch_id=filing.branch_id,
        verb="file_year",
        subject="filing",
        subject_id=filing.pk,
        actor_id=filing.filed_by_id,
        at=filing.filed_at,
        detail=canonical_bytes(detail).decode(),
    ).exists()
