"""得分说明: why a member's year comes to what it does, item by item in words, as the statement's page tells it (R62, R68)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import get_membership_for
from fenming.queries.member_years import MemberYear, member_years
from fenming.queries.register_form import foot_so_far, year_feet
from fenming.queries.register_form_view import RegisterTotals
from fenming.queries.statement_view import StatedItem, StatedLine
from fenming.queries.statement_words import notes_of, rule_of
from fenming.rules.standard import Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, format_centi


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A fact of an item: what was said, where it stands, and what is left of it after the limits; signed hundredths."""

    day: date
    said: str
    word: str
    determined_centi: int | None
    counted_centi: int | None


@dataclass(frozen=True, slots=True)
class ExplainedItem:
    """An item with its rule, what it counts (None until determined), its lines, and a sentence for each limit and change."""

    title: str
    rule: str
    counted_centi: int | None
    lines: tuple[ExplainedLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedBucket:
    """The items of a bucket that have anything in them."""

    name: str
    items: tuple[ExplainedItem, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A member's year in words; `draft` until it is settled, `limits` are the cuts on the year as a whole."""

    branch: str
    name: str
    status: str
    post: str
    year: int
    as_of: date
    draft: bool
    totals: RegisterTotals
    sums: str
    limits: tuple[str, ...]
    buckets: tuple[ExplainedBucket, ...]
    standard: str


def explanation(*, actor_id: int, membership_id: int, year_number: int, today: date) -> Explanation:
    """For the member, the secretary and the auditor. NotFound: no such member or year; Refused `forbidden`."""
    membership = get_membership_for(
        actor_id=actor_id, verb="see_points_file", membership_id=membership_id, on=today
    )
    (told,) = member_years(
        branch_id=membership.branch_id, year_number=year_number, membership_ids=[membership.pk], on=today
    )
    foot = year_feet(membership.branch_id, year_number, [membership.pk]).posted.get(membership.pk)
    totals = foot or foot_so_far(told)
    return Explanation(
        branch=membership.branch.name,
        name=told.name,
        status=told.status,
        post=told.post,
        year=year_number,
        as_of=told.as_of,
        draft=foot is None,
        totals=totals,
        sums=_sums(totals),
        limits=tuple(cut.sentence for cut in told.determined.cuts),
        buckets=tuple(_buckets(told, today)),
        standard=told.standard.title,
    )


def _sums(totals: RegisterTotals) -> str:
    """``基础分 60 分，加履职分 7.5 分，减扣分 1 分``: what there is none of is left out."""
    parts = [f"基础分 {format_centi(totals.base_centi)} 分"]
    more = (
        ("加履职分", totals.duty_centi),
        ("加上加分", totals.bonus_centi),
        ("减扣分", totals.deduction_centi),
    )
    parts += [f"{word} {format_centi(points)} 分" for word, points in more if points]
    return f"{'，'.join(parts)}。{totals.words}合计 {format_centi(totals.total_centi)} 分。"


def _buckets(told: MemberYear, today: date) -> list[ExplainedBucket]:
    found = []
    for bucket in (Bucket.DUTY, Bucket.BONUS, Bucket.DEDUCTION, Bucket.VETO):
        items = [one for one in told.items if one.item.bucket is bucket and one.lines]
        if items:
            shown = tuple(_item(one, told.standard, today) for one in items)
            found.append(ExplainedBucket(BUCKET_NAMES[bucket], shown))
    return found


def _item(one: StatedItem, standard: Standard, today: date) -> ExplainedItem:
    lines = tuple(_line(line, today) for line in one.lines)
    return ExplainedItem(one.item.title, rule_of(one, standard), one.determined_centi, lines, notes_of(one))


def _line(line: StatedLine, today: date) -> ExplainedLine:
    if line.taken_back:
        word = "已冲正"
    elif line.is_reversal:
        word = "冲正"
    else:
        word = line.matter.state_word(today) if line.matter else "已评定"
    return ExplainedLine(line.day, line.fact, word, line.determined_centi, line.counted_centi)
