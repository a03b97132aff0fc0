"""Finding an item by a word of it or by its pinyin, whole or initials (R6)."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from fenming.rules.standard import Item


@lru_cache(maxsize=512)
def _readings(title: str) -> tuple[str, ...]:
    """The title itself, its pinyin run together, and its initials."""
    marks = [mark for mark in title if mark.isalnum()]
    plain = "".join(marks)
    whole = "".join(lazy_pinyin(plain))
    return plain.lower(), whole.lower(), "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER)).lower()


def matches(item: Item, *, search: str) -> bool:
    """Whether each word of `search` is part of the item's title or of its pinyin; an empty search finds all."""
    words = search.lower().split()
    readings = (*_readings(item.title), item.evidence)
    return all(any(word in reading for reading in readings) for word in words)
