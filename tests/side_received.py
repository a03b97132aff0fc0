"""Two rows in the tables of received archives, for `side_tables`."""

from __future__ import annotations

from fenming.records import models
from tests.cast import Cast, at

NOW = at(2026, 3, 10)


def received_rows(people: Cast, number: int) -> None:
    """Received and answered, by 高远."""
    names = models.PersonalText.objects.create(
        branch_id=people.branch_id, text="{}", salt="s", digest="0" * 64
    )
    received = models.Received.objects.create(
        branch_id=people.branch_id, sender="教工第三党支部", year=2026, round=number, table="{}",
        filing_digest=f"{number:064}", archive_digest=f"{number:064}", differences="{}", names=names,
        received_by_id=people.gao, received_at=NOW,
    )  # fmt: skip
    models.ReceivedEvent.objects.create(
        branch_id=people.branch_id, received=received, kind="accepted", number=f"收2026-{number}", by_id=people.gao, at=NOW
    )  # fmt: skip
