"""What a member's own statement tells, as plain figures and words (R68, A22, A31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.figures import Figures, MatterFigures
from fenming.queries.handled import Handled
from fenming.queries.room import Room
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket


@dataclass(frozen=True, slots=True)
class StatedLine:
    """One line of an item. `matter` is None for what is in the ledger without one: then `fact` names it.

    Figures are signed hundredths; `counted_centi` is what is left after the limits of the item, None until determined.
    """

    day: date
    fact: str
    matter: MatterFigures | None
    is_reversal: bool
    determined_centi: int | None
    counted_centi: int | None
    cuts: tuple[str, ...]
    veto_id: int | None = None
    taken_back: bool = False  # by a counter-entry; told of what has no matter of its own


@dataclass(frozen=True, slots=True)
class StatedItem:
    """An item with its lines by day and its figures after its own limits; None where no line stands behind one."""

    item: Item
    claimed_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None
    room_centi: int | None
    lines: tuple[StatedLine, ...]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The viewer's place among those ranked: of the announced result, else by what is determined so far.

    `place` None: not ranked. `shared_with` counts the others with the same points, `ranked` everyone who is ranked.
    `grade` is the suggested one, "" where none is due or before the announcement; `given` is what the members' meeting
    of `appraised_on` gave, "" for no grade, with its reason where it differs (R46).
    """

    announced: bool
    total_centi: int
    place: int | None
    ranked: int
    shared_with: int
    grade: str
    veto: bool
    appraised_on: date | None = None
    given: str = ""
    given_reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """Everything on the page; `room` None when the year takes no more declarations."""

    year: int
    years: tuple[int, ...]  # the latest first
    announced_before: int | None  # the year before, once its result is announced
    is_over: bool
    today: date
    as_of: date  # today, or the last day of a year that is over
    name: str
    status: str
    post: str
    exempt: bool  # on that day (A21)
    standard: Standard
    figures: Figures
    room: Room | None
    items: tuple[StatedItem, ...]  # in the order of the standard; base items have none
    place: OwnPlace
    handled: tuple[Handled, ...]  # by whom the committee above named (A31)

    def in_bucket(self, *buckets: Bucket) -> tuple[StatedItem, ...]:
        """The items of some buckets."""
        return tuple(one for one in self.items if one.item.bucket in buckets)
