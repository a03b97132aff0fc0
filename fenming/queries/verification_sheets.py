"""Whether postings and settlements are as they were frozen, and still follow from the ledger (R39, R44, R73, R77)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.db.models import Model, QuerySet

from fenming.queries.posting_sheet import Sheet, read_sheet
from fenming.queries.scores import standard_of, statements_of
from fenming.queries.settlement import settlement_content
from fenming.records.models import (
    AuditEvent,
    LedgerEntry,
    Posting,
    PostingLine,
    Settlement,
    SettlementLine,
    StandardVersion,
)
from fenming.rules.ledger import GENESIS, short_code
from fenming.rules.standard import Standard, StandardError
from fenming.rules.terms import Refused

FIGURES = ("base_centi", "duty_centi", "bonus_centi", "deduction_centi", "total_centi")
_SETTLED = (*FIGURES, "type", "suggested_grade", "veto", "veto_most_centi")
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ObjectDoesNotExist, DatabaseError)
"""What reading a row raises when a byte of the file was changed so that it is no date, no number, no text any more."""
_UNREADABLE = (*UNREADABLE, StandardError, Refused)
# What a settlement takes from the roster; the roster may rightly be put right later, the ledger may not.
_FROM_ROSTER = ("type", "suggested_grade")


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is not as it was written: table and number as people call them, and what is wrong with it."""

    table: str
    number: str
    problem: str


def broken_postings(branch_id: int) -> Iterator[Broken]:
    """Every posting: digest, code, sheet, trail, lines against the sheet and against the fold at its number."""
    for pk in _keys(Posting, branch_id):
        number = f"（内部编号 {pk}）"
        try:
            posting = Posting.objects.select_related("quarter__year").get(pk=pk)
            number = f" {posting.code} "
            yield from _broken_posting(posting, number)
        except _UNREADABLE:
            yield Broken("公示", number, "已经读不出来，或者按台账重算不出来")


def broken_settlements(branch_id: int) -> Iterator[Broken]:
    """Every settlement: digest, trail, lines against the statements, the statements against a new scoring."""
    for pk in _keys(Settlement, branch_id):
        number = f"（内部编号 {pk}）"
        try:
            settlement = Settlement.objects.select_related("year").get(pk=pk)
            number = f"（{settlement.year.number}年，编号 {pk}）"
            yield from _broken_settlement(settlement, number)
        except _UNREADABLE:
            yield Broken("年度结算", number, "已经读不出来，或者按台账重算不出来")


def _keys(model: type[Model], branch_id: int) -> list[int]:
    rows = model._base_manager.filter(branch_id=branch_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _broken_posting(posting: Posting, number: str) -> Iterator[Broken]:
    if sha256(posting.sheet.encode()).hexdigest() != posting.digest:
        yield Broken("公示", number, "内容与它的摘要对不上")
        return
    if short_code(posting.digest) != posting.code:
        yield Broken("公示", number, "编号与它的摘要对不上")
    sheet = read_sheet(posting.sheet)
    # the year's figures came onto the fourth quarter's sheet later than the other keys
    with_year = json.loads(posting.sheet).get("with_year", False)
    if not _is_of_its_sheet(posting, sheet) or posting.with_year != with_year:
        yield Broken("公示", number, "日期、季度或台账号数与张贴的内容不一样")
    if not _is_in_trail("posting", posting, by_id=posting.posted_by_id, at=posting.posted_at):
        yield Broken("公示", number, "操作留痕里没有这一份")
    if not is_head(posting.branch_id, posting.ledger_seq, posting.head_hash):
        yield Broken("公示", number, "所记的台账末笔与台账不一样")
    yield from _broken_posting_lines(posting, sheet, number)


def _is_of_its_sheet(posting: Posting, sheet: Sheet) -> bool:
    term, quarter = sheet.term, posting.quarter
    stands = (
        posting.branch_id, posting.first_day, posting.last_day, posting.objection_until,
        posting.ledger_seq, posting.head_hash, quarter.year.number, quarter.number,
    )  # fmt: skip
    posted = (
        sheet.branch_id, term.first_day, term.last_day, term.objection_until,
        sheet.ledger_seq, sheet.head_hash, sheet.year, sheet.quarter,
    )  # fmt: skip
    return stands == posted


def _broken_posting_lines(posting: Posting, sheet: Sheet, number: str) -> Iterator[Broken]:
    posted = {line.membership_id: line.total_centi for line in sheet.lines}
    standard = _standard_then(posting)
    rows = statements_of(
        branch_id=posting.branch_id,
        year=posting.quarter.year,
        up_to_seq=posting.ledger_seq,
        standard=standard,
    )
    folded = {membership.pk: statement for membership, _, statement in rows}
    for line in _lines(PostingLine.objects.filter(posting=posting)):
        where = f"{number}名册第{line.membership.roster_no}号"
        on_sheet = posted.pop(line.membership_id, None)
        if line.branch_id != posting.branch_id or on_sheet != (line.total_centi if line.listed else None):
            yield Broken("公示行", where, "与张贴的内容不一样")
        statement = folded.get(line.membership_id)
        if statement and any(getattr(line, name) != getattr(statement, name) for name in FIGURES):
            yield Broken("公示行", where, f"与台账第{posting.ledger_seq}笔为止算出的分不一样")
    if posted:
        yield Broken("公示", number, f"张贴的内容里有 {len(posted)} 人在公示行里没有")


def _standard_then(posting: Posting) -> Standard:
    """The version that year's points were computed by when it was posted: later ones came after."""
    versions = StandardVersion.objects.filter(
        branch_id=posting.branch_id, adopted_at__lte=posting.posted_at
    ).order_by("in_force_from")
    by_then = [one for one in versions if one.in_force_from <= posting.quarter.year.end] or list(versions[:1])
    return standard_of(by_then[-1])


def _broken_settlement(settlement: Settlement, number: str) -> Iterator[Broken]:
    if sha256(settlement.statements.encode()).hexdigest() != settlement.digest:
        yield Broken("年度结算", number, "内容与它的摘要对不上")
        return
    content = json.loads(settlement.statements)
    ledger = {"seq": settlement.ledger_seq, "head": settlement.head_hash}
    if content["ledger"] != ledger or content["year"] != settlement.year.number:
        yield Broken("年度结算", number, "年度或台账号数与结算的内容不一样")
    if settlement.corrects_id != _last_before(settlement):
        yield Broken("年度结算", number, "所更正的不是同一年度的前一份结算")
    if not _is_in_trail("settlement", settlement, by_id=settlement.settled_by_id, at=settlement.settled_at):
        yield Broken("年度结算", number, "操作留痕里没有这一份")
    if not is_head(settlement.branch_id, settlement.ledger_seq, settlement.head_hash):
        yield Broken("年度结算", number, "所记的台账末笔与台账不一样")
    yield from _broken_settlement_lines(settlement, content["members"], number)
    yield from _differs_from_ledger(settlement, content, number)


def _last_before(settlement: Settlement) -> int | None:
    earlier = Settlement.objects.filter(year=settlement.year_id, pk__lt=settlement.pk)
    return earlier.order_by("-pk").values_list("pk", flat=True).first()


def _broken_settlement_lines(
    settlement: Settlement, members: Sequence[Mapping[str, Any]], number: str
) -> Iterator[Broken]:
    settled = {member["membership"]: member for member in members}
    lines = list(_lines(SettlementLine.objects.filter(settlement=settlement)))
    totals = [line.total_centi for line in lines if line.ranked]
    for line in lines:
        where = f"{number}名册第{line.membership.roster_no}号"
        member = settled.pop(line.membership_id, None)
        differs = member is None or any(getattr(line, name) != member[name] for name in _SETTLED)
        if differs or line.branch_id != settlement.branch_id:
            yield Broken("结算行", where, "与结算的内容不一样")
        place = 1 + sum(total > line.total_centi for total in totals) if line.ranked else None
        if line.rank != place:
            yield Broken("结算行", where, "位次与各人的总分对不上")
    if settled:
        yield Broken("年度结算", number, f"结算的内容里有 {len(settled)} 人在结算行里没有")


def _differs_from_ledger(settlement: Settlement, content: Mapping[str, Any], number: str) -> Iterator[Broken]:
    versions = StandardVersion.objects.filter(branch_id=settlement.branch_id, digest=content["standard"])
    version = versions.first()
    if version is None:
        yield Broken("年度结算", number, "结算所用的那版积分标准不在了")
        return
    standard = standard_of(version)
    rows = statements_of(
        branch_id=settlement.branch_id,
        year=settlement.year,
        up_to_seq=settlement.ledger_seq,
        standard=standard,
    )
    ledger = (settlement.ledger_seq, settlement.head_hash)
    anew = settlement_content(year=settlement.year.number, standard=standard, ledger=ledger, rows=rows)
    computed = {one["membership"]: _by_ledger(one) for one in json.loads(json.dumps(anew))["members"]}
    for member in content["members"]:
        pk = member["membership"]
        if pk in computed and computed[pk] != _by_ledger(member):
            yield Broken("年度结算", number, f"党员（内部编号 {pk}）的分与按台账重算的不一样")


def _by_ledger(member: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in member.items() if name not in _FROM_ROSTER}


def _lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("membership").order_by("membership__roster_no")


def _is_in_trail(subject: str, record: Posting | Settlement, *, by_id: int, at: datetime) -> bool:
    """Whether the trail, which is a chain, says that this record was made then, by this person, with this digest."""
    events = AuditEvent.objects.filter(branch_id=record.branch_id, subject=subject, subject_id=record.pk)
    details = events.filter(actor_id=by_id, at=at).values_list("detail", flat=True)
    return any(json.loads(detail).get("digest") == record.digest for detail in details)


def is_head(branch_id: int, seq: int, head_hash: str) -> bool:
    """Whether the ledger has that entry with that hash; 0 is the ledger before its first entry."""
    if seq == 0:
        return head_hash == GENESIS
    return LedgerEntry.objects.filter(branch_id=branch_id, seq=seq, hash=head_hash).exists()
