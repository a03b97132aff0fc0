"""报送年度积分: send the year's table, with the grades, to the superior for review (R45, R84)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from fenming.actions._settlement import require_latest
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_settlement_for
from fenming.queries.settlement_steps import Steps, latest_steps, moved_since, year_state
from fenming.queries.superior_people import reviewers_of
from fenming.queries.year_archive import Filed, basis_of, year_file
from fenming.queries.year_filing import digests_of, filing_content, next_round
from fenming.records.models import Filing, Settlement
from fenming.rules.ledger import canonical_bytes
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def file_year(*, actor_id: int, settlement_id: int, key: str, now: datetime) -> int:
    """The id of the filing: the table as it stands, frozen with its digest; a later round follows a return.

    The superior's reviewers are told. Refused: `forbidden`, `wrong_state` (not announced, not appraised, with the
    superior, or filed), `corrected`, `moved` when the ledger has moved since the settlement.
    """
    today = timezone.localdate(now)
    settlement = get_settlement_for(
        actor_id=actor_id, verb="file_year", settlement_id=settlement_id, on=today
    )
    with writing(
        branch_id=settlement.branch_id, actor_id=actor_id, verb="file_year", key=key, now=now
    ) as act:
        next_state(subject="year", state=year_state(year=settlement.year), verb="file_year")
        require_latest(settlement)
        steps = latest_steps(year_id=settlement.year_id)
        if steps is None:
            raise NotFound("settlement")
        if moved := moved_since(year=settlement.year, ledger_seq=settlement.ledger_seq):
            raise Refused(
                "moved",
                f"结算之后，台账里这一年又有 {moved} 笔变动，现在的年度积分已经不准。请先作更正结算，再报送。",
            )
        filing = _freeze(act, settlement, steps, filed_by_id=actor_id)
        detail = {"year": settlement.year.number, "round": filing.round, **digests_of(filing)}
        act.audit(subject="filing", subject_id=filing.pk, clause="R45", detail=detail)
        to = reviewers_of(branch_id=settlement.branch_id, on=today)
        act.tell(kind="filing_received", subject="filing", subject_id=filing.pk, to=to)
    return filing.pk


def _freeze(act: Act, settlement: Settlement, steps: Steps, *, filed_by_id: int) -> Filing:
    """The next round of the year's table, with what its archive is made of."""
    number = next_round(year_id=settlement.year_id)
    table = canonical_bytes(filing_content(settlement=settlement, steps=steps, round_=number))
    roster, names = basis_of(settlement)
    basis = canonical_bytes(roster).decode()
    archive = year_file(Filed(settlement, table.decode(), basis, names))
    return Filing.objects.create(
        branch_id=act.branch_id, settlement=settlement, round=number, table=table.decode(),
        digest=sha256(table).hexdigest(), basis=basis, names=act.keep_text(canonical_bytes(names).decode()),
        archive_digest=archive.digest, filed_by_id=filed_by_id, filed_at=act.now,
    )  # fmt: skip
