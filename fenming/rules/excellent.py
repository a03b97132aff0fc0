"""优秀比例: how many are the best, against the share above which people are warned (A26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fenming.rules.standard_model import Standard


@dataclass(frozen=True, slots=True)
class ExcellentShare:
    """How many have the highest grade, out of how many with a grade, and the share that is worth a warning."""

    grade: str
    count: int
    graded: int
    limit: Fraction

    @property
    def is_above(self) -> bool:
        """Whether to warn; nothing is changed for it."""
        return Fraction(self.count, self.graded) > self.limit if self.graded else False


def share_of(*, standard: Standard, grades: Sequence[str]) -> ExcellentShare:
    """The share of the standard's best grade among these; "" is no grade and not counted."""
    best, given = standard.bands[0].name, [grade for grade in grades if grade]
    return ExcellentShare(best, given.count(best), len(given), Fraction(standard.settings.excellent_warn))
