"""计分: a member's year from a standard and entries (R11, R16, R27, R44; reading.md §1–§9, §14)."""

from collections.abc import Iterable
from operator import attrgetter

from fenming.rules import reasons
from fenming.rules.entry_faults import EntryFault, fault_of_entry
from fenming.rules.grading import suggest_grade
from fenming.rules.limits import Plan, Tally, period_of, plans_of, points_each, winners_of
from fenming.rules.people import Member, Standing, YearSpan
from fenming.rules.standard_model import Standard
from fenming.rules.statement import Cut, Entry, ItemSum, Line, Statement
from fenming.rules.terms import Bucket, Refused

__all__ = [
    "Cut",
    "Entry",
    "EntryFault",
    "ItemSum",
    "Line",
    "Member",
    "Standing",
    "Statement",
    "YearSpan",
    "fault_of_entry",
    "period_of",
    "points_each",
    "score",
]


_BY_DAY_THEN_ORDER = attrgetter("day", "order")


def score(*, standard: Standard, member: Member, year: YearSpan, entries: Iterable[Entry]) -> Statement:
    """积分明细: every line, what each limit cut, the buckets, the total, the suggested grade.

    ``entries`` are the member's entries of the year that nothing reverses, in any order;
    each must have passed ``fault_of_entry`` when it was made. Which list an entry's item
    is on is not asked again: it was judged on its day. Raises Refused for an item the
    standard does not have, a base item, or points and level that do not fit the item.
    """
    ordered = sorted(entries, key=_BY_DAY_THEN_ORDER)
    plans = plans_of(standard)
    _check_known(plans, ordered)
    tally = Tally(winners=winners_of(plans=plans, entries=ordered))
    lines = tuple([_line(tally, plans[entry.item], entry) for entry in ordered])
    items = _item_sums(lines)
    sums = dict.fromkeys(Bucket, 0)
    for item_sum in items:
        sums[item_sum.item.bucket] += item_sum.counted_centi
    duty_centi = min(standard.duty_cap_centi, sums[Bucket.DUTY])
    vetoed = {item_sum.item.id for item_sum in items if item_sum.item.bucket is Bucket.VETO}
    vetoes = [line for line in lines if line.item.id in vetoed] if vetoed else []
    most_centi = min(map(_left_by, vetoes), default=None)
    total_centi, cuts = _total(standard, duty_centi, sums, vetoes)
    return Statement(
        member_id=member.id,
        lines=lines,
        items=items,
        base_centi=standard.base_centi,
        duty_centi=duty_centi,
        bonus_centi=sums[Bucket.BONUS],
        deduction_centi=sums[Bucket.DEDUCTION],
        total_centi=total_centi,
        veto=bool(vetoes),
        cuts=cuts,
        suggested_grade=suggest_grade(
            standard=standard, member=member, year=year, total_centi=total_centi, veto=most_centi == 0
        ),
        veto_most_centi=most_centi,
    )


def _check_known(plans: dict[str, Plan], entries: Iterable[Entry]) -> None:
    for entry in entries:
        if entry.item not in plans:
            raise Refused("unknown_item", f"积分标准里没有项目“{entry.item}”。请核对项目代号。")


def _line(tally: Tally, plan: Plan, entry: Entry) -> Line:
    if plan.fixed_centi is not None and entry.points_centi is None and not entry.level:
        each = plan.fixed_centi
    else:
        each = points_each(item=plan.item, points_centi=entry.points_centi, level=entry.level)
    raw_centi = each * entry.quantity
    if plan.counts_every_time or (plan.is_bonus and not entry.achievement and not plan.periodic):
        times, cut = entry.quantity, None
    else:
        times, cut = tally.times(plan=plan, entry=entry, each_centi=each)
    counted_centi = times * each
    cuts: tuple[Cut, ...] = () if cut is None else (cut,)
    for pot in plan.pots:
        counted_centi, cut = tally.room(pot, plan, entry, times=times, asked_centi=counted_centi)
        if cut is not None:
            cuts = (*cuts, cut)
    return Line(entry, plan.item, raw_centi, counted_centi, cuts)


def _total(
    standard: Standard, duty_centi: int, sums: dict[Bucket, int], vetoes: list[Line]
) -> tuple[int, tuple[Cut, ...]]:
    """The total and the cuts above the lines, in the order they bite (reading.md §9, A11)."""
    cuts = []
    duty_sum, cap, floor = sums[Bucket.DUTY], standard.total_cap_centi, standard.floor_centi
    if duty_sum > duty_centi:
        sentence = reasons.duty_full(sum_centi=duty_sum, cap_centi=duty_centi)
        cuts.append(Cut("bucket_cap", duty_centi, duty_sum - duty_centi, sentence))
    total, deduction = standard.base_centi + duty_centi + sums[Bucket.BONUS], sums[Bucket.DEDUCTION]
    if standard.cap_stage == "gross_then_deduct" and total > cap:
        sentence = reasons.gross_full(sum_centi=total, cap_centi=cap, deduction_centi=deduction)
        cuts.append(Cut("gross_cap", cap, total - cap, sentence))
        total = cap
    total -= deduction
    if total > cap:
        cuts.append(Cut("total_cap", cap, total - cap, reasons.total_full(sum_centi=total, cap_centi=cap)))
        total = cap
    if total < floor:
        # Here the limit gives instead of taking, hence a negative cut.
        sentence = reasons.total_empty(sum_centi=total, floor_centi=floor)
        cuts.append(Cut("total_floor", floor, total - floor, sentence))
        total = floor
    if vetoes:
        worst = min(vetoes, key=_left_by)
        most, degree = _left_by(worst), worst.entry.level
        sentence = reasons.vetoed(
            item=worst.item, degree=degree, day=worst.entry.day, total_centi=total, most_centi=most
        )
        cuts.append(Cut("veto", most, max(0, total - most), sentence))
        total = min(total, most)
    return total, tuple(cuts)


def _left_by(veto: Line) -> int:
    """The most of the total that a veto leaves: nought, or what its degree says (A10)."""
    degree = veto.item.level(veto.entry.level)
    return degree.points_centi if degree is not None else 0


def _item_sums(lines: tuple[Line, ...]) -> tuple[ItemSum, ...]:
    """Sums by item, in the order in which the items first occur."""
    sums: dict[str, list[int]] = {}
    items = {}
    for entry, item, raw_centi, counted_centi, _ in lines:
        running = sums.get(entry.item)
        if running is None:
            sums[entry.item] = [entry.quantity, raw_centi, counted_centi]
            items[entry.item] = item
        else:
            running[0] += entry.quantity
            running[1] += raw_centi
            running[2] += counted_centi
    return tuple(
        [ItemSum(items[item_id], times, raw, counted) for item_id, (times, raw, counted) in sums.items()]
    )
