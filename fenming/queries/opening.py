"""期初转入: whether a branch may still take over its paper book, what it would come to, and what was taken (A17, R61)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count

from fenming.queries.access import NotFound, get_branch_for, require
from fenming.queries.claims import signed_centi
from fenming.queries.counter_entries import is_settled
from fenming.queries.files.faults import Unreadable
from fenming.queries.files.handed_in import table_of_text, table_of_upload
from fenming.queries.opening_book import Judge, OpeningBook, OpeningLine, fault_of_file, read_book, text_of
from fenming.queries.quarter import OPEN_STATES, taken_over_quarters
from fenming.queries.scores import member_of, memberships_of, span_of, standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Meeting, Opening, Quarter, StandardVersion, Year
from fenming.rules.authority import Relation, may
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.scoring import Entry, score
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Frame:
    """What an opening on that day is set in: its year, the standard's version, the quarter it is booked in."""

    year: Year
    version: StandardVersion
    quarter: Quarter
    judge: Judge


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """What a member's year would be after the opening: lines taken over, buckets and total in hundredths."""

    no: int
    name: str
    lines: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The opening as it was entered."""

    resolution: str
    closed_on: date
    by: str
    at: datetime
    objection_until: date
    entries: int
    members: int
    quarters: tuple[int, ...]

    @property
    def quarter_words(self) -> str:
        """``第一、第二季度``."""
        return quarters_in_words(self.quarters)


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """What was taken over; or whether it still may be, and why not."""

    taken: Taken | None
    may_enter: bool
    shut: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A book before it is taken over: its lines and faults, everyone's figures when there are none, its text to send
    again."""

    book: OpeningBook
    figures: tuple[MemberFigures, ...]
    text: str


def taken_of(*, branch_id: int) -> Taken | None:
    """What was taken over, or None."""
    rows = Opening.objects.filter(branch_id=branch_id).select_related("by")
    opening = rows.annotate(
        entry_count=Count("entries"), member_count=Count("entries__membership", distinct=True)
    ).first()
    if opening is None:
        return None
    numbers = taken_over_quarters(branch_id=branch_id).order_by("number").values_list("number", flat=True)
    return Taken(
        resolution=opening.resolution,
        closed_on=opening.closed_on,
        by=opening.by.name,
        at=opening.at,
        objection_until=opening.objection_until,
        entries=opening.entry_count,
        members=opening.member_count,
        quarters=tuple(numbers),
    )


def opening_page(*, viewer: Viewer, on: date) -> OpeningPage:
    """For those who may know; raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="see_opening", branch_id=viewer.branch_id, on=on)
    taken = taken_of(branch_id=viewer.branch_id)
    if taken is not None:
        return OpeningPage(taken, False, "")
    shut = _after_meeting(viewer.branch_id)
    allowed = may(
        verb="enter_opening", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False
    ).allowed
    return OpeningPage(None, allowed and shut is None, shut.sentence if shut else "")


def draft_of(
    *,
    actor_id: int,
    branch_id: int,
    closed_on: date,
    text: str,
    handed_in: tuple[str, bytes] | None,
    today: date,
) -> Draft:
    """What was pasted, or handed in as a file (its name and content), read, judged and added up; nothing is written.

    Raises NotFound, Refused `forbidden` and those of `frame_of`. What cannot be read at all is a fault of the book.
    """
    get_branch_for(actor_id=actor_id, verb="enter_opening", branch_id=branch_id, on=today)
    frame = frame_of(branch_id=branch_id, closed_on=closed_on, today=today)
    try:
        table = table_of_upload(*handed_in) if handed_in else table_of_text(text)
    except Unreadable as error:
        return Draft(OpeningBook((), (fault_of_file(error.fault),)), (), "")
    rows = list(table.rows) if handed_in else []
    kept = text_of(table.header, rows) if handed_in else text
    book = read_book(replace(table, rows=iter(rows)) if handed_in else table, frame.judge)
    figures = () if book.faults else figures_after(frame, book.lines)
    return Draft(book, figures, kept)


def taken_over_words(*, branch_id: int) -> str:
    """``第一、第二季度已按纸质台账转入（支部党员大会 2026年7月3日）。``; "" where no quarter was."""
    rows = taken_over_quarters(branch_id=branch_id).order_by("number")
    found = list(rows.values_list("number", "branch__opening__resolution", "year__number"))
    if not found:
        return ""
    names = quarters_in_words([number for number, _, _ in found])
    return f"{found[0][2]}年{names}已按纸质台账转入（{found[0][1]}）。"


def quarters_in_words(numbers: Sequence[int]) -> str:
    """``第一、第二季度``."""
    return "、".join(f"第{'一二三四'[number - 1]}" for number in numbers) + "季度"


def why_shut(*, branch_id: int) -> Refused | None:
    """Why this branch can take over no paper book (any more): `already_entered`, `meeting_held`; None while it may."""
    opening = Opening.objects.filter(branch_id=branch_id).first()
    if opening is not None:
        day = full_day_name(opening.closed_on)
        sentence = f"纸质台账已经转入过（截至{day}），只能转入一次。转错的，请用笔误更正或由本人提出异议。"
        return Refused("already_entered", sentence)
    return _after_meeting(branch_id)


def _after_meeting(branch_id: int) -> Refused | None:
    began = (Meeting.State.OPEN, Meeting.State.CLOSED)
    meetings = Meeting.objects.filter(branch_id=branch_id, kind=Meeting.Kind.MEMBERS, state__in=began)
    held = meetings.order_by("held_on").first()
    if held is not None:
        sentence = f"{day_name(held.held_on)}的党员大会已经在这里开过，不能再转入纸质台账。漏记的事项，请在开放的月份另行申报或登记。"
        return Refused("meeting_held", sentence)
    return None


def frame_of(*, branch_id: int, closed_on: date, today: date) -> Frame:
    """What an opening is set in; Refused `already_entered`, `meeting_held`, `future_day`, `no_year`, `year_closed`,
    `whole_year`, `no_standard`, `matters_there`."""
    if shut := why_shut(branch_id=branch_id):
        raise shut
    if closed_on > today:
        raise Refused("future_day", f"{full_day_name(closed_on)}还没有到。纸质台账请结到今天或以前。")
    year = Year.objects.filter(branch_id=branch_id, start__lte=closed_on, end__gte=closed_on).first()
    if year is None:
        raise Refused("no_year", _no_year(branch_id, closed_on))
    if is_settled(year):
        raise Refused("year_closed", f"{year.number}年度已经结算，不能再转入。")
    if closed_on >= year.end:
        sentence = f"{year.number}年度全年都在纸质台账上，不用转入。请从下一年度起在这里记。"
        raise Refused("whole_year", sentence)
    _check_no_matters(year, closed_on)
    try:
        version = version_on(branch_id=branch_id, day=closed_on)
    except NotFound:
        raise Refused("no_standard", "支部还没有启用积分标准。请先启用标准，再转入纸质台账。") from None
    quarter = (
        Quarter.objects.filter(year=year, end__gt=closed_on).order_by("number").select_related("year")[0]
    )
    roster = memberships_of(branch_id=branch_id, year=year)
    return Frame(year, version, quarter, Judge(standard_of(version), year, closed_on, roster))


def _no_year(branch_id: int, closed_on: date) -> str:
    first = Year.objects.filter(branch_id=branch_id).order_by("start").first()
    start = f"本支部从{full_day_name(first.start)}起在这里记分，" if first else ""
    return f"{start}{full_day_name(closed_on)}不在其中。请核对日期。"


def _check_no_matters(year: Year, closed_on: date) -> None:
    """What is in a month the book covers would count twice, or never: it has to be out of the way first."""
    there = Matter.objects.filter(month__quarter__year=year, month__end__lte=closed_on, state__in=OPEN_STATES)
    numbers = sorted(set(there.values_list("month__number", flat=True)))
    if numbers:
        months = "、".join(f"{number}月" for number in numbers)
        sentence = (
            f"{months}在系统里已有 {there.count()} 件申报或登记，会和纸质台账重复。请先由申报人撤回，"
            "或由支委不予认定；要计的，一并写进纸质台账。"
        )
        raise Refused("matters_there", sentence)


def entry_centi(frame: Frame, line: OpeningLine) -> int:
    """The signed points of a sound line, before any limit."""
    item = frame.judge.standard.by_id[line.item]
    return signed_centi(item=item, quantity=line.quantity, level=line.level, each_centi=line.each_centi)


def figures_after(frame: Frame, lines: Sequence[OpeningLine]) -> tuple[MemberFigures, ...]:
    """Every member's year as it would be, in roster order; members without a line too."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for line in lines:
        entry = Entry(
            line.row, line.item, line.day, line.quantity, line.each_centi, line.level, line.achievement
        )
        entries[line.membership_id].append(entry)
    found = []
    for one in frame.judge.roster:
        year = score(
            standard=frame.judge.standard,
            member=member_of(one),
            year=span_of(frame.year),
            entries=entries[one.pk],
        )
        found.append(
            MemberFigures(
                one.roster_no, one.person.name, len(entries[one.pk]), year.duty_centi, year.bonus_centi,
                -year.deduction_centi, year.total_centi,
            )
        )  # fmt: skip
    return tuple(found)
