"""What a finding, a clerical correction and a meeting deciding anew share: the new figures judged and priced, the counter-entry, the entry after it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from fenming.actions._matter import refuse
from fenming.actions._writing import Act
from fenming.queries.claims import LONGEST_SAID, Claim, entry_faults, future_fault, signed_centi, standard_on
from fenming.queries.counter_entries import Effect, Figures, booking_quarter, effect_of
from fenming.queries.figures import NOT_YET_BOOKED
from fenming.queries.scores import span_of
from fenming.records.models import (
    Correction,
    Determination,
    Finding,
    LedgerEntry,
    Membership,
    PersonalText,
    Quarter,
    Year,
)
from fenming.rules.scoring import Entry


@dataclass(frozen=True, slots=True)
class Priced:
    """Judged figures with their signed points and what they do to the member's year."""

    figures: Figures | None
    points_centi: int
    effect: Effect


def priced(
    *,
    membership: Membership,
    year: Year,
    old: LedgerEntry | None,
    figures: Figures | None,
    reason: str,
    today: date,
) -> Priced:
    """Figures, or None for nothing in place of `old`, judged like any entry; Refused with what is wrong with them."""
    new, points = None, 0
    if figures is not None:
        refuse(future_fault(day=figures.day, today=today))
        _, standard = standard_on(branch_id=membership.branch_id, day=figures.day)
        claim = Claim(said=reason[:LONGEST_SAID], **asdict(figures))
        refuse(entry_faults(standard=standard, membership=membership, year=span_of(year), claim=claim))
        item = standard.by_id[figures.item]
        points = signed_centi(
            item=item, quantity=figures.quantity, level=figures.level, each_centi=figures.each_centi
        )
        new = _as_scored(figures)
    effect = effect_of(membership=membership, year=year, replaced=old, new=new, new_centi=points)
    return Priced(figures, points, effect)


def _as_scored(figures: Figures) -> Entry:
    each, level, achievement = figures.each_centi, figures.level, figures.achievement
    return Entry(NOT_YET_BOOKED, figures.item, figures.day, figures.quantity, each, level, achievement)


def put_right(
    act: Act,
    *,
    membership: Membership,
    year: Year,
    old: LedgerEntry | None,
    new: Priced,
    text: PersonalText,
    source: Finding | Correction | Determination,
    quarter: Quarter | None = None,
) -> list[int]:
    """Book a counter-entry to `old`, if there is one, and the new figures, if there are any; returns their numbers.

    Both rest on `source`. They go into `quarter`, else into the one that is open now; what was posted stays as it was.
    """
    quarter = quarter or booking_quarter(year=year, today=act.today)
    booked = [_reversal(old, quarter)] if old is not None else []
    if new.figures is not None:
        booked.append(_instead(membership, quarter, new.figures, new.points_centi, text))
    for entry in booked:
        _rest_on(entry, source)
        act.append(entry)
    return [entry.seq for entry in booked]


def _rest_on(entry: LedgerEntry, source: Finding | Correction | Determination) -> None:
    """What the meeting decides anew is a determination like the first; the others are corrections."""
    if isinstance(source, Determination):
        entry.determination, entry.reason_code = source, "reopened"
        if entry.kind == LedgerEntry.Kind.CORRECTION:
            entry.kind = LedgerEntry.Kind.DETERMINATION
    elif isinstance(source, Finding):
        entry.finding, entry.reason_code = source, "finding"
    else:
        entry.correction, entry.reason_code = source, "clerical"


def _instead(
    membership: Membership, quarter: Quarter, figures: Figures, points_centi: int, text: PersonalText
) -> LedgerEntry:
    """The entry that is to stand."""
    version, _ = standard_on(branch_id=membership.branch_id, day=figures.day)
    return LedgerEntry(
        membership=membership, item=figures.item, version=version, day=figures.day, quarter=quarter,
        quantity=figures.quantity, level=figures.level, achievement=figures.achievement,
        each_centi=figures.each_centi, points_centi=points_centi, kind=LedgerEntry.Kind.CORRECTION, text=text,
    )  # fmt: skip


def _reversal(old: LedgerEntry, quarter: Quarter) -> LedgerEntry:
    """The mirror of an entry."""
    return LedgerEntry(
        membership=old.membership, item=old.item, version=old.version, day=old.day, quarter=quarter,
        quantity=old.quantity, level=old.level, achievement=old.achievement, each_centi=old.each_centi,
        points_centi=-old.points_centi, kind=LedgerEntry.Kind.REVERSAL, reverses=old, text=old.text,
    )  # fmt: skip
