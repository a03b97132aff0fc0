"""Somebody on the list of an earlier year, for the doors: written straight into the tables, what leads there is tested elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fenming.records.models import (
    Filing,
    FilingEvent,
    PersonalText,
    Settlement,
    SettlementLine,
    UseDecision,
    UseList,
    UseProposal,
    Year,
)


def listed(branch_id: int, membership_id: int, *, by: int, now: datetime) -> dict[str, int]:
    """A year accepted above with this one on its list: to be decided on as a candidate, confirmed for an incentive."""
    here: dict[str, Any] = {"branch_id": branch_id}
    year = Year.objects.create(**here, number=2024, start=date(2024, 1, 1), end=date(2024, 12, 31))
    settlement = Settlement.objects.create(
        **here, year=year, ledger_seq=0, head_hash="0" * 64, statements="[]", digest="0" * 64, settled_by_id=by,
        settled_at=now,
    )  # fmt: skip
    SettlementLine.objects.create(
        **here, settlement=settlement, membership_id=membership_id, type="T", base_centi=6000, duty_centi=0,
        bonus_centi=0, deduction_centi=0, total_centi=6000, rank=1, ranked=True, veto=False,
    )  # fmt: skip
    filing = Filing.objects.create(
        **here, settlement=settlement, round=1, table="{}", digest="0" * 64, filed_by_id=by, filed_at=now
    )
    FilingEvent.objects.create(**here, filing=filing, kind="accepted", number="2024-1", by_id=by, at=now)
    drawn = UseList.objects.create(
        **here, settlement=settlement, ranked=1, top_places=1, bottom_places=0, by_id=by, at=now
    )
    one, other = (
        UseProposal.objects.create(
            **here, use_list=drawn, membership_id=membership_id, use=use, listed=True
        ).pk
        for use in ("honours", "incentive")
    )
    words = PersonalText.objects.create(**here, text="表现好。", salt="s", digest="0" * 64)
    UseDecision.objects.create(
        **here, proposal_id=other, round=1, outcome="confirmed", reason=words, by_id=by, at=now
    )
    return {"proposal_id": one, "given_id": other}


def sent_about_uses(ids: dict[str, Any]) -> dict[str, Any]:
    """What the forms would send."""
    decided = {"seen": "0", "reason": "全年表现好。"}
    return {
        "propose_uses": {"settlement_id": ids["settlement_id"]},
        "bottom_list": {"resolution": "支部党员大会决议〔2026〕6号", "day": "2026-06-09"},
        "confirm_use": decided,
        "strike_use": decided,
        "record_incentive": {
            "kind": "training", "what": "参加培训班。", "day": "2026-06-09", "document": "院党委〔2026〕8号",
        },
    }  # fmt: skip
