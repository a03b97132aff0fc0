"""results.csv: one row a member, the same bytes for the same figures (regulations/reading.md §13)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TextIO

from fenming.rules.terms import format_centi_file

RESULTS_NAME: Final = "results.csv"
RESULTS_ENCODING: Final = "utf-8-sig"
RESULT_COLUMNS: Final = (
    "id",
    "name",
    "type",
    "base",
    "duty",
    "bonus",
    "deduction",
    "total",
    "suggested_grade",
    "rank",
    "ranked",
    "veto",
)


@dataclass(frozen=True, slots=True)
class Result:
    """A member's year in one row; points in hundredths, ``rank`` None for who is not ranked."""

    id: str
    name: str
    type: str
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested_grade: str
    rank: int | None
    ranked: bool
    veto: bool


def result_cells(result: Result) -> tuple[str, ...]:
    """The cells of a row, in the order of RESULT_COLUMNS."""
    points = (
        result.base_centi,
        result.duty_centi,
        result.bonus_centi,
        result.deduction_centi,
        result.total_centi,
    )
    return (
        result.id,
        # The name goes out as it came in, also one that begins with "=" or "@": other programs
        # match rows by these bytes, and the roster it comes from is the branch's own.
        result.name,
        result.type,
        *map(format_centi_file, points),
        result.suggested_grade,
        "" if result.rank is None else str(result.rank),
        "yes" if result.ranked else "no",
        "yes" if result.veto else "no",
    )


def write_results(stream: TextIO, results: Iterable[Result]) -> None:
    """Write header and rows to ``stream``, opened with RESULTS_ENCODING and ``newline=""``."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(RESULT_COLUMNS)
    writer.writerows(map(result_cells, results))
