"""What a reviewer would otherwise count by hand: a filed table against itself, its settlement and the ledger (R45, R84)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fenming.queries.chain import first_broken_entry
from fenming.queries.settlement_steps import moved_since
from fenming.queries.year_filing import FIGURES, read_table
from fenming.records.models import AppraisalGrade, Filing, LedgerEntry, SettlementLine
from fenming.rules.filing import faults_of_table
from fenming.rules.ledger import GENESIS


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, and what was found, as a sentence.

    A table whose own content does not hold (`binding`) cannot be accepted; what only happened since is for the
    reviewer to weigh.
    """

    ok: bool
    sentence: str
    binding: bool = True


def checks_of(*, filing: Filing) -> tuple[Check, ...]:
    """Every check of a filing, whose settlement and year are at hand; the ledger is read link by link."""
    table = read_table(filing.table)
    return (_digest(filing), *_foot(table), _lines(filing, table), _ledger(filing, table), _moved(filing))


def is_green(checks: tuple[Check, ...]) -> bool:
    """Whether nothing at all was found."""
    return all(check.ok for check in checks)


def _digest(filing: Filing) -> Check:
    if sha256(filing.table.encode()).hexdigest() == filing.digest:
        return Check(True, "内容与报送时的核对码一致。")
    return Check(False, "内容与报送时的核对码对不上。请退回，并请系统管理员核对备份。")


def _foot(table: dict[str, Any]) -> Iterator[Check]:
    faults = faults_of_table(table)
    if not faults:
        foot = table["totals"]
        grades = "、".join(f"{name} {count} 名" for name, count in foot["grades"])
        end = f"不评等次 {foot['without_grade']} 名，相加相符。"
        yield Check(True, f"参评 {foot['taking_part']} 名：{grades}，{end}")
    for fault in faults:
        yield Check(False, fault)


def _lines(filing: Filing, table: dict[str, Any]) -> Check:
    if filed_lines_stand(filing, table):
        return Check(True, "各行与年度结算、民主评议的登记一致。")
    return Check(False, "有的行与年度结算或民主评议的登记不一致。请退回，由支部核对后再报送。")


def filed_lines_stand(filing: Filing, table: dict[str, Any]) -> bool:
    """Whether the lines are the settlement as it lies in the database, with the grades of the round that was filed."""
    fields = ("membership_id", *FIGURES, "suggested_grade", "ranked", "veto", "veto_most_centi")
    settled = set(SettlementLine.objects.filter(settlement=filing.settlement).values_list(*fields))
    names = ("membership", *FIGURES, "suggested_grade", "takes_part", "veto", "veto_most_centi")
    filed = {tuple(line[name] for name in names) for line in table["lines"]}
    rows = AppraisalGrade.objects.filter(settlement=filing.settlement, round=table["appraised"]["round"])
    given = dict(rows.values_list("membership_id", "grade"))
    graded = {line["membership"]: line["grade"] for line in table["lines"] if line["takes_part"]}
    same_settlement = table["settlement"]["digest"] == filing.settlement.digest
    return settled == filed and given == graded and same_settlement


def _ledger(filing: Filing, table: dict[str, Any]) -> Check:
    seq, head = table["ledger"]["seq"], table["ledger"]["head"]
    entry = (
        LedgerEntry.objects.filter(branch_id=filing.branch_id, seq=seq).values_list("hash", flat=True).first()
    )
    if (entry or GENESIS) != head or first_broken_entry(branch_id=filing.branch_id) is not None:
        return Check(False, "台账与结算时不一致。请退回，并请系统管理员核对备份。")
    return Check(True, f"台账第 1 至 {seq} 号逐笔相连，与结算时一致。" if seq else "台账还没有分录。")


def _moved(filing: Filing) -> Check:
    settlement = filing.settlement
    if moved := moved_since(year=settlement.year, ledger_seq=settlement.ledger_seq):
        sentence = f"结算之后，台账里这一年又有 {moved} 笔变动。可以退回，由支部作更正结算后再报。"
        return Check(False, sentence, binding=False)
    return Check(True, "结算之后，这一年的台账没有变动。", binding=False)
