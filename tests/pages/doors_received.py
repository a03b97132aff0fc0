"""What the doors about received archives need: one that waits, one that was answered; both without anybody in them."""

from __future__ import annotations

from fenming.records.models import Organisation, PersonalText, Received, ReceivedEvent
from fenming.rules.ledger import canonical_bytes
from tests.cast import Cast, at

NOW = at(2026, 6, 10)


def what_came_in(people: Cast) -> dict[str, int]:
    """Received by 高远 for the committee above both branches."""
    waiting, answered = _received(people, 1), _received(people, 2)
    ReceivedEvent.objects.create(
        branch_id=answered.branch_id, received=answered, kind="accepted", number="备〔2026〕90号", by_id=people.gao, at=NOW
    )  # fmt: skip
    return {"received_id": waiting.pk, "answered_id": answered.pk}


def _received(people: Cast, number: int) -> Received:
    committee = Organisation.objects.get(pk=people.branch_id).parent_id
    foot = {"listed": 0, "taking_part": 0, "grades": [["优秀", 0]], "without_grade": 0}
    table = {"settlement": {"corrects": False}, "lines": [], "totals": foot}
    names = PersonalText.objects.create(branch_id=committee, text="{}", salt="s", digest="0" * 64)
    return Received.objects.create(
        branch_id=committee, sender="教工第三党支部", year=2020 + number, round=1,
        table=canonical_bytes(table).decode(), filing_digest=f"{number:064}", archive_digest=f"{number:064}",
        differences='{"foot":[],"lines":[]}', names=names, received_by_id=people.gao, received_at=NOW,
    )  # fmt: skip
