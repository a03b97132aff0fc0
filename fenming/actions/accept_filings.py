"""一并备案: accept several filed tables in which every check was met (R45, R84)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fenming.actions._filing import accept
from fenming.actions._writing import AlreadyDone
from fenming.queries.year_filing import get_filing_for
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of each: the branch with its receipt's number, or with the reason why it was left out."""

    numbers: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]


def accept_filings(*, actor_id: int, filing_ids: Sequence[int], key: str, now: datetime) -> Accepted:
    """Accept each under the committee's next number, every one a transaction of its own branch.

    What has been answered meanwhile, or where a check is not met, is left out and named; the others stand. All of
    them must be the actor's to review before any is accepted: NotFound, Refused `forbidden`; Refused `nothing_chosen`.
    """
    today = timezone.localdate(now)
    filings = [
        get_filing_for(actor_id=actor_id, verb="accept_filing", filing_id=filing_id, on=today)
        for filing_id in dict.fromkeys(filing_ids)
    ]
    if not filings:
        raise Refused("nothing_chosen", "还没有选要备案的支部。请先选上，再一并备案。")
    numbers, left = [], []
    for filing in filings:
        once = f"{key}-{filing.pk}" if key else ""
        try:
            number = accept(
                filing, actor_id=actor_id, number="", only_green=True, verb="accept_filing", key=once, now=now
            )
        except AlreadyDone:
            raise
        except Refused as refused:
            left.append((filing.branch.name, refused.sentence))
        else:
            numbers.append((filing.branch.name, number))
    return Accepted(tuple(numbers), tuple(left))
