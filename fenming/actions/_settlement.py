"""What settling and settling again share: the conditions, and the freezing of everyone's year (R44, R46)."""

from __future__ import annotations

from datetime import UTC, date
from hashlib import sha256

from fenming.actions._writing import Act
from fenming.queries.scores import span_of, standard_of, statements_of, version_on
from fenming.queries.settlement import settlement_content
from fenming.queries.year import MET, gates_of, year_facts
from fenming.records.models import LedgerEntry, Settlement, SettlementLine, Year
from fenming.rules.ledger import GENESIS, canonical_bytes
from fenming.rules.ranking import rank
from fenming.rules.terms import Refused


def require_ready(year: Year, *, today: date) -> None:
    """Refused `not_ready` with every condition of settling that is not met."""
    facts = year_facts(branch_id=year.branch_id, number=year.number)
    gates = gates_of(year=facts, branch_id=year.branch_id, today=today)
    if lacks := [gate.more for gate in gates if gate.state != MET]:
        raise Refused(
            "not_ready", f"还不能结算{year.number}年度积分：{'；'.join(lacks)}。请逐项办齐后再结算。"
        )


def require_latest(settlement: Settlement) -> None:
    """Refused `corrected` when a later settlement of the year took this one's place."""
    if Settlement.objects.filter(corrects=settlement).exists():
        raise Refused("corrected", "这次结算已经有更正结算，这一步要在更正结算上办。请看更正后的结算。")


def freeze(act: Act, year: Year, *, settled_by_id: int, corrects_id: int | None = None) -> Settlement:
    """The settlement of the ledger up to its present head, with a line for everyone, written."""
    last = LedgerEntry.objects.filter(branch_id=act.branch_id).order_by("-seq").first()
    ledger = (last.seq, last.hash) if last else (0, GENESIS)
    standard = standard_of(version_on(branch_id=act.branch_id, day=year.end))
    rows = statements_of(branch_id=act.branch_id, year=year, up_to_seq=ledger[0])
    content = settlement_content(year=year.number, standard=standard, ledger=ledger, rows=rows)
    statements = canonical_bytes(content)
    settlement = Settlement.objects.create(
        branch_id=act.branch_id,
        year=year,
        corrects_id=corrects_id,
        ledger_seq=ledger[0],
        head_hash=ledger[1],
        statements=statements.decode(),
        digest=sha256(statements).hexdigest(),
        settled_by_id=settled_by_id,
        settled_at=act.now.astimezone(UTC),
    )
    places = rank(year=span_of(year), totals=[(member, one.total_centi) for _, member, one in rows])
    SettlementLine.objects.bulk_create(
        SettlementLine(
            branch_id=act.branch_id,
            settlement=settlement,
            membership=membership,
            type=member.type,
            base_centi=statement.base_centi,
            duty_centi=statement.duty_centi,
            bonus_centi=statement.bonus_centi,
            deduction_centi=statement.deduction_centi,
            total_centi=statement.total_centi,
            suggested_grade=statement.suggested_grade,
            rank=place.rank,
            ranked=place.ranked,
            veto=statement.veto,
            veto_most_centi=statement.veto_most_centi,
        )
        for (membership, member, statement), place in zip(rows, places, strict=True)
    )
    return settlement
