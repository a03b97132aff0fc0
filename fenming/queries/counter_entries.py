"""What stands in the ledger now in place of an entry, where a counter-entry is booked, and what it would change (R77).

A posted snapshot is the fold up to its own number, so nothing here touches one: a counter-entry and the entry that
takes its place are later numbers, booked in a quarter that is still open where the year has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fenming.queries.access import NotFound
from fenming.queries.scores import booked, member_of, span_of, standard_of, version_on
from fenming.records.models import LedgerEntry, Matter, Membership, Posting, Quarter, Settlement, Year
from fenming.rules.ledger import live
from fenming.rules.scoring import Entry, score

_ENTRY = ("membership__person", "quarter__year", "version", "determination__matter", "text", "opening")


@dataclass(frozen=True, slots=True)
class Figures:
    """What an entry should say; `each_centi` is per time, in hundredths, for ranged items only."""

    item: str
    day: date
    quantity: int = 1
    level: str = ""
    each_centi: int | None = None
    achievement: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What replacing an entry does to the member's year: the points as entered, and the total under every limit."""

    raw_before_centi: int
    raw_after_centi: int
    total_before_centi: int
    total_after_centi: int

    @property
    def lowers(self) -> bool:
        """Whether the member is worse off by either measure."""
        fewer = self.raw_after_centi < self.raw_before_centi
        return fewer or self.total_after_centi < self.total_before_centi


def figures_of(entry: LedgerEntry) -> Figures:
    """What an entry says now."""
    return Figures(entry.item, entry.day, entry.quantity, entry.level, entry.each_centi, entry.achievement)


def standing_entry(entry: LedgerEntry) -> LedgerEntry | None:
    """The entry that counts today in place of this one: itself, what replaced it in the end, or none."""
    while True:
        reversal = LedgerEntry.objects.filter(reverses=entry).first()
        if reversal is None:
            return entry
        found = _instead(reversal)
        if found is None:
            return None
        entry = found


def _instead(reversal: LedgerEntry) -> LedgerEntry | None:
    """What the same finding, correction or determination booked beside the counter-entry."""
    rows = LedgerEntry.objects.select_related(*_ENTRY).exclude(kind=LedgerEntry.Kind.REVERSAL)
    for source in ("finding", "correction", "determination"):
        if (pk := getattr(reversal, f"{source}_id")) is not None:
            return rows.filter(**{source: pk}).first()
    return None


def entry_of_matter(matter: Matter) -> LedgerEntry | None:
    """The entry that counts today for a matter: what a meeting booked or a finding put right, as it stands now.

    A matter may have begun in the ledger more than once: refused, then upheld; taken back, then decided anew.
    """
    booked = Q(determination__matter=matter, kind=LedgerEntry.Kind.DETERMINATION)
    upheld = _found_for(matter) & Q(kind=LedgerEntry.Kind.CORRECTION)
    rows = LedgerEntry.objects.select_related(*_ENTRY).filter(booked | upheld).order_by("-seq")
    return next((entry for one in rows if (entry := standing_entry(one)) is not None), None)


def _found_for(matter: Matter) -> Q:
    return Q(finding__objection__matter=matter) | Q(finding__appeal__matter=matter)


def booking_quarter(*, year: Year, today: date) -> Quarter:
    """Where a counter-entry made today is booked: the first quarter not yet over and not yet posted, else the last."""
    quarters = list(Quarter.objects.filter(year=year).select_related("year").order_by("number"))
    posted = set(Posting.objects.filter(quarter__year=year).values_list("quarter_id", flat=True))
    return next((one for one in quarters if one.end >= today and one.pk not in posted), quarters[-1])


def year_of(*, branch_id: int, day: date) -> Year:
    """The branch's year a day lies in; NotFound."""
    year = Year.objects.filter(branch_id=branch_id, start__lte=day, end__gte=day).first()
    if year is None:
        raise NotFound("year")
    return year


def is_settled(year: Year) -> bool:
    """Whether the year's result has been computed: from then on only a correcting settlement changes it."""
    return Settlement.objects.filter(year=year).exists()


def effect_of(
    *, membership: Membership, year: Year, replaced: LedgerEntry | None, new: Entry | None, new_centi: int
) -> Effect:
    """What the member's year becomes when `replaced` is taken back and `new` booked; either may be missing.

    `new_centi` are the signed points of `new`. The membership needs its person and standings.
    """
    standard = standard_of(version_on(branch_id=membership.branch_id, day=year.end))
    now = live(booked(branch_id=membership.branch_id, year=year, membership_id=membership.pk))
    before = [one.entry for one in now]
    kept = [one.entry for one in now if replaced is None or one.seq != replaced.seq]
    after = kept if new is None else [*kept, new]
    member, span = member_of(membership), span_of(year)
    totals = [
        score(standard=standard, member=member, year=span, entries=each).total_centi
        for each in (before, after)
    ]
    raw = replaced.points_centi if replaced is not None else 0
    return Effect(raw, 0 if new is None else new_centi, *totals)
