"""《党员积分登记表》: a member's quarter or year as the recorder fills it in, from what the pages tell (R38, R72)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fenming.queries.access import NotFound, get_membership_for, tie_to
from fenming.queries.figures import MatterFigures
from fenming.queries.member_years import MemberYear, member_years
from fenming.queries.quarter import quarter_name, quarter_state, quarters_of
from fenming.queries.register_form_view import RegisterForm, RegisterRow, RegisterTotals
from fenming.queries.statement_view import StatedItem, StatedLine
from fenming.records.models import Matter, Organisation, PostingLine, Quarter, Settlement, SettlementLine
from fenming.rules.terms import BUCKET_NAMES, Bucket
from fenming.rules.workflow import STATE_NAMES

DRAFTS = ("open",)
FILED_WORDS = "报送上级的年度结算（不含事由，事由见支部留存的登记表）"


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
    explains: bool
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
    tie = tie_to(actor_id=actor_id, branch_id=member.branch_id, on=today, owner_id=member.person_id)
    explains = tie.may("see_points_file").allowed
    return RegisterForms(member.pk, member.person.name, member.person_id == actor_id, explains, listed)


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
    (form,) = register_forms_of(
        branch=membership.branch,
        year_number=year_number,
        quarter_number=quarter_number,
        membership_ids=[membership.pk],
        today=today,
    )
    return form


def register_forms_of(
    *,
    branch: Organisation,
    year_number: int,
    quarter_number: int | None,
    membership_ids: Sequence[int],
    today: date,
    filed: bool = False,
) -> Iterator[RegisterForm]:
    """The same for these members of one branch, in the order given, whose doors the caller has passed.

    `filed`: as the committee above has a filed year, the determined figures without anybody's words (A34). A fixed number
    of queries and one more for every fifty members. Raises NotFound as above.
    """
    if quarter_number is None:
        period, feet = f"{year_number}年度", year_feet(branch.pk, year_number, membership_ids)
    else:
        quarter = _begun(branch.pk, year_number, quarter_number, today)
        period = f"{year_number}年{quarter_name(quarter_number)}"
        feet = _quarter_feet(quarter, membership_ids)
    told = member_years(branch_id=branch.pk, year_number=year_number, membership_ids=membership_ids, on=today)
    for one in told:
        foot, rows = feet.posted.get(one.membership_id), _rows(one, quarter_number)
        totals = foot or foot_so_far(one)
        yield RegisterForm(
            branch=branch.name,
            name=one.name,
            status=one.status,
            post=one.post,
            period=period,
            as_of=one.as_of,
            draft=foot is None and feet.draft,
            rows=_filed(rows) if filed else rows,
            totals=replace(totals, words=FILED_WORDS) if filed else totals,
        )


def _begun(branch_id: int, year_number: int, quarter_number: int, today: date) -> Quarter:
    rows = Quarter.objects.select_related("year").filter(branch_id=branch_id, start__lte=today)
    quarter = rows.filter(year__number=year_number, number=quarter_number).first()
    if quarter is None:
        raise NotFound("quarter")
    return quarter


@dataclass(frozen=True, slots=True)
class Feet:
    """The feet that stand frozen, by membership; whoever has none is a draft or not, as the rest is."""

    posted: dict[int, RegisterTotals]
    draft: bool


def _quarter_feet(quarter: Quarter, membership_ids: Sequence[int]) -> Feet:
    lines = PostingLine.objects.filter(membership_id__in=membership_ids, posting__quarter=quarter)
    words = f"公示时的全年累计（{quarter_name(quarter.number)}）"
    posted = {line.membership_id: _foot(line, words) for line in lines}
    everyone = len(posted) == len(membership_ids)
    return Feet(posted, not everyone and quarter_state(quarter=quarter) in DRAFTS)


def year_feet(branch_id: int, year_number: int, membership_ids: Sequence[int]) -> Feet:
    """How the year of these members ended, as far as it is settled."""
    settled = Settlement.objects.filter(
        branch_id=branch_id, year__number=year_number, corrected_by__isnull=True
    )
    lines = SettlementLine.objects.filter(settlement__in=settled, membership_id__in=membership_ids)
    return Feet({line.membership_id: _foot(line, "年度结算") for line in lines}, draft=True)


def _foot(line: PostingLine | SettlementLine, words: str) -> RegisterTotals:
    return RegisterTotals(
        line.base_centi, line.duty_centi, line.bonus_centi, line.deduction_centi, line.total_centi, words
    )


def foot_so_far(told: MemberYear) -> RegisterTotals:
    """The foot of a year that is not settled: what is determined by now."""
    fold = told.determined
    return RegisterTotals(
        fold.base_centi,
        fold.duty_centi,
        fold.bonus_centi,
        fold.deduction_centi,
        fold.total_centi,
        "已评定的全年累计",
    )


def _rows(told: MemberYear, quarter_number: int | None) -> tuple[RegisterRow, ...]:
    """By day; what was withdrawn is no part of the form."""
    found = [
        _row(item, line)
        for item in told.items
        for line in item.lines
        if quarter_number in (None, _quarter_of(line))
        and not (line.matter is not None and line.matter.state == Matter.State.WITHDRAWN)
    ]
    return tuple(sorted(found, key=lambda row: row.day))


def _filed(rows: Sequence[RegisterRow]) -> tuple[RegisterRow, ...]:
    """What is in the ledger, without words: as it stands in the archive of the year."""
    return tuple(
        replace(row, said="", claimed_centi=None, assessed_centi=None, notes=())
        for row in rows
        if row.counted_centi is not None
    )


def _quarter_of(line: StatedLine) -> int:
    """Where a meeting determines it; what has no matter stands in the quarter of its day."""
    return line.matter.quarter if line.matter is not None else (line.day.month + 2) // 3


def _row(item: StatedItem, line: StatedLine) -> RegisterRow:
    matter = None if line.is_reversal else line.matter
    return RegisterRow(
        day=line.day,
        # the kind of a veto is its reason, and whoever fills the form in need not know it (A22)
        title="按处理决定" if item.item.bucket is Bucket.VETO else item.item.title,
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
