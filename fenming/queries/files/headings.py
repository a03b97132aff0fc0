"""Where the heading of an office's table stands, and what its columns mean (R64).

Titles may stand above it, it may run over two lines, and every office words it in its own way. What nobody needs here,
identity numbers and the like, is known by its heading, so that the cells below are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fenming.queries.files.cells import clean_code, clean_text
from fenming.queries.files.columns import Column
from fenming.queries.files.tables import Row

DEEPEST: Final = 30  # a heading is looked for in so many rows
_LEAST: Final = 2  # columns known by their heading
_REMARK: Final = re.compile(r"[\s*:：、/\\_-]|[(（\[【].*?[)）\]】]")
_PRIVATE: Final = re.compile(
    r"证件|身份证|公民身份|护照|手机|电话|联系方式|邮箱|电子邮件|微信|qq|住址|地址|户籍|籍贯|银行|卡号|账号|账户|"
    r"出生|生日|年龄|家庭|配偶|健康|血型|宗教",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a sheet: its first and last row, and of every column that has one the place and the words."""

    first: int
    last: int
    places: tuple[int, ...]
    words: tuple[str, ...]
    known: int


def plain(cell: str) -> str:
    """A heading as it is compared: without spaces, signs and what stands in brackets; full width becomes ASCII."""
    return _REMARK.sub("", clean_code(cell)).lower()


def is_private(words: str) -> bool:
    """Whether the column holds what this system must not take in: identity and telephone numbers, addresses."""
    return _PRIVATE.search(words) is not None


def known_names(columns: Sequence[Column]) -> dict[str, str]:
    """Every way to head a column, as it is compared, with the column's key."""
    return {plain(name): column.key for column in columns for name in (column.key, *column.names)}


def find_heading(rows: Sequence[Row], columns: Sequence[Column]) -> Heading | None:
    """The row, or two rows, that name the most columns; None when none names two."""
    names = known_names(columns)
    top = [row for row in rows[: DEEPEST + 1] if row[0] <= DEEPEST + 1]
    found: list[Heading] = []
    for at, row in enumerate(top):
        found.append(_one_line(row, names))
        if at + 1 < len(top) and (both := _two_lines(row, top[at + 1], names)):
            found.append(both)
    best = max(found, key=lambda one: (one.known, one.first - one.last, -one.first), default=None)
    return best if best is not None and best.known >= _LEAST else None


def guess(words: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    """The key of the column that each heading means, "" for none; a second column of one meaning is left open."""
    names, seen, keys = known_names(columns), set[str](), []
    many = {column.key for column in columns if column.many}
    for one in words:
        key = names.get(plain(one), "")
        keys.append("" if key in seen and key not in many else key)
        seen.add(key)
    return tuple(keys)


def _one_line(row: Row, names: dict[str, str]) -> Heading:
    number, cells = row
    places = tuple(place for place, cell in enumerate(cells) if clean_text(cell))
    words = tuple(_tidy(cells[place]) for place in places)
    return Heading(number, number, places, words, _known(words, names))


def _two_lines(upper: Row, lower: Row, names: dict[str, str]) -> Heading | None:
    """Two rows as one heading; None when the lower one is data below a heading, or nothing."""
    width = max(len(upper[1]), len(lower[1]))
    above = [*map(_tidy, upper[1]), *[""] * (width - len(upper[1]))]
    below = [*map(_tidy, lower[1]), *[""] * (width - len(lower[1]))]
    if not any(below):
        return None
    places, words, spread = [], [], ""
    for place in range(width):
        spread = above[place] or (spread if below[place] else "")
        if (
            above[place]
            and below[place]
            and plain(above[place]) in names
            and _stray(above, below, place, names)
        ):
            return None
        if word := _joined(above[place], below[place], spread, names):
            places.append(place)
            words.append(word)
    return Heading(upper[0], lower[0], tuple(places), tuple(words), _known(words, names))


def _stray(above: list[str], below: list[str], place: int, names: dict[str, str]) -> bool:
    """Whether what stands under a known heading is no part of it: a first row of data, not a second line."""
    return plain(below[place]) not in names and plain(above[place] + below[place]) not in names


def _joined(above: str, below: str, spread: str, names: dict[str, str]) -> str:
    if not below:
        return above
    for word in (spread + below, below + spread, below):
        if plain(word) in names or is_private(word):
            return word
    return spread + below


def _known(words: Sequence[str], names: dict[str, str]) -> int:
    return len({key for one in words if (key := names.get(plain(one)))})


def _tidy(cell: str) -> str:
    return "".join(clean_text(cell).split())
