"""结算: compute the year's points of every member and freeze them (R44, R46, A24, A25)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.access import get_year_for
from fenming.queries.scores import span_of, standard_of, statements_of, version_on
from fenming.queries.settlement import settlement_content
from fenming.queries.year import MET, gates_of, year_facts, year_state
from fenming.records.models import LedgerEntry, Settlement, SettlementLine, Year
from fenming.rules.ledger import GENESIS, canonical_bytes
from fenming.rules.ranking import rank
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def settle(*, actor_id: int, year_id: int, key: str, now: datetime) -> int:
    """The id of the year's settlement: the fold of the ledger up to its head, with places and suggested grades.

    Refused: `forbidden`, `wrong_state` (settled already), `not_ready` with every condition that is not met: roster,
    meetings, postings, terms, the end of the year, a sound ledger. A grade is suggested, never given (A24).
    """
    today = timezone.localdate(now)
    year = get_year_for(actor_id=actor_id, verb="settle", year_id=year_id, on=today)
    with writing(branch_id=year.branch_id, actor_id=actor_id, verb="settle", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=year), verb="settle")
        _require_ready(year, today)
        settlement = _freeze(act, year, settled_by_id=actor_id)
        detail = {"year": year.number, "digest": settlement.digest, "ledger_seq": settlement.ledger_seq}
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R44", detail=detail)
    return settlement.pk


def _require_ready(year: Year, today: date) -> None:
    facts = year_facts(branch_id=year.branch_id, number=year.number)
    gates = gates_of(year=facts, branch_id=year.branch_id, today=today)
    if lacks := [gate.more for gate in gates if gate.state != MET]:
        raise Refused(
            "not_ready", f"还不能结算{year.number}年度积分：{'；'.join(lacks)}。请逐项办齐后再结算。"
        )


def _freeze(act: Act, year: Year, *, settled_by_id: int) -> Settlement:
    last = LedgerEntry.objects.filter(branch_id=act.branch_id).order_by("-seq").first()
    ledger = (last.seq, last.hash) if last else (0, GENESIS)
    standard = standard_of(version_on(branch_id=act.branch_id, day=year.end))
    rows = statements_of(branch_id=act.branch_id, year=year, up_to_seq=ledger[0])
    content = settlement_content(year=year.number, standard=standard, ledger=ledger, rows=rows)
    statements = canonical_bytes(content)
    settlement = Settlement.objects.create(
        branch_id=act.branch_id,
        year=year,
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
        )
        for (membership, member, statement), place in zip(rows, places, strict=True)
    )
    return settlement
