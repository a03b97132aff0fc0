"""积分台账 of a branch: every entry booked in a quarter or a year, with what it rests on and what it takes back (R61).

Like the ledger itself it holds no sentence of a matter. What kind of veto it was is its reason, and is left out (A22).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.access import NotFound, get_branch_for, tie_to
from fenming.queries.booked_words import ERASED
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import published_standard
from fenming.records.models import Filing, LedgerEntry, Quarter
from fenming.rules.ledger import short_code
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import BUCKET_NAMES, Bucket

_FIELDS: Final = (
    "seq", "recorded_at", "day", "membership__roster_no", "membership__person__name", "item", "version_id",
    "version__digest", "quantity", "level", "points_centi", "kind", "reverses__seq", "taken_back_by", "hash",
    "determination__resolution__meeting__held_on", "determination__resolution__number", "determination__reason__text",
    "correction__reason__text", "correction__proposed_by__name", "correction__ended_by__name",
    "finding__objection_id", "finding__appeal_id", "veto__document", "veto__lift_document", "opening__resolution",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry: `booked_on` when it was written, `day` when it happened; points are signed hundredths before any limit.

    `basis` says who determined; `reverses` is the number it takes back, `taken_back_by` that of its counter-entry;
    `reason` is why a counter-entry was made.
    """

    seq: int
    booked_on: date
    day: date
    no: int
    name: str
    title: str
    quantity: int
    level: str
    points_centi: int
    kind: str
    basis: str
    reverses: int | None
    taken_back_by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """The entries booked in a period; `code` is the short code of the last one's hash, "" without entries."""

    branch: str
    period: str
    rows: tuple[LedgerRow, ...]
    reversals: int
    code: str


@dataclass(frozen=True, slots=True)
class BookYear:
    """A year of the ledger: its entries, and those of each quarter that has begun as (number, name, entries).

    `filed`: its archive may be taken.
    """

    number: int
    entries: int
    quarters: tuple[tuple[int, str, int], ...]
    filed: bool


@dataclass(frozen=True, slots=True)
class LedgerBooks:
    """What there is to print of a branch's ledger, the latest year first."""

    branch_id: int
    branch: str
    years: tuple[BookYear, ...]
    takes_year_book: bool
    hands_over: bool


def ledger_books(*, actor_id: int, branch_id: int, today: date) -> LedgerBooks:
    """The years and quarters a ledger may be printed for; raises NotFound, Refused `forbidden`."""
    branch = get_branch_for(actor_id=actor_id, verb="see_ledger", branch_id=branch_id, on=today)
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=today)
    begun = Quarter.objects.filter(branch_id=branch_id, start__lte=today)
    rows = begun.annotate(booked=Count("entries")).order_by("-year__number", "number")
    years: dict[int, list[tuple[int, str, int]]] = {}
    for year, number, booked in rows.values_list("year__number", "number", "booked"):
        years.setdefault(year, []).append((number, quarter_name(number), booked))
    filed = set(Filing.objects.filter(branch_id=branch_id).values_list("settlement__year__number", flat=True))
    return LedgerBooks(
        branch_id=branch_id,
        branch=branch.name,
        years=tuple(
            BookYear(year, sum(one[2] for one in found), tuple(found), year in filed)
            for year, found in years.items()
        ),
        takes_year_book=tie.may("see_year_book").allowed,
        hands_over=tie.may("see_handover").allowed,
    )


def ledger_book(
    *, actor_id: int, branch_id: int, year_number: int, quarter_number: int | None, today: date
) -> LedgerBook:
    """The ledger of a quarter (1 to 4) or, with None, of a year; three queries.

    NotFound for a branch, year or quarter that is not there or has not begun; Refused `forbidden`.
    """
    branch = get_branch_for(actor_id=actor_id, verb="see_ledger", branch_id=branch_id, on=today)
    quarters = Quarter.objects.filter(branch_id=branch_id, year__number=year_number, start__lte=today)
    if quarter_number is not None:
        quarters = quarters.filter(number=quarter_number)
    if not quarters.exists():
        raise NotFound("quarter")
    period = (
        f"{year_number}年度" if quarter_number is None else f"{year_number}年{quarter_name(quarter_number)}"
    )
    return book_of(
        branch=branch.name, period=period, entries=LedgerEntry.objects.filter(quarter__in=quarters)
    )


def book_of(*, branch: str, period: str, entries: QuerySet[LedgerEntry]) -> LedgerBook:
    """These entries as a book, in the order of their numbers; one query, one more for each standard not yet read."""
    later = LedgerEntry.objects.filter(reverses=OuterRef("pk"))
    found = entries.order_by("seq").annotate(taken_back_by=Subquery(later.values("seq")[:1]))
    facts = [dict(zip(_FIELDS, values, strict=True)) for values in found.values_list(*_FIELDS)]
    rows = tuple(_row(one) for one in facts)
    kinds = Counter(row.kind for row in rows)
    return LedgerBook(
        branch=branch,
        period=period,
        rows=rows,
        reversals=kinds[LedgerEntry.Kind.REVERSAL.label],
        code=short_code(facts[-1]["hash"]) if facts else "",
    )


def _row(one: Mapping[str, Any]) -> LedgerRow:
    item = published_standard(one["version_id"], one["version__digest"]).by_id[one["item"]]
    recorded: datetime = one["recorded_at"]
    is_veto = item.bucket is Bucket.VETO
    return LedgerRow(
        seq=one["seq"],
        booked_on=timezone.localdate(recorded),
        day=one["day"],
        no=one["membership__roster_no"],
        name=one["membership__person__name"],
        title=BUCKET_NAMES[Bucket.VETO] if is_veto else item.title,
        quantity=one["quantity"],
        level="" if is_veto else one["level"],
        points_centi=one["points_centi"],
        kind=LedgerEntry.Kind(one["kind"]).label,
        basis=_basis(one),
        reverses=one["reverses__seq"],
        taken_back_by=one["taken_back_by"],
        reason=_reason(one) if one["kind"] == LedgerEntry.Kind.REVERSAL else "",
    )


def _basis(one: Mapping[str, Any]) -> str:
    """Who determined it, by which act; of an objection or an appeal only that there was one."""
    if (held_on := one["determination__resolution__meeting__held_on"]) is not None:
        return f"{full_day_name(held_on)}党员大会第{one['determination__resolution__number']}号决议"
    if one["correction__proposed_by__name"] is not None:
        return (
            f"笔误更正，{one['correction__proposed_by__name']}提出，{one['correction__ended_by__name']}复核"
        )
    if one["finding__objection_id"] is not None:
        return "支部核实异议的结论"
    if one["finding__appeal_id"] is not None:
        return "上级对申诉的决定"
    if one["opening__resolution"] is not None:
        return f"期初转入，{one['opening__resolution']}"
    if one["kind"] == LedgerEntry.Kind.REVERSAL:
        return f"解除决定 {one['veto__lift_document']}"
    return f"处理决定 {one['veto__document']}"


def _reason(one: Mapping[str, Any]) -> str:
    """Why a counter-entry was made; of a finding nothing, which is told to the one concerned (A22)."""
    if one["determination__resolution__number"] is not None:
        return f"重新审议：{one['determination__reason__text'] or ERASED}"
    if one["correction__proposed_by__name"] is not None:
        return f"笔误：{one['correction__reason__text'] or ERASED}"
    return "一票否决已解除" if one["veto__document"] is not None else "经核实更正"
