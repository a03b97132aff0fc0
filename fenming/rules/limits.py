"""限额: the limits of a line, in the order they bite (regulations/reading.md §2–§6).

First how many times count (achievement, frequency, free times), then how much room is
left (yearly cap of the item, points of the base item). A ``Tally`` is fed one member's
entries in order of day, then of row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fenming.rules import reasons
from fenming.rules.standard_model import Item, Standard
from fenming.rules.statement import Cut, Entry
from fenming.rules.terms import Bucket, Refused

_SEMESTER_BREAK = 7  # January to July is one semester, August to December the other.


def period_of(*, frequency: str, day: date) -> int:
    """Number of the period of the year that ``day`` lies in, from 0 (reading.md §1)."""
    if frequency == "quarter":
        return (day.month - 1) // 3
    if frequency == "month":
        return day.month - 1
    if frequency == "semester":
        return 0 if day.month <= _SEMESTER_BREAK else 1
    return 0


def points_each(*, item: Item, points_centi: int | None, level: str) -> int:
    """Points one time of a matter brings, in hundredths, positive for deductions too.

    Raises Refused when points or level are missing, superfluous or out of range, and for
    base items, which are never entered (reading.md §6, §12).
    """
    if item.bucket is Bucket.BASE:
        raise Refused("base_item", f"“{item.title}”是基础分项目，年初已计满分，不单独记录。")
    if item.shape == "range":
        if points_centi is not None and item.min_centi <= points_centi <= item.max_centi and not level:
            return points_centi
    elif points_centi is None:
        if item.shape == "fixed" and not level:
            return item.points_centi
        chosen = item.level(level)
        if chosen is not None:
            # the degree of a veto says what is left of the total and takes no points of its own
            return 0 if item.bucket is Bucket.VETO else chosen.points_centi
    raise Refused("points_or_level", f"“{item.title}”的分值或级别与标准不符。请对照标准修改。")


@dataclass(frozen=True, slots=True)
class Pot:
    """A sum of points that one item, or several together, draw on in the year."""

    limit: str
    key: str
    limit_centi: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One item with what its limits need, looked up once for each standard."""

    item: Item
    is_bonus: bool
    periodic: bool
    counts_every_time: bool
    fixed_centi: int | None
    pots: tuple[Pot, ...]
    base: Item | None


@lru_cache(maxsize=32)
def plans_of(standard: Standard) -> dict[str, Plan]:
    """The plan of every item that may be entered, by id."""
    plans = {}
    for item in standard.items:
        base = standard.by_id.get(item.exhausts or "")
        pots = []
        if item.cap_centi is not None:
            pots.append(Pot("item_cap", item.id, item.cap_centi))
        if base is not None and standard.item_floor == "stop_at_zero":
            pots.append(Pot("exhausted", base.id, base.points_centi))
        is_bonus, periodic = item.bucket is Bucket.BONUS, item.frequency != "each"
        enterable_fixed = item.shape == "fixed" and item.bucket is not Bucket.BASE
        plans[item.id] = Plan(
            item=item,
            is_bonus=is_bonus,
            periodic=periodic,
            counts_every_time=not (is_bonus or periodic or item.free_per_quarter),
            fixed_centi=item.points_centi if enterable_fixed else None,
            pots=tuple(pots),
            base=base,
        )
    return plans


class Tally:
    """Running state of one member's year; forgotten when the statement is made."""

    __slots__ = ("_free", "_periods", "_pots", "_winners")

    def __init__(self, *, winners: dict[tuple[str, str], tuple[int, Entry]]) -> None:
        self._winners = winners
        self._periods: dict[tuple[str, int], date] = {}
        self._free: dict[tuple[str, int], int] = {}
        # key of the pot → points asked of it, times asked, points given
        self._pots: dict[str, list[int]] = {}

    def times(self, *, plan: Plan, entry: Entry, each_centi: int) -> tuple[int, Cut | None]:
        """How many times of an entry count, and the cut when not all do."""
        item, quantity = plan.item, entry.quantity
        if plan.is_bonus and entry.achievement:
            times, sentence = self._achievement(item=item, entry=entry, each_centi=each_centi)
            limit = "achievement"
            # The row that counts may still meet the frequency below.
            if times and plan.periodic:
                times, sentence_again = self._periodic(item=item, entry=entry, each_centi=each_centi)
                if sentence_again and not times:
                    limit, sentence = "frequency", sentence_again
        elif plan.periodic:
            times, sentence = self._periodic(item=item, entry=entry, each_centi=each_centi)
            limit = "frequency"
        elif item.free_per_quarter:
            times, sentence = self._after_free(item=item, entry=entry, each_centi=each_centi)
            limit = "free"
        else:
            return quantity, None
        if times == quantity:
            return times, None
        return times, Cut(limit, each_centi, (quantity - times) * each_centi, sentence)

    def room(
        self, pot: Pot, plan: Plan, entry: Entry, *, times: int, asked_centi: int
    ) -> tuple[int, Cut | None]:
        """How much of the points asked the pot still has room for, and the cut if not all."""
        state = self._pots.get(pot.key)
        if state is None:
            state = self._pots[pot.key] = [0, 0, 0]
        state[0] += asked_centi
        state[1] += times
        room_centi = pot.limit_centi - state[2]
        if asked_centi <= room_centi:
            state[2] += asked_centi
            return asked_centi, None
        state[2] = pot.limit_centi
        sentence = _full(plan, entry, pot, times=state[1], sum_centi=state[0], left_centi=room_centi)
        return room_centi, Cut(pot.limit, pot.limit_centi, asked_centi - room_centi, sentence)

    def _achievement(self, *, item: Item, entry: Entry, each_centi: int) -> tuple[int, str]:
        best_centi, winner = self._winners[(item.id, entry.achievement)]
        if winner is not entry:
            return 0, reasons.same_achievement(
                item=item, day=entry.day, counted_day=winner.day, counted_centi=best_centi
            )
        if entry.quantity == 1:
            return 1, ""
        return 1, reasons.achievement_once(
            item=item, day=entry.day, quantity=entry.quantity, left_centi=each_centi
        )

    def _periodic(self, *, item: Item, entry: Entry, each_centi: int) -> tuple[int, str]:
        key = (item.id, period_of(frequency=item.frequency, day=entry.day))
        earlier = self._periods.get(key)
        if earlier is not None:
            return 0, reasons.repeated(item=item, day=entry.day, earlier=earlier)
        self._periods[key] = entry.day
        if entry.quantity == 1:
            return 1, ""
        return 1, reasons.once_in_period(
            item=item, day=entry.day, quantity=entry.quantity, left_centi=each_centi
        )

    def _after_free(self, *, item: Item, entry: Entry, each_centi: int) -> tuple[int, str]:
        key = (item.id, period_of(frequency="quarter", day=entry.day))
        before = self._free.get(key, 0)
        self._free[key] = before + entry.quantity
        free = max(0, min(entry.quantity, item.free_per_quarter - before))
        if free == 0:
            return entry.quantity, ""
        times = entry.quantity - free
        return times, reasons.free_leave(
            item=item, day=entry.day, first=before + 1, free=free, left_centi=times * each_centi
        )


def winners_of(
    *, plans: dict[str, Plan], entries: Iterable[Entry]
) -> dict[tuple[str, str], tuple[int, Entry]]:
    """For each bonus item and achievement key the row that counts: highest, then first (A6).

    ``entries`` are in order of day, then of row.
    """
    winners: dict[tuple[str, str], tuple[int, Entry]] = {}
    for entry in entries:
        if not entry.achievement or not plans[entry.item].is_bonus:
            continue
        item = plans[entry.item].item
        each = points_each(item=item, points_centi=entry.points_centi, level=entry.level)
        best = winners.get((entry.item, entry.achievement))
        if best is None or each > best[0]:
            winners[(entry.item, entry.achievement)] = (each, entry)
    return winners


def _full(plan: Plan, entry: Entry, pot: Pot, *, times: int, sum_centi: int, left_centi: int) -> str:
    if pot.limit == "exhausted" and plan.base is not None:
        return reasons.base_item_exhausted(
            item=plan.item, base=plan.base, day=entry.day, sum_centi=sum_centi, left_centi=left_centi
        )
    return reasons.item_full(
        item=plan.item, day=entry.day, times=times, sum_centi=sum_centi, left_centi=left_centi
    )
