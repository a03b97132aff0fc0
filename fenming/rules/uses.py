"""积分运用: who is towards the top and towards the bottom of a settled year, as lists for people to decide on (R52–R54, A28, A29).

A list is never a decision. regulations/reading.md §18 has the exact reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from fenming.rules.grading import QUALIFIED, band_of, is_below_qualified
from fenming.rules.standard_model import Standard


class Use(StrEnum):
    """What is proposed for one name."""

    HONOURS = "honours"
    INCENTIVE = "incentive"
    INELIGIBLE = "ineligible"


USE_NAMES: Final[dict[str, str]] = {
    Use.HONOURS: "评先评优推荐对象",
    Use.INCENTIVE: "激励关怀",
    Use.INELIGIBLE: "取消评优评先资格",
}
TOP_USES: Final = (Use.HONOURS, Use.INCENTIVE)
USE_CLAUSES: Final[dict[str, str]] = {
    Use.HONOURS: "R52 A28",
    Use.INCENTIVE: "R53",
    Use.INELIGIBLE: "R54 A28 A29",
}


@dataclass(frozen=True, slots=True)
class RankedMember:
    """Who is ranked: total in hundredths; the grade the meeting gave, or the suggested one, "" for none."""

    id: int
    total_centi: int
    grade: str
    veto: bool


@dataclass(frozen=True, slots=True)
class UseLists:
    """Ids in the order given. `spared`: towards the bottom, and graded too well for a measure (A29).

    Places are how many of the `ranked` the shares come to; `bottom_places` is 0 while there is no bottom list.
    """

    ranked: int
    top_places: int
    bottom_places: int
    top: tuple[int, ...]
    bottom: tuple[int, ...]
    spared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BottomDecision:
    """A resolution of the branch: from that day on there is a bottom list, or there is none."""

    day: date
    is_on: bool


def lists_of(*, standard: Standard, members: Sequence[RankedMember], bottom_on: bool) -> UseLists:
    """The two lists of a settled year, from everyone who is ranked in it.

    Who shares the last place of the top is on the list; who shares the first place of the bottom with one
    too many is not. A vetoed member is no candidate for anything (R24).
    """
    ranked = len(members)
    top_places = -(-ranked * standard.settings.top_percent // 100)
    bottom_places = _bottom_places(standard, ranked) if bottom_on else 0
    totals = [one.total_centi for one in members]
    top: list[int] = []
    bottom: list[int] = []
    spared: list[int] = []
    for one in members:
        if sum(total > one.total_centi for total in totals) < top_places and not one.veto:
            top.append(one.id)
        if sum(total <= one.total_centi for total in totals) <= bottom_places:
            (spared if is_spared(standard=standard, member=one) else bottom).append(one.id)
    return UseLists(ranked, top_places, bottom_places, tuple(top), tuple(bottom), tuple(spared))


def _bottom_places(standard: Standard, ranked: int) -> int:
    """Fractions are dropped, but one stays: below that the list would begin at ten members, not at five (A28)."""
    settings = standard.settings
    if ranked < settings.bottom_min_ranked:
        return 0
    return max(1, ranked * settings.bottom_percent // 100)


def is_spared(*, standard: Standard, member: RankedMember) -> bool:
    """Whether no measure may be proposed: graded 合格 or better; without a grade, by the band of the total (A29)."""
    names = [band.name for band in standard.bands]
    grade = member.grade
    if grade not in names:
        grade = band_of(standard=standard, total_centi=member.total_centi).name
    return not is_below_qualified(bands=names, grade=grade)


def bottom_is_on(*, standard: Standard, decisions: Sequence[BottomDecision], year_end: date) -> bool:
    """Whether the year has a bottom list: resolved no later than its last day, and not revoked since (A28).

    `decisions` in the order of their days. Turning it on reaches no year that was over by then; turning it
    off holds at once.
    """
    if standard.settings.bottom_list == "never":
        return False
    heard = [one for one in decisions if not one.is_on or one.day <= year_end]
    return bool(heard) and heard[-1].is_on


def reading_of(standard: Standard) -> tuple[str, ...]:
    """How the standard makes the two lists, in sentences printed with it; the departure of A29 among them."""
    settings = standard.settings
    top = (
        f"年度积分排在前 {settings.top_percent}% 的列入名单，作为评先评优的推荐对象和激励关怀的对象；"
        "不足一人的进为一人，末位同分的都列入，被一票否决的不列入。"
    )
    if settings.bottom_list == "never":
        return (top, "本标准不列靠后的名单。")
    bottom = (
        f"靠后的名单，支部作出决议以前不列。决议以后结束的年度，参加排序的不少于 {settings.bottom_min_ranked} 名的，"
        f"列末 {settings.bottom_percent}%；小数舍去，至少一人，同分而名额容不下的都不列入。"
    )
    spared = f"靠后而评议等次在{QUALIFIED}以上的，不提出任何处理。方案的原文没有这一条，这是对党员有利的变通，随标准写明。"
    return (top, bottom, spared, "名单只供支部逐人决定，不自动产生任何结果。")
