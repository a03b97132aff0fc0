"""What the cells of an exported roster mean: the words offices use for status, post and branch, and their dates (R64)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from fenming.queries.files.cells import clean_code, clean_text, read_day
from fenming.records.models import Standing
from fenming.rules.terms import Status

OUTSIDER: Final = re.compile("积极分子|发展对象|申请人|群众|团员|民主党派|无党派")
_TEACHING: Final = re.compile("教师|教授|讲师|助教|专任|教学|教研")
_OFFICE: Final = re.compile("管理|行政|教辅|秘书|干事|科员|职员|工勤|后勤|实验|图书|辅导员")
# what may stand before the name of a branch: whatever it belongs to, and no other word
_ABOVE: Final = re.compile("(?:^中共|党委|委员会|总支|大学|学校|学院|系|部|处|所|中心|公司|机关)$")
_CHINESE_DAY: Final = re.compile(
    "([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS: Final = {char: str(at) for at, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}


def status_of(cell: str) -> Status | None:
    """Formal or probationary; None for a word that says neither."""
    words = "".join(clean_text(cell).split())
    if "预备" in words:
        return Status.PROBATIONARY
    return Status.FORMAL if "正式" in words or "党员" in words else None


def post_of(cell: str) -> str:
    """The list somebody goes by, `T` or `A`; "" where the words say neither or both."""
    words = clean_code(cell)
    if words.upper() in Standing.Type.values:
        return words.upper()
    teaching, office = _TEACHING.search(words), _OFFICE.search(words)
    if bool(teaching) == bool(office):
        return ""
    return Standing.Type.TEACHER if teaching else Standing.Type.ADMINISTRATION


def is_here(cell: str, *, name: str, long_name: str) -> bool:
    """Whether a cell names this branch, with or without what stands above it; an empty one does."""
    words = "".join(clean_text(cell).split())
    head, found, _ = words.partition(name)
    return not words or bool(found and (long_name.endswith(head) or _ABOVE.search(head)))


def day_of(cell: str) -> date | None:
    """The day of a cell, also written out (二〇二六年三月一日); None when it is empty. Raises ValueError with a sentence."""
    found = _CHINESE_DAY.fullmatch(clean_text(cell))
    if found is None:
        return read_day(cell)
    year = "".join(_DIGITS[char] for char in found[1])
    return read_day(f"{year}-{_number(found[2])}-{_number(found[3])}")


def _number(words: str) -> int:
    """``二十一`` as 21."""
    tens, ten, ones = words.rpartition("十")
    digit = {char: at for at, char in enumerate("零一二三四五六七八九")}
    if not ten:
        return digit.get(words, 0)
    return (digit.get(tens, 0) if tens else 1) * 10 + (digit.get(ones, 0) if ones else 0)
