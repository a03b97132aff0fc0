"""What a posting says inside the branch: every member's lines, buckets and total, as posted (R36, R39, A19, A22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fenming.queries.access import NotFound
from fenming.queries.own_year import members_with_standings
from fenming.queries.posting_sheet import Sheet, read_sheet
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import Booked, booked, standard_of, statement_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Posting, PostingLine, StandardVersion, Year
from fenming.rules.authority import Relation, may
from fenming.rules.people import Member
from fenming.rules.standard import Item, Standard
from fenming.rules.statement import Statement
from fenming.rules.terms import Bucket, Refused


@dataclass(frozen=True, slots=True)
class PostedItem:
    """An item with how often it was determined and what it counts, signed; never why (A22)."""

    title: str
    times: int
    points_centi: int


@dataclass(frozen=True, slots=True)
class PostedMember:
    """A member's line; the five figures are those frozen with the posting, `deduction_centi` is signed.

    `veto`: the total is nought by rule, and the reason is nobody's but those concerned. `left`: was in the branch in
    the year, but no longer in the quarter.
    """

    name: str
    own: bool
    items: tuple[PostedItem, ...]
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    veto: bool
    left: bool


@dataclass(frozen=True, slots=True)
class PostedLines:
    """The members' sheet of a quarter beside the public one."""

    quarter_id: int
    title: str
    code: str
    sheet: Sheet
    members: tuple[PostedMember, ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    member: Member
    fold: Statement
    items: tuple[PostedItem, ...]


def posted_lines(*, viewer: Viewer, quarter_id: int) -> PostedLines:
    """The lines of a quarter's posting for those of the branch, in roster order; four queries.

    NotFound for a quarter of another branch or one that is not posted, Refused `forbidden`.
    """
    answer = may(verb="see_branch_lines", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    rows = Posting.objects.filter(branch_id=viewer.branch_id, quarter_id=quarter_id)
    posting = rows.select_related("quarter__year").first()
    if posting is None:
        raise NotFound("posting")
    sheet = read_sheet(posting.sheet)
    frozen = {line.membership_id: line for line in PostingLine.objects.filter(posting=posting)}
    folds = _folds(posting, _standard(sheet.standard.digest))
    return PostedLines(
        quarter_id=posting.quarter_id,
        title=f"{sheet.year}年{quarter_name(sheet.quarter)}各人积分",
        code=posting.code,
        sheet=sheet,
        members=tuple(
            _member(frozen[pk], one, own=pk == viewer.membership_id, since=posting.quarter.start)
            for pk, one in folds.items()
            if pk in frozen
        ),
    )


@lru_cache(maxsize=64)
def _standard(digest: str) -> Standard:
    """A published version never changes: read once a process."""
    return standard_of(StandardVersion.objects.filter(digest=digest)[0])


def _folds(posting: Posting, standard: Standard) -> Mapping[int, _Folded]:
    """Everyone's statement in roster order, from the ledger as it was when the sheet went up."""
    year: Year = posting.quarter.year
    by_member: dict[int, list[Booked]] = defaultdict(list)
    for one in booked(branch_id=posting.branch_id, year=year, up_to_seq=posting.ledger_seq):
        by_member[one.membership_id].append(one)
    found = {}
    for row, member in members_with_standings(branch_id=posting.branch_id, year=year):
        fold = statement_of(standard=standard, member=member, year=year, entries=by_member[row.pk])
        found[row.pk] = _Folded(member, fold, _items(fold, standard))
    return found


def _items(fold: Statement, standard: Standard) -> tuple[PostedItem, ...]:
    """What was determined, in the order of the standard; a veto's kind is left out, since it is its reason."""
    sums = {one.item.id: one for one in fold.items if one.times}
    return tuple(
        PostedItem(item.title, sums[item.id].times, _signed(item, sums[item.id].counted_centi))
        for item in standard.items
        if item.id in sums and item.bucket is not Bucket.VETO
    )


def _signed(item: Item, points_centi: int) -> int:
    return -points_centi if item.bucket is Bucket.DEDUCTION else points_centi


def _member(line: PostingLine, one: _Folded, *, own: bool, since: date) -> PostedMember:
    until = one.member.until
    return PostedMember(
        name=one.member.name,
        own=own,
        items=one.items,
        base_centi=line.base_centi,
        duty_centi=line.duty_centi,
        bonus_centi=line.bonus_centi,
        deduction_centi=-line.deduction_centi,
        total_centi=line.total_centi,
        veto=one.fold.veto,
        left=until is not None and until < since,
    )
