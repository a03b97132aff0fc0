"""Text in spreadsheets: what a program would take for a formula, made harmless and put back."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

FORMULA_SIGNS: Final = frozenset("=+-@−")
APOSTROPHE: Final = "'"


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet could calculate it: = + - @, full width too, first or after blanks and invisible characters.

    A tab or a return in front is enough, whatever follows.
    """
    if not text or _is_plain(text[0]):
        return False
    if text[0] in "\t\r\n":
        return True
    for one in text:
        if not _is_unseen(one):
            return _is_sign(one)
    return False


def harmless(text: str) -> str:
    """The text for a CSV file: with an apostrophe in front where a program would calculate; `as_written` undoes it."""
    return APOSTROPHE + text if is_formula_like(text.lstrip(APOSTROPHE)) else text


def as_written(cell: str) -> str:
    """What `harmless` was given, for every text: the apostrophe it set is taken off, one that was written stays."""
    rest = cell[1:]
    return rest if cell[:1] == APOSTROPHE and is_formula_like(rest.lstrip(APOSTROPHE)) else cell


@cache
def _is_plain(one: str) -> bool:
    return not (_is_unseen(one) or _is_sign(one))


@cache
def _is_unseen(one: str) -> bool:
    """Spaces, marks that only change what stands before them, controls and everything that has no shape."""
    return unicodedata.category(one)[0] in "ZCM"


@cache
def _is_sign(one: str) -> bool:
    return unicodedata.normalize("NFKC", one)[0] in FORMULA_SIGNS
