"""移交清单: what one committee hands to the next, what waits, and the books that go with it (R60, R61, A34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fenming.queries.access import get_branch_for, tie_to
from fenming.queries.chain import first_broken_entry
from fenming.queries.handover_counts import Kept, Waiting, kept_in, waiting_in
from fenming.queries.leaving import ledger_head
from fenming.queries.ledger_book import LedgerBook, book_of
from fenming.queries.quarter import quarters_of
from fenming.queries.roster import OfficeRow, offices_on
from fenming.queries.roster_paper import RosterPaper, roster_paper
from fenming.queries.settlement_steps import FIELDS, steps_from, with_steps
from fenming.queries.standard_paper import StandardPaper, standard_paper
from fenming.records.models import LedgerEntry, Settlement, StandardVersion
from fenming.rules.ledger import short_code
from fenming.rules.workflow import STATE_NAMES


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year, how far it has come, and the code it was posted with; "" for none."""

    name: str
    word: str
    code: str


@dataclass(frozen=True, slots=True)
class Handover:
    """The list of a day. `seq` and `code` are the ledger's head, `broken` the first entry that is not as written.

    `years` are those the ledger has, for whoever may have it; the committee above is given the list without it.
    """

    branch_id: int
    branch: str
    day: date
    kept: tuple[Kept, ...]
    waiting: tuple[Waiting, ...]
    periods: tuple[Period, ...]
    offices: tuple[OfficeRow, ...]
    seq: int
    code: str
    broken: int | None
    years: tuple[int, ...]
    roster: RosterPaper
    standard: StandardPaper | None


def handover(*, actor_id: int, branch_id: int, today: date) -> Handover:
    """For the secretary, the committee above and the auditor; the ledger is verified link by link.

    Raises NotFound, Refused `forbidden`.
    """
    branch = get_branch_for(actor_id=actor_id, verb="see_handover", branch_id=branch_id, on=today)
    sees_ledger = tie_to(actor_id=actor_id, branch_id=branch_id, on=today).may("see_ledger").allowed
    seq, head = ledger_head(branch_id)
    years = LedgerEntry.objects.filter(branch_id=branch_id).order_by("quarter__year__number")
    adopted = StandardVersion.objects.filter(branch_id=branch_id, in_force_from__lte=today).exists()
    return Handover(
        branch_id=branch_id,
        branch=branch.name,
        day=today,
        kept=kept_in(branch_id=branch_id, on=today),
        waiting=waiting_in(branch_id=branch_id, all_of_it=sees_ledger),
        periods=(*_years(branch_id), *_quarters(branch_id, today)),
        offices=offices_on(branch_id, today),
        seq=seq,
        code=short_code(head),
        broken=first_broken_entry(branch_id=branch_id),
        years=tuple(years.values_list("quarter__year__number", flat=True).distinct()) if sees_ledger else (),
        roster=roster_paper(actor_id=actor_id, branch_id=branch_id, day=today, today=today),
        standard=standard_paper(actor_id=actor_id, branch_id=branch_id, on=today) if adopted else None,
    )


def ledgers_of(view: Handover) -> Iterator[LedgerBook]:
    """The ledger of each of its years, one at a time; the door was passed with the list."""
    for number in view.years:
        entries = LedgerEntry.objects.filter(branch_id=view.branch_id, quarter__year__number=number)
        yield book_of(branch=view.branch, period=f"{number}年度", entries=entries)


def _years(branch_id: int) -> Iterator[Period]:
    settled = with_steps(Settlement.objects.filter(branch_id=branch_id, corrected_by__isnull=True))
    for number, *values in settled.order_by("year__number").values_list("year__number", *FIELDS):
        steps = steps_from(tuple(values))
        receipt = f"，备案号 {steps.receipt}" if steps.receipt else ""
        yield Period(f"{number}年度", f"{STATE_NAMES['year'][steps.state]}{receipt}", "")


def _quarters(branch_id: int, today: date) -> Iterator[Period]:
    """Those that have begun, the oldest first."""
    for one in reversed(quarters_of(branch_id=branch_id)):
        if one.start <= today:
            code = one.posting.code if one.posting else ""
            yield Period(f"{one.year}年{one.name}", one.word, code)
