"""The points bar: one horizontal bar of a member's year, and the same in one sentence.

Integers all the way: points in hundredths go in, lengths come out as percent strings for
SVG attributes. Edges are rounded, widths are differences of rounded edges, so neighbours
touch without a gap.
"""

from dataclasses import dataclass

from fenming.rules.terms import format_centi

TICK_CENTI = 20_00
# A label centred on the pin would run over the edge of a phone within a fifth of either end.
NEAR_START = 20_00
NEAR_END = 80_00
LAST_TICK = 96_00

Lengths = tuple[tuple[str, int], ...]  # css class and points in hundredths, in the order they are drawn


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the bar; ``css`` is the class that fills it."""

    css: str
    x: str
    width: str
    end: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the axis with its label; ``anchor`` is the SVG text-anchor that keeps it inside."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PointsBar:
    """Geometry and words of one bar, ready for ``parts/points_bar.html``."""

    segments: tuple[Segment, ...]  # base, duty, bonus, then assessed, then claimed; empty ones left out
    seams: tuple[str, ...]  # where two determined segments meet
    cut: Segment | None  # deducted: begins exactly at the determined total
    over: Segment | None  # above the full score, not counted either
    pin: Mark
    ticks: tuple[Mark, ...]
    full_line: str  # where the full score lies, "" when it is the end of the axis
    sentence: str


def build_bar(
    *,
    base_centi: int,
    duty_centi: int,
    bonus_centi: int,
    deduction_centi: int,
    total_centi: int,
    assessed_duty_centi: int = 0,
    assessed_bonus_centi: int = 0,
    claimed_duty_centi: int = 0,
    claimed_bonus_centi: int = 0,
    full_centi: int = 100_00,
) -> PointsBar:
    """Lay out the bar of one member.

    All figures in hundredths and not negative; ``deduction_centi`` is what was taken off,
    ``total_centi`` the determined total after deductions and cap. Assessed and claimed
    points are lengths drawn behind the determined ones. When everything together passes
    ``full_centi`` the axis runs on to that sum (R67). Raises ValueError for a negative
    figure or a total above the determined points, which no standard can produce.
    """
    solid = (("base", base_centi), ("duty", duty_centi), ("bonus", bonus_centi))
    pending = (
        ("duty-light", assessed_duty_centi),
        ("bonus-light", assessed_bonus_centi),
        ("claimed duty", claimed_duty_centi),
        ("claimed bonus", claimed_bonus_centi),
    )
    _check(solid, pending, deduction_centi, total_centi)
    return _lay_out(solid, pending, deduction_centi, total_centi, full_centi)


def _lay_out(
    solid: Lengths, pending: Lengths, deduction_centi: int, total_centi: int, full_centi: int
) -> PointsBar:
    gross_centi = sum(length for _, length in solid)
    axis_centi = max(full_centi, gross_centi + sum(length for _, length in pending))
    segments = _laid_end_to_end(solid + pending, axis_centi)
    cut_end_centi = min(gross_centi, total_centi + deduction_centi)
    return PointsBar(
        segments=segments,
        seams=tuple(left.end for left in segments[: sum(1 for _, length in solid if length) - 1]),
        cut=_segment("cut", total_centi, cut_end_centi, axis_centi),
        over=_segment("over", cut_end_centi, gross_centi, axis_centi),
        pin=_pin(total_centi, axis_centi),
        ticks=_ticks(axis_centi),
        full_line=_percent(full_centi, axis_centi) if axis_centi > full_centi else "",
        sentence=_sentence(
            solid, pending, deduction_centi, total_centi, full_centi, gross_centi - cut_end_centi
        ),
    )


def _check(solid: Lengths, pending: Lengths, deduction_centi: int, total_centi: int) -> None:
    if min(deduction_centi, total_centi, *(length for _, length in solid + pending)) < 0:
        raise ValueError("a bar takes no negative figures; a deduction is given as what was taken off")
    if total_centi > sum(length for _, length in solid):
        raise ValueError("the determined total is larger than the determined points")


def _laid_end_to_end(lengths: Lengths, axis_centi: int) -> tuple[Segment, ...]:
    placed: list[Segment] = []
    start_centi = 0
    for css, length_centi in lengths:
        segment = _segment(css, start_centi, start_centi + length_centi, axis_centi)
        if segment is not None:
            placed.append(segment)
        start_centi += length_centi
    return tuple(placed)


def _segment(css: str, start_centi: int, end_centi: int, axis_centi: int) -> Segment | None:
    if end_centi <= start_centi:
        return None
    start, end = _share(start_centi, axis_centi), _share(end_centi, axis_centi)
    return Segment(css=css, x=_as_percent(start), width=_as_percent(end - start), end=_as_percent(end))


def _pin(total_centi: int, axis_centi: int) -> Mark:
    share = _share(total_centi, axis_centi)
    anchor = "start" if share < NEAR_START else "end" if share > NEAR_END else "middle"
    return Mark(x=_as_percent(share), label=f"已评定 {format_centi(total_centi)} 分", anchor=anchor)


def _ticks(axis_centi: int) -> tuple[Mark, ...]:
    marks = []
    for tick_centi in range(0, axis_centi + 1, TICK_CENTI):
        share = _share(tick_centi, axis_centi)
        anchor = "start" if tick_centi == 0 else "end" if share >= LAST_TICK else "middle"
        marks.append(Mark(x=_as_percent(share), label=format_centi(tick_centi), anchor=anchor))
    return tuple(marks)


def _sentence(
    solid: Lengths,
    pending: Lengths,
    deduction_centi: int,
    total_centi: int,
    full_centi: int,
    over_centi: int,
) -> str:
    points = [format_centi(length) for _, length in solid]
    parts = [f"基础分{points[0]}", f"履职分{points[1]}", f"加分{points[2]}"]
    if deduction_centi:
        parts.append(f"扣分{format_centi(-deduction_centi)}")
    if over_centi:
        parts.append(f"超过满分的{format_centi(over_centi)}分不计")
    text = f"已评定{format_centi(total_centi)}分：{'，'.join(parts)}"
    assessed_centi = pending[0][1] + pending[1][1]
    claimed_centi = pending[2][1] + pending[3][1]
    if assessed_centi:
        text += f"；初评待评定{format_centi(assessed_centi)}分"
    if claimed_centi:
        text += f"；申报待初评{format_centi(claimed_centi)}分"
    return f"{text}。满分{format_centi(full_centi)}分。"


def _share(position_centi: int, axis_centi: int) -> int:
    """Position on the axis in hundredths of a percent, rounded half up."""
    return (2 * position_centi * 100_00 + axis_centi) // (2 * axis_centi)


def _percent(position_centi: int, axis_centi: int) -> str:
    return _as_percent(_share(position_centi, axis_centi))


def _as_percent(share: int) -> str:
    return f"{format_centi(share)}%"
