"""位次: competition ranking of those who take part at year end (R52, R68, A21, A36)."""

from collections.abc import Sequence
from dataclasses import dataclass

from fenming.rules.people import Member, YearSpan


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place; ``rank`` is None for who is not ranked."""

    member_id: str
    ranked: bool
    rank: int | None


def rank(*, year: YearSpan, totals: Sequence[tuple[Member, int]]) -> tuple[Place, ...]:
    """Places in the order given, by total in hundredths: 1, 1, 3 (A36; reading.md §11).

    Probationary and vetoed members are ranked too; who left, came after the year, or is exempt at its end
    (A21) is not.
    """
    ranked = sorted((total for member, total in totals if member.takes_part_on(year.end)), reverse=True)
    place_of: dict[int, int] = {}
    for place, total in enumerate(ranked, start=1):
        place_of.setdefault(total, place)
    return tuple(
        Place(member.id, ranked=True, rank=place_of[total])
        if member.takes_part_on(year.end)
        else Place(member.id, ranked=False, rank=None)
        for member, total in totals
    )
