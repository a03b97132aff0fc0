"""A second reading of regulations/reading.md, written apart from the program.

Slow, plain and in Decimal points: it groups by item and re-reads the list for every
question instead of keeping running sums. It knows the default standard only, by its own
tables, so that a slip in the TOML shows too. It gives the figures, not the sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fenming.rules.statement import Entry

D = Decimal
EACH = {
    "DT1": D(3),
    "DT2": D(1),
    "DT4": D(1),
    "DT5": D(1),
    "DA1": D(2),
    "DA2": D("1.5"),
    "DA3": D(1),
    "DA4": D(1),
    "DA5": D(1),
    "DP1": D(2),
    "DP2": D("1.5"),
    "DP3": D(1),
    "DP4": D(2),
    "DP5": D(1),
    "J05": D(1),
    "J06": D(1),
    "K01": D(2),
    "K02": D("0.5"),
    "K03": D("0.5"),
    "K04": D(1),
    "K05": D(1),
    "K06": D(2),
    "K07": D(1),
    "K08": D(1),
    "K09": D(1),
    "K10": D(3),
    "K11": D(2),
    "K13": D(3),
    "K14": D(3),
}
BY_LEVEL = {
    "J01": {"国": D(5), "省": D(4), "市": D(3), "校": D(2), "院": D(1)},
    "J02": {"国": D(4), "省": D(3), "校": D(1)},
    "K12": {"一般": D(2), "较重": D(4)},
}
YEARLY_MOST = {
    "DT1": 6,
    "DT2": 5,
    "DT3": 5,
    "DT4": 4,
    "DT5": 5,
    "DA1": 8,
    "DA2": 6,
    "DA3": 4,
    "DA4": 4,
    "DA5": 3,
    "DP1": 8,
    "DP2": 6,
    "DP3": 4,
    "DP4": 4,
    "DP5": 3,
    "J01": 8,
    "J02": 6,
    "J03": 5,
    "J04": 5,
    "J05": 3,
    "J06": 2,
}
ONCE_A_MONTH = ("K04", "K05")
ONCE_A_QUARTER = ("DT4", "DA1", "DA2", "DA3", "DA4", "DP1", "DP2", "K09")
ONCE_A_SEMESTER = ("DT1", "DP4")
FIVE_POINTS_TOGETHER = (
    ("K01", "K02", "K03"),
    ("K04",),
    ("K05",),
    ("K06",),
    ("K07",),
    ("K08",),
    ("K09",),
    ("K10",),
    ("K11",),
)
NO_LIMIT = ("K12", "K13", "K14")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one member's year comes to, in points."""

    duty: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    veto: bool


def figures(entries: Sequence[Entry], *, gross_first: bool = False, base_items_limit: bool = True) -> Figures:
    """The year of one member by the default standard; both flags are §15 of the reading."""
    rows = sorted(entries, key=lambda row: (row.day, row.order))
    duty = sum((_earned(rows, item) for item in YEARLY_MOST if item[0] == "D"), D(0))
    duty = min(D(25), duty)
    bonus = sum((_earned(rows, item) for item in YEARLY_MOST if item[0] == "J"), D(0))
    deduction = sum((_asked(rows, item) for item in NO_LIMIT), D(0))
    for together in FIVE_POINTS_TOGETHER:
        asked = sum((_asked(rows, item) for item in together), D(0))
        deduction += min(D(5), asked) if base_items_limit else asked
    veto = any(row.item[0] == "V" for row in rows)
    if veto:
        total = D(0)
    elif gross_first:
        total = max(D(0), min(D(100), 60 + duty + bonus) - deduction)
    else:
        total = min(D(100), max(D(0), 60 + duty + bonus - deduction))
    return Figures(duty, bonus, deduction, total, veto)


def _earned(rows: Sequence[Entry], item: str) -> Decimal:
    return min(D(YEARLY_MOST[item]), _asked(rows, item))


def _asked(rows: Sequence[Entry], item: str) -> Decimal:
    """What the rows of an item come to before the limits of the year."""
    own = [row for row in rows if row.item == item]
    if item in ONCE_A_MONTH:
        return EACH[item] * len({row.day.month for row in own})
    if item in ONCE_A_QUARTER:
        return EACH[item] * len({_quarter(row) for row in own})
    if item in ONCE_A_SEMESTER:
        return EACH[item] * len({row.day.month >= 8 for row in own})
    if item == "K02":
        leaves = [sum(row.quantity for row in own if _quarter(row) == quarter) for quarter in range(4)]
        return EACH[item] * sum(max(0, count - 2) for count in leaves)
    if item[0] == "J":
        named = {row.achievement for row in own if row.achievement}
        best = [max(_once(row) for row in own if row.achievement == name) for name in named]
        unnamed = [_once(row) * row.quantity for row in own if not row.achievement]
        return sum(best + unnamed, D(0))
    return sum((_once(row) * row.quantity for row in own), D(0))


def _once(row: Entry) -> Decimal:
    if row.item in BY_LEVEL:
        return BY_LEVEL[row.item][row.level]
    if row.points_centi is not None:
        return D(row.points_centi) / 100
    return EACH[row.item]


def _quarter(row: Entry) -> int:
    return {1: 0, 2: 0, 3: 0, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2, 9: 2}.get(row.day.month, 3)
