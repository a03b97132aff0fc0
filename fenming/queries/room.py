"""What a member can still gain this year, found by the rules themselves (A32, R68)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fenming.queries.figures import NOT_YET_BOOKED, Figures
from fenming.rules.scoring import Entry, Member, YearSpan, period_of, score
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket


@dataclass(frozen=True, slots=True)
class Room:
    """What can still be gained, claimed and assessed points already taken off; None: no limit but the total's.

    `by_item` holds the duty and bonus items on the member's list today, in the order of the standard.
    """

    duty_centi: int
    by_item: dict[str, int | None]


def room_of(*, standard: Standard, member: Member, year: YearSpan, figures: Figures, today: date) -> Room:
    """还可得 (A32): found by trying, not by subtracting, so that every limit of the standard speaks for itself.

    For each duty and bonus item on the member's list today, the year is scored again with as much more of that item
    as could still be entered, each time at its highest: once in every period of the year not used yet in which the
    member was in the branch and on that list (a late fact is still taken, A35), or as often as fills the item's
    limit. What the item gains is its room, but no more than is left under the limit of all duty points.
    """
    entries = [line.entry for line in figures.with_all.lines]
    lists = _lists_by_day(member, year)
    items = [
        item
        for item in standard.items_for(member.list_on(min(today, year.end)))
        if item.bucket in (Bucket.DUTY, Bucket.BONUS)
    ]
    trials = {item.id: _as_much_more(standard, item, entries, lists) for item in items}
    more = [entry for item in items if item.bucket is Bucket.DUTY for entry in trials[item.id] or ()]
    best = score(standard=standard, member=member, year=year, entries=entries + more)
    duty_centi = best.duty_centi - figures.with_all.duty_centi
    by_item: dict[str, int | None] = {}
    for item in items:
        gain = _gain_of_item(standard, member, year, item, entries, trials[item.id])
        by_item[item.id] = gain if gain is None or item.bucket is Bucket.BONUS else min(gain, duty_centi)
    return Room(duty_centi, by_item)


def _lists_by_day(member: Member, year: YearSpan) -> list[tuple[date, str]]:
    days = [year.start + timedelta(days=past) for past in range((year.end - year.start).days + 1)]
    return [(day, member.list_on(day)) for day in days if member.takes_part_on(day)]


def _as_much_more(
    standard: Standard, item: Item, entries: Sequence[Entry], lists: Sequence[tuple[date, str]]
) -> list[Entry] | None:
    """Trial entries of one item at its highest points, or None when nothing limits it."""
    days = [day for day, code in lists if code in item.lists]
    level = next((one.name for one in item.levels if one.points_centi == item.max_centi), "")
    each_centi = item.max_centi if item.shape == "range" else None
    if item.frequency != "each":
        used = {period_of(frequency=item.frequency, day=one.day) for one in entries if one.item == item.id}
        free = {period_of(frequency=item.frequency, day=day): day for day in days}
        chosen = [(day, 1) for period, day in free.items() if period not in used]
    else:
        cap = item.cap_centi if item.cap_centi is not None else standard.duty_cap_centi
        if item.cap_centi is None and item.bucket is Bucket.BONUS:
            return None
        chosen = [(days[-1], -(-cap // item.max_centi))] if days and item.max_centi else []
    return [Entry(2 * NOT_YET_BOOKED, item.id, day, times, each_centi, level) for day, times in chosen]


def _gain_of_item(
    standard: Standard,
    member: Member,
    year: YearSpan,
    item: Item,
    entries: Sequence[Entry],
    trial: Sequence[Entry] | None,
) -> int | None:
    if trial is None:
        return None
    own = [one for one in entries if one.item == item.id]
    before, after = (
        sum(
            line.counted_centi
            for line in score(standard=standard, member=member, year=year, entries=each).lines
        )
        for each in (own, [*own, *trial])
    )
    return after - before
