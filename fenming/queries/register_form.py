"""《党员积分登记表》: a member's quarter or year as the recorder fills it in, from what the pages tell (R38, R72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import NotFound, get_membership_for
from fenming.queries.figures import MatterFigures
from fenming.queries.quarter import quarter_name, quarter_state, quarters_of
from fenming.queries.statement import statement_of_member
from fenming.queries.statement_view import OwnStatement, StatedItem, StatedLine
from fenming.records.models import Matter, PostingLine, Quarter, Settlement, SettlementLine
from fenming.rules.terms import BUCKET_NAMES, Bucket
from fenming.rules.workflow import STATE_NAMES

DRAFTS = ("open",)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A fact with its three figures, signed hundredths, None where it has none yet; `notes` say what changed or cut it."""

    day: date
    title: str
    bucket: str
    said: str
    claimed_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None
    counted_centi: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterTotals:
    """The foot of the form, in hundredths: the year so far; `words` say of when."""

    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    words: str


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """Everything on the form; `draft` until the meeting has determined the quarter, or the year has been settled."""

    branch: str
    name: str
    status: str
    post: str
    period: str
    as_of: date
    draft: bool
    rows: tuple[RegisterRow, ...]
    totals: RegisterTotals


@dataclass(frozen=True, slots=True)
class FormPeriod:
    """A quarter a form may be printed for; `word` says how far it is."""

    quarter: int
    name: str
    word: str


@dataclass(frozen=True, slots=True)
class RegisterForms:
    """The forms of one member, the latest quarter first, year by year."""

    membership_id: int
    name: str
    is_own: bool
    years: tuple[tuple[int, tuple[FormPeriod, ...]], ...]


def register_forms(*, actor_id: int, membership_id: int, today: date) -> RegisterForms:
    """The quarters of the branch in which the member was on its roster. Raises NotFound, Refused `forbidden`."""
    member = get_membership_for(
        actor_id=actor_id, verb="see_register_form", membership_id=membership_id, on=today
    )
    years: dict[int, list[FormPeriod]] = {}
    for one in quarters_of(branch_id=member.branch_id):
        gone = member.until is not None and member.until < one.start
        if one.start <= today and member.since <= one.end and not gone:
            word = "草稿，还没有评定" if one.state in DRAFTS else STATE_NAMES["quarter"][one.state]
            years.setdefault(one.year, []).append(FormPeriod(one.number, quarter_name(one.number), word))
    listed = tuple((year, tuple(found)) for year, found in years.items())
    return RegisterForms(member.pk, member.person.name, member.person_id == actor_id, listed)


def register_form(
    *, actor_id: int, membership_id: int, year_number: int, quarter_number: int | None, today: date
) -> RegisterForm:
    """The form of one member for a quarter (1 to 4) or, with None, for the year.

    Once a quarter is posted its foot is the posted line, once a year is settled the settled one, whatever came after.
    Raises NotFound: a member, a year or a quarter that is not there, or has not begun. Refused `forbidden`.
    """
    membership = get_membership_for(
        actor_id=actor_id, verb="see_register_form", membership_id=membership_id, on=today
    )
    told = statement_of_member(membership=membership, year_number=year_number, on=today)
    period = f"{year_number}年度"
    if quarter_number is None:
        draft, totals = _year_foot(membership.branch_id, membership.pk, told)
    else:
        quarter = _begun(membership.branch_id, year_number, quarter_number, today)
        period = f"{year_number}年{quarter_name(quarter_number)}"
        draft, totals = _quarter_foot(quarter, membership.pk, told)
    return RegisterForm(
        branch=membership.branch.name,
        name=told.name,
        status=told.status,
        post=told.post,
        period=period,
        as_of=told.as_of,
        draft=draft,
        rows=_rows(told, quarter_number),
        totals=totals,
    )


def _begun(branch_id: int, year_number: int, quarter_number: int, today: date) -> Quarter:
    rows = Quarter.objects.select_related("year").filter(branch_id=branch_id, start__lte=today)
    quarter = rows.filter(year__number=year_number, number=quarter_number).first()
    if quarter is None:
        raise NotFound("quarter")
    return quarter


def _quarter_foot(quarter: Quarter, membership_id: int, told: OwnStatement) -> tuple[bool, RegisterTotals]:
    line = PostingLine.objects.filter(membership_id=membership_id, posting__quarter=quarter).first()
    if line is not None:
        return False, _foot(line, f"公示时的全年累计（{quarter_name(quarter.number)}）")
    return quarter_state(quarter=quarter) in DRAFTS, _foot_so_far(told)


def _year_foot(branch_id: int, membership_id: int, told: OwnStatement) -> tuple[bool, RegisterTotals]:
    settled = Settlement.objects.filter(
        branch_id=branch_id, year__number=told.year, corrected_by__isnull=True
    )
    line = SettlementLine.objects.filter(settlement__in=settled, membership_id=membership_id).first()
    if line is not None:
        return False, _foot(line, "年度结算")
    return True, _foot_so_far(told)


def _foot(line: PostingLine | SettlementLine, words: str) -> RegisterTotals:
    return RegisterTotals(
        line.base_centi, line.duty_centi, line.bonus_centi, line.deduction_centi, line.total_centi, words
    )


def _foot_so_far(told: OwnStatement) -> RegisterTotals:
    fold = told.figures.determined
    return RegisterTotals(
        fold.base_centi,
        fold.duty_centi,
        fold.bonus_centi,
        fold.deduction_centi,
        fold.total_centi,
        "已评定的全年累计",
    )


def _rows(told: OwnStatement, quarter_number: int | None) -> tuple[RegisterRow, ...]:
    """By day; what was withdrawn is no part of the form."""
    found = [
        _row(item, line)
        for item in told.items
        for line in item.lines
        if quarter_number in (None, _quarter_of(line))
        and not (line.matter is not None and line.matter.state == Matter.State.WITHDRAWN)
    ]
    return tuple(sorted(found, key=lambda row: row.day))


def _quarter_of(line: StatedLine) -> int:
    """Where a meeting determines it; what has no matter stands in the quarter of its day."""
    return line.matter.quarter if line.matter is not None else (line.day.month + 2) // 3


def _row(item: StatedItem, line: StatedLine) -> RegisterRow:
    matter = None if line.is_reversal else line.matter
    return RegisterRow(
        day=line.day,
        title=item.item.title,
        bucket=BUCKET_NAMES[Bucket(item.item.bucket)],
        said=line.fact,
        claimed_centi=matter.claimed_centi if matter else None,
        assessed_centi=matter.assessed_centi if matter else None,
        determined_centi=line.determined_centi,
        counted_centi=line.counted_centi,
        notes=(*(_reasons(matter) if matter else ()), *line.cuts),
    )


def _reasons(matter: MatterFigures) -> tuple[str, ...]:
    """Why assessment or meeting did not take it as it was claimed."""
    judged = (("初评", matter.assessed), ("大会", matter.determined))
    return tuple(
        f"{by}理由：{one.reason.rstrip('。')}。"
        for by, one in judged
        if one is not None and one.reason and one.outcome != "accepted"
    )
