"""Members typed or pasted, one a line: 姓名 岗位 身份 加入日期 (R64)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.actions.enrol_members import NewMember
from fenming.rules.terms import Status

TYPES: Final = {
    **dict.fromkeys(("教师", "教师岗", "专任教师", "教学", "教学岗", "T"), "T"),
    **dict.fromkeys(("管理", "管理岗", "行政", "行政岗", "教辅", "行政教辅", "A"), "A"),
}
STATUSES: Final = {
    **dict.fromkeys(("正式", "正式党员", "中共党员", "党员"), Status.FORMAL),
    **dict.fromkeys(("预备", "预备党员", "中共预备党员"), Status.PROBATIONARY),
}
HEADINGS: Final = frozenset({"姓名", "编号", "序号"})
# full-width letters, digits, punctuation and the wide space, as input methods write them
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_GAPS = re.compile(r"[\s,;、，；|]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")


class BadLine(ValueError):
    """A line that is no member; the text is what to change."""


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What was read: the members, or every fault with its line."""

    members: tuple[NewMember, ...]
    faults: tuple[str, ...]
    namesakes: bool  # a name stands there twice, or is on the roster already


def read_lines(
    text: str, *, since: date, today: date, known_names: Collection[str] = (), namesakes_meant: bool = False
) -> ReadLines:
    """Members from pasted text. Who has no date of joining gets `since`; empty lines and a heading are passed over.

    A name in `known_names`, or twice in the text, is a fault unless `namesakes_meant`; so is a day after `today`.
    """
    members, faults, namesakes = [], [], False
    seen = set(known_names)
    for number, line in enumerate(text.translate(_NARROW).splitlines(), 1):
        fields = [field for field in _GAPS.split(line) if field]
        if not fields or fields[0] in HEADINGS:
            continue
        try:
            member = _member(fields, since, today)
        except BadLine as fault:
            faults.append(f"第{number}行“{line.strip()[:24]}”：{fault}")
            continue
        namesakes = namesakes or member.name in seen
        if member.name in seen and not namesakes_meant:
            faults.append(
                f"第{number}行“{member.name}”：这个姓名已经有了。确是同名的两个人，请勾选“同名的是不同的人，都登记”"
            )
        seen.add(member.name)
        members.append(member)
    return ReadLines(tuple(members), tuple(faults), namesakes)


def _member(fields: list[str], since: date, today: date) -> NewMember:
    """One member from the words of a line; a number before the name is the list's own and dropped."""
    if fields[0].rstrip(".").isdecimal():
        fields = fields[1:]
    if not fields:
        raise BadLine("没有写姓名")
    post, status, day = "", "", None
    for word in fields[1:]:
        if word.upper() in TYPES and not post:
            post = TYPES[word.upper()]
        elif word in STATUSES and not status:
            status = STATUSES[word]
        elif day is None and (match := _DAY.fullmatch(word)):
            day = _day(word, match)
        else:
            raise BadLine(f"“{word}”认不出或写重了。岗位写教师或管理，身份写正式或预备，日期写成 2026-01-05")
    missing = "和".join(word for word, given in (("岗位", post), ("身份", status)) if not given)
    if missing:
        raise BadLine(f"没有写{missing}。请写成“姓名 教师 正式”这样")
    if day is not None and day > today:
        raise BadLine("加入日期在今天以后")
    return NewMember(fields[0], post, Status(status), day or since)


def _day(word: str, match: re.Match[str]) -> date:
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadLine(f"没有“{word}”这一天") from None
