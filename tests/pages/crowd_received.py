"""The crowd's filed year as a system of the committee's own would receive it, accepted."""

from __future__ import annotations

from datetime import datetime

from fenming.actions.accept_received import accept_received
from fenming.actions.receive_year import receive_year
from fenming.queries.year_archive import year_archive
from tests.cast import Cast, key


def received(people: Cast, filing_id: int, *, now: datetime) -> int:
    """The id of what was received."""
    content = year_archive(actor_id=people.gao, filing_id=filing_id, today=now.date()).content
    pk = receive_year(actor_id=people.gao, content=content, code="", key=key(), now=now).id
    accept_received(actor_id=people.gao, received_id=pk, number="收2027-1", key=key(), now=now)
    return pk
