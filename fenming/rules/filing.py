"""备案: the figures at the foot of a year's table, and what is wrong with a table that does not add up (R45, R84)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Totals:
    """How many are listed, how many of them take part in the appraisal, and what they were given.

    `by_grade` has every grade of the standard in its order, with 0 where nobody was given it.
    """

    listed: int
    taking_part: int
    by_grade: tuple[tuple[str, int], ...]
    without_grade: int

    @property
    def adds_up(self) -> bool:
        """Those taking part are those with a grade and those without one, and all of them are listed."""
        given = sum(count for _, count in self.by_grade)
        return self.taking_part == given + self.without_grade and self.taking_part <= self.listed


def totals_of(*, bands: Sequence[str], lines: Sequence[tuple[bool, str]]) -> Totals:
    """The totals of lines given as (takes part, grade or "").

    A grade that no band of the standard has is counted behind them: nobody may fall out of the sum.
    """
    given = Counter(grade for takes_part, grade in lines if takes_part and grade)
    names = [*bands, *sorted(set(given) - set(bands))]
    return Totals(
        listed=len(lines),
        taking_part=sum(takes_part for takes_part, _ in lines),
        by_grade=tuple((name, given[name]) for name in names),
        without_grade=sum(takes_part and not grade for takes_part, grade in lines),
    )


def faults_of_table(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What does not fit together inside a filed table, a sentence each; none when it adds up.

    The figures at the foot are counted again from the lines; nothing outside the table is looked at.
    """
    lines, foot = content["lines"], content["totals"]
    said = Totals(
        foot["listed"],
        foot["taking_part"],
        tuple((name, count) for name, count in foot["grades"]),
        foot["without_grade"],
    )
    bands = [name for name, _ in said.by_grade]
    counted = totals_of(bands=bands, lines=[(line["takes_part"], line["grade"]) for line in lines])
    faults = []
    if not said.adds_up:
        faults.append("表尾的参评人数与各等次、不评等次的人数相加不符。")
    if counted != said:
        faults.append("表尾的人数与逐行点数的结果不符。")
    if len({line["membership"] for line in lines}) != len(lines):
        faults.append("有党员在表里列了不止一行。")
    if any(line["grade"] and not line["takes_part"] for line in lines):
        faults.append("有不参加评议的党员列了等次。")
    if any(line["veto"] and line["total_centi"] > line["veto_most_centi"] for line in lines):
        faults.append("有一票否决的党员，合计高于否决后的分数。")
    return tuple(faults)
