"""Reading one cell: what is plainly meant is accepted, everything else is refused with a sentence.

Every cell arrives as text (``tables.py`` turns Excel's numbers and dates into text first),
so that a CSV and a workbook with the same content read the same.
"""

import re
from datetime import date, timedelta
from typing import Final

from fenming.rules.terms import parse_centi

_SPACES: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_EDGES: Final = _SPACES + _INVISIBLE
# Full-width letters, digits and signs to ASCII; what nobody can see is dropped.
_PLAIN: Final[dict[int, int | None]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(char): None for char in _INVISIBLE},
    0x2212: ord("-"),
}
_NOT_PLAIN: Final = re.compile(f"[{''.join(map(chr, _PLAIN))}]")

_PADDED: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_MIDNIGHT: Final = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
_DASHED: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _MIDNIGHT, re.ASCII)
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]" + _MIDNIGHT, re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\.0+)?", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.0+)?", re.ASCII)
_QUANTITY: Final = re.compile(r"([-+]?\d{1,15})(?:\.0*)?", re.ASCII)

# Day 0 of Excel's 1900 calendar, shifted by the leap day of 1900 that Excel invented;
# right for every serial from March 1900 on.
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)


def clean_text(raw: str) -> str:
    """The text without spaces and invisible characters around it; the inside stays as written."""
    return raw.strip(_EDGES)


def clean_name(raw: str) -> str:
    """The same of a name, and without the spaces that line up names of two characters; other names keep theirs."""
    return _PADDED.sub("", clean_text(raw))


def clean_code(raw: str) -> str:
    """A number or code as ASCII: full-width forms narrowed, invisible characters dropped, trimmed."""
    if not raw:
        return raw
    # to look is quick, to translate is not: most cells have nothing to narrow
    plain = raw if raw.isascii() or _NOT_PLAIN.search(raw) is None else raw.translate(_PLAIN)
    return plain.strip(_EDGES)


def read_day(raw: str) -> date | None:
    """The day of a cell, None when it is empty.

    Read are 2016-03-01, 2016/3/1, 2016.3.1, 2016年3月1日, 20160301 and Excel's serial
    42430, also with a time of midnight. Raises ValueError with a sentence for the rest:
    3/1/2016 or 16-3-1 could be two days.
    """
    text = clean_code(raw)
    if not text:
        return None
    if serial := _SERIAL.fullmatch(text):
        return _EXCEL_DAY_ZERO + timedelta(days=int(serial[1]))
    if found := _DASHED.fullmatch(text):
        parts = found[1], found[3], found[4]
    elif found := _CHINESE.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = found[1], found[2], found[3]
    else:
        raise ValueError("日期读不出来。请写成 2016-03-01 这样的年月日，不带时刻。")
    try:
        return date(*map(int, parts))
    except ValueError:
        raise ValueError("日历上没有这一天。请核对年月日。") from None


def read_quantity(raw: str) -> int:
    """The whole number of a cell, 1 when it is empty; its sign is for the rules to judge.

    Raises ValueError with a sentence when it is no whole number. ``3.0`` is how Excel saves 3.
    """
    text = clean_code(raw)
    if not text:
        return 1
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise ValueError("次数应是正整数。请填 1、2、3 这样的数，空着按 1 次算。")
    return int(found[1])


def read_points(raw: str) -> int | None:
    """The points of a cell in hundredths, None when it is empty.

    Raises ValueError with a sentence (A27): unreadable, or finer than a hundredth.
    """
    text = clean_code(raw)
    return parse_centi(text) if text else None
