"""A settled year as files: the results, and the roster and ledger from which `fenming settle` gives the same bytes.

Ids in the files are membership ids. The roster's form knows one post a member: who changed post within the year has
the last one there, and one exemption a member: who had more cannot be settled from files alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Final, NamedTuple

from fenming.queries.access import NotFound, require
from fenming.queries.files.columns import LEDGER_COLUMNS, ROSTER_COLUMNS, Column
from fenming.queries.files.results import RESULTS_ENCODING, Result, write_results
from fenming.queries.scores import member_of, memberships_of
from fenming.records.models import LedgerEntry, Settlement, SettlementLine, Year
from fenming.rules.ledger import live
from fenming.rules.people import Member, Span
from fenming.rules.terms import Status, format_centi_file

ERASED: Final = "（文字已依法删除）"
_STATUSES: Final = {Status.FORMAL: "正式", Status.PROBATIONARY: "预备"}


def export(*, actor_id: int, branch_id: int, number: int, name: str, today: date) -> bytes:
    """One of `results`, `roster`, `ledger` of a settled year; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="see_year", branch_id=branch_id, on=today)
    settlements = Settlement.objects.filter(branch_id=branch_id, year__number=number).select_related("year")
    settlement = settlements.order_by("-pk").first()
    if settlement is None:
        raise NotFound("settlement")
    if name == "results":
        return results_csv(settlement)
    if name == "roster":
        return roster_csv(settlement.year)
    if name == "ledger":
        return ledger_csv(settlement.year, up_to_seq=settlement.ledger_seq)
    raise NotFound(name)


def results_csv(settlement: Settlement) -> bytes:
    """results.csv of a settlement: the columns, order and bytes of `fenming settle` (R44)."""
    fields = (
        "membership_id", "membership__person__name", "type", "base_centi", "duty_centi", "bonus_centi",
        "deduction_centi", "total_centi", "suggested_grade", "rank", "ranked", "veto",
    )  # fmt: skip
    lines = SettlementLine.objects.filter(settlement=settlement).order_by("membership__roster_no")
    results = [Result(str(pk), *rest) for pk, *rest in lines.values_list(*fields)]
    stream = StringIO(newline="")
    write_results(stream, results)
    return stream.getvalue().encode(RESULTS_ENCODING)


def roster_csv(year: Year) -> bytes:
    """Everyone who was on the roster in the year, in its order (R64)."""
    memberships = memberships_of(branch_id=year.branch_id, year=year)
    return _file(ROSTER_COLUMNS, [_roster_cells(member_of(one, at=year.end), year) for one in memberships])


def _roster_cells(member: Member, year: Year) -> tuple[str, ...]:
    within = [span for span in member.exempt if span.meets(Span(year.start, year.end))]
    exempt = within[-1] if within else None
    return (
        member.id,
        member.name,
        member.type,
        _STATUSES[member.status_on(year.end)],
        _day(member.since),
        _day(member.until),
        _day(_formal_since(member)),
        _day(exempt.since if exempt else None),
        _day(exempt.until if exempt else None),
    )


def _formal_since(member: Member) -> date | None:
    """The day a member turned formal; None for who always was, or has not."""
    if member.standings[0].status is Status.FORMAL:
        return None
    return next((one.since for one in member.standings if one.status is Status.FORMAL), None)


class _Row(NamedTuple):
    """An entry of the ledger as the file has it, with what decides whether it still counts."""

    seq: int
    reverses: int | None
    membership_id: int
    day: date
    item: str
    quantity: int
    each_centi: int | None
    level: str
    achievement: str
    text: str
    erased_at: object


def ledger_csv(year: Year, *, up_to_seq: int | None = None) -> bytes:
    """The year's entries that nothing reverses, by day, then by number (R61); `up_to_seq`: the ledger as it was then."""
    entries = LedgerEntry.objects.filter(branch_id=year.branch_id, day__gte=year.start, day__lte=year.end)
    if up_to_seq is not None:
        entries = entries.filter(seq__lte=up_to_seq)
    fields = (
        "seq", "reverses__seq", "membership_id", "day", "item", "quantity", "each_centi", "level", "achievement",
        "text__text", "text__erased_at",
    )  # fmt: skip
    rows = live([_Row(*row) for row in entries.order_by("seq").values_list(*fields)])
    return _file(
        LEDGER_COLUMNS, [_ledger_cells(row) for row in sorted(rows, key=lambda row: (row.day, row.seq))]
    )


def _ledger_cells(row: _Row) -> tuple[str, ...]:
    return (
        str(row.membership_id),
        row.day.isoformat(),
        row.item,
        str(row.quantity),
        "" if row.each_centi is None else format_centi_file(row.each_centi),
        row.level,
        row.achievement,
        ERASED if row.erased_at else row.text,
    )


def _file(columns: Sequence[Column], rows: Iterable[tuple[str, ...]]) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.names[0] for column in columns])
    writer.writerows(rows)
    return stream.getvalue().encode(RESULTS_ENCODING)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
