"""等次: bands of totals and the suggested grade (R46–R51, A19, A21, A24, A27)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from fenming.rules.calendar import month_bounds
from fenming.rules.people import Member, Span, YearSpan
from fenming.rules.standard_model import Band, Standard
from fenming.rules.terms import CENTI, Status

QUALIFIED: Final = "合格"  # the band that A29 names


def rounded(*, standard: Standard, total_centi: int) -> int:
    """The total as the bands read it, in hundredths: by default just as it is (A27)."""
    if standard.rounding_before_grade == "half_up":
        return (total_centi + CENTI // 2) // CENTI * CENTI
    if standard.rounding_before_grade == "floor":
        return total_centi // CENTI * CENTI
    return total_centi


def band_of(*, standard: Standard, total_centi: int) -> Band:
    """The band a total falls into; the start of a band belongs to it (R48–R51, A27)."""
    figure = rounded(standard=standard, total_centi=total_centi)
    for band in standard.bands:
        if figure >= band.from_centi:
            return band
    return standard.bands[-1]


def is_below_qualified(*, bands: Sequence[str], grade: str) -> bool:
    """Whether a grade lies below 合格; `bands` are the standard's, the best first. No grade lies nowhere (A29).

    A standard without a band of that name counts every band but the last as qualified, in the member's favour.
    """
    if grade not in bands:
        return False
    last_well = bands.index(QUALIFIED) if QUALIFIED in bands else len(bands) - 2
    return bands.index(grade) > last_well


def last_joining_day(*, year: YearSpan, months: int) -> date:
    """Who joined on this day or earlier was in the branch ``months`` months of the year (A19).

    For the calendar year and six months: 1 July.
    """
    months_before = year.end.year * 12 + year.end.month - 1 - (months - 1)
    return date(months_before // 12, months_before % 12 + 1, 1)


def is_graded(*, standard: Standard, member: Member, year: YearSpan) -> bool:
    """Whether a suggested grade is due: formal, in the branch and not exempt at year end, there long enough.

    Who was exempt for a part of the year needs as many whole months of taking part (A19, A21; reading.md §16).
    """
    if not member.takes_part_on(year.end) or member.status_on(year.end) is not Status.FORMAL:
        return False
    months = standard.settings.min_months_for_grade
    if member.since is not None and member.since > last_joining_day(year=year, months=months):
        return False
    return not member.exempt or _whole_months(member, year) >= months


def _whole_months(member: Member, year: YearSpan) -> int:
    """Calendar months of the year in which the member took part on every day."""
    day, count = year.start.replace(day=1), 0
    while day <= year.end:
        last = month_bounds(day.year, day.month)[1]
        month = Span(day, last)
        present = member.is_in_branch_on(day) and member.is_in_branch_on(last)
        count += present and not any(span.meets(month) for span in member.exempt)
        day = last + timedelta(days=1)
    return count


def suggest_grade(*, standard: Standard, member: Member, year: YearSpan, total_centi: int, veto: bool) -> str:
    """建议等次: the name of the band, or "" where no grade is due (A19, A24; reading.md §10).

    Who is graded at all gets the lowest band when ``veto`` says that a veto left nothing of the total.
    """
    if not is_graded(standard=standard, member=member, year=year):
        return ""
    if veto:
        return standard.bands[-1].name
    return band_of(standard=standard, total_centi=total_centi).name
