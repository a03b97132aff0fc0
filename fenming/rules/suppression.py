"""不足五人不列: counts of people shown so that nobody is singled out by a small one (A34).

A count under the limit is left out, nought too: that nobody is in a group says something of each who could be. As
sums are known, what is left out must not follow from them either: in a row, and in a column whose sum is shown, at
least two counts are left out, of so many people together as the limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The counts that may be shown, None for the others, row by row; and the sums of the columns likewise."""

    rows: tuple[tuple[int | None, ...], ...]
    sums: tuple[int | None, ...]


def shown_counts(rows: Sequence[Sequence[int]], *, least: int = LEAST) -> ShownCounts:
    """What may be shown of a table of people counted in groups; the sum of each row is known to the reader.

    `rows` are of one length. Gives the same for the same people whatever order the rows come in.
    """
    shown = [
        _without_small(row, {at for at, count in enumerate(row) if count < least}, least) for row in rows
    ]
    columns = list(zip(*rows, strict=True))
    sums = [sum(column) for column in columns]
    hidden = {
        at
        for at, column in enumerate(columns)
        if sums[at] < least
        or _follows([count for count, row in zip(column, shown, strict=True) if row[at] is None], least)
    }
    return ShownCounts(tuple(shown), _without_small(sums, hidden, least))


def _without_small(counts: Sequence[int], hidden: set[int], least: int) -> tuple[int | None, ...]:
    """The counts without the hidden ones, and without as many more, the smallest first, as it takes."""
    left_out = set(hidden)
    for at in sorted(range(len(counts)), key=lambda at: (counts[at], at)):
        if not _follows([counts[one] for one in left_out], least):
            break
        left_out.add(at)
    return tuple(None if at in left_out else count for at, count in enumerate(counts))


def _follows(left_out: Sequence[int], least: int) -> bool:
    """Whether what is left out could be told from the sum, or nearly."""
    return bool(left_out) and (len(left_out) < 2 or sum(left_out) < least)
