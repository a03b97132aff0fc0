"""What a year's archive names as grounds: resolutions, postings, meetings and the decisions behind a veto (R45, R81)."""

from __future__ import annotations

from collections.abc import Iterator

from fenming.queries.quarter import quarter_name
from fenming.records.models import LedgerEntry, Meeting, Opening, Posting, Settlement, StandardVersion, Year
from fenming.rules.ledger import Json


def documents_of(*, settlement: Settlement, version: StandardVersion) -> list[Json]:
    """Kind, reference, day and ledger number of each; no sentence about anybody is among them. Five queries."""
    year = settlement.year
    found = [("标准", version.resolution, version.in_force_from.isoformat(), "")]
    found += _opening(year)
    found += _meetings(settlement)
    found += _postings(year)
    found += _vetoes(settlement)
    return [list(one) for one in found]


def _opening(year: Year) -> Iterator[tuple[str, str, str, str]]:
    for one in Opening.objects.filter(branch_id=year.branch_id, closed_on__year=year.number):
        yield ("期初", one.resolution, one.closed_on.isoformat(), "")


def _meetings(settlement: Settlement) -> Iterator[tuple[str, str, str, str]]:
    """The members' meetings that determined points of the year, and the one that gave the grades."""
    year, kind = settlement.year, Meeting.Kind.MEMBERS
    held = Meeting.objects.filter(
        branch_id=year.branch_id, kind=kind, quarter__year=year, state=Meeting.State.CLOSED
    )
    for one in held.select_related("quarter").order_by("held_on", "pk"):
        yield ("评定", f"{quarter_name(one.quarter.number)}党员大会", one.held_on.isoformat(), "")
    graded = Meeting.objects.filter(grades__settlement=settlement).order_by("-grades__round").first()
    if graded:
        yield ("评议", "民主评议党员大会", graded.held_on.isoformat(), "")


def _postings(year: Year) -> Iterator[tuple[str, str, str, str]]:
    rows = Posting.objects.filter(quarter__year=year).order_by("quarter__number")
    for number, code, day in rows.values_list("quarter__number", "code", "first_day"):
        yield ("公示", f"{quarter_name(number)}公示单 {code}", day.isoformat(), "")


def _vetoes(settlement: Settlement) -> Iterator[tuple[str, str, str, str]]:
    """The decision behind each veto of the ledger, and the one that lifted it."""
    year = settlement.year
    rows = LedgerEntry.objects.filter(
        branch_id=year.branch_id, veto__year=year, seq__lte=settlement.ledger_seq
    ).order_by("seq")
    for kind, seq, document, day, lifted in rows.values_list(
        "kind", "seq", "veto__document", "veto__decided_on", "veto__lift_document"
    ):
        if kind == LedgerEntry.Kind.VETO:
            yield ("一票否决", document, day.isoformat(), str(seq))
        else:
            yield ("解除否决", lifted, "", str(seq))
