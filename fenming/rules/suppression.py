"""不足五人不列: counts of people shown so that nobody is singled out by a small one (A34).

A count under the limit is left out, nought too: that nobody is in a group says something of each who could be. As
sums are known, what is left out must not follow from them either: in a row, and in a column whose sum is shown, at
least two counts are left out, of so many people together as the limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

LEAST = 5


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The counts that may be shown, None for the others, row by row; and the sums of the columns likewise."""

    rows: tuple[tuple[int | None, ...], ...]
    sums: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ShownGroups:
    """Which cells of a table may be shown, row by row, and which sums of its columns."""

    rows: tuple[tuple[bool, ...], ...]
    sums: tuple[bool, ...]


def shown_counts(rows: Sequence[Sequence[int]], *, least: int = LEAST) -> ShownCounts:
    """What may be shown of a table of people counted in groups; the sum of each row is known to the reader.

    `rows` are of one length. Gives the same for the same people whatever order the rows come in.
    """
    names = count()
    groups = [[frozenset(next(names) for _ in range(people)) for people in row] for row in rows]
    shown = shown_groups(groups, least=least)
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return ShownCounts(
        tuple(_seen(row, seen) for row, seen in zip(rows, shown.rows, strict=True)), _seen(sums, shown.sums)
    )


def _seen(counts: Sequence[int], shown: Sequence[bool]) -> tuple[int | None, ...]:
    return tuple(one if seen else None for one, seen in zip(counts, shown, strict=True))


def shown_groups(rows: Sequence[Sequence[frozenset[int]]], *, least: int = LEAST) -> ShownGroups:
    """The same for cells that say something about people who may stand in several: each cell is the people behind it,
    by any number that is theirs. What is left out of a row or a column is about so many different people together.
    """
    shown = [
        _without_small(row, {at for at, group in enumerate(row) if len(group) < least}, least) for row in rows
    ]
    columns = list(zip(*rows, strict=True))
    sums = [_together(column) for column in columns]
    hidden = {
        at
        for at, column in enumerate(columns)
        if len(sums[at]) < least
        or _follows([group for group, row in zip(column, shown, strict=True) if not row[at]], least)
    }
    return ShownGroups(tuple(shown), _without_small(sums, hidden, least))


def _together(groups: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*groups)


def _without_small(groups: Sequence[frozenset[int]], hidden: set[int], least: int) -> tuple[bool, ...]:
    """The cells without the hidden ones, and without as many more, the smallest first, as it takes."""
    left_out = set(hidden)
    for at in sorted(range(len(groups)), key=lambda at: (len(groups[at]), at)):
        if not _follows([groups[one] for one in left_out], least):
            break
        left_out.add(at)
    return tuple(at not in left_out for at in range(len(groups)))


def _follows(left_out: Sequence[frozenset[int]], least: int) -> bool:
    """Whether what is left out could be told from the sum, or nearly."""
    return bool(left_out) and (len(left_out) < 2 or len(_together(left_out)) < least)
