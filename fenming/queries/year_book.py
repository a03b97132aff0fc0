"""年度存档: a filed year as one file that opens without this system (R61, R63, A34).

Its figures are those that were frozen when the table was filed. Facts in words, register forms and the ledger are for
the branch's own copy and the auditor's; the committee above is given what it sees of a filing, and no more.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from fenming.queries.access import get_branch_for, tie_to
from fenming.queries.ledger_book import LedgerBook, book_of
from fenming.queries.posting import ShownSheet, shown_sheet
from fenming.queries.register_form import register_forms_of
from fenming.queries.register_form_view import RegisterForm
from fenming.queries.roster import POSTS
from fenming.queries.scores import standard_of
from fenming.queries.standard_paper import StandardPaper, paper_of
from fenming.queries.year_archive import Filed, filed_of, year_parts
from fenming.records.models import Filing, FilingEvent, LedgerEntry, Organisation, Posting, StandardVersion
from fenming.rules.ledger import short_code
from fenming.rules.standard import Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused
from fenming.rules.year_archive import ERASED


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of a settled year: raw and counted are signed hundredths, `limits` are the names of those that cut it."""

    day: date
    bucket: str
    title: str
    times: int
    raw_centi: int
    counted_centi: int
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookMember:
    """A member of the filed table, in its order, in hundredths; `reason` is why the grade is not the suggested one."""

    number: int
    membership_id: int
    name: str
    post: str
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested: str
    grade: str
    reason: str
    takes_part: bool
    veto: bool
    limits: tuple[str, ...]
    lines: tuple[BookLine, ...]


@dataclass(frozen=True, slots=True)
class BookPosting:
    """A posted sheet as its page shows it, and its digest."""

    digest: str
    shown: ShownSheet


@dataclass(frozen=True, slots=True)
class YearBook:
    """Everything the one file is made of but forms and ledger; `full`: the copy that has them.

    `parts` are those of the year's archive with its manifest; `code` is the archive's number.
    """

    branch_id: int
    branch: str
    superior: str
    year: int
    round: int
    state: str
    full: bool
    code: str
    head_seq: int
    head_code: str
    members: tuple[BookMember, ...]
    totals: tuple[tuple[str, int], ...]
    postings: tuple[BookPosting, ...]
    documents: tuple[tuple[str, str, str], ...]
    standard: StandardPaper
    parts: Mapping[str, bytes]


def year_book(*, actor_id: int, branch_id: int, number: int, today: date) -> YearBook:
    """The year as last filed, for the secretary, the committee above and the auditor.

    Raises NotFound, Refused `forbidden`, `not_filed`, `no_archive`.
    """
    branch = get_branch_for(actor_id=actor_id, verb="see_year_book", branch_id=branch_id, on=today)
    rows = Filing.objects.select_related("settlement__year", "names", "event")
    filing = rows.filter(branch_id=branch_id, settlement__year__number=number).order_by("-round").first()
    if filing is None:
        raise Refused("not_filed", f"{number}年度积分还没有报送。报送以后，再来取这一年的存档。")
    filed = filed_of(filing)
    manifest, parts = year_parts(filed)
    table, basis = json.loads(filed.table), json.loads(filed.basis)
    versions = StandardVersion.objects.select_related("adopted_by")
    version = versions.get(branch_id=branch_id, number=basis["standard"])
    full = tie_to(actor_id=actor_id, branch_id=branch_id, on=today).may("see_ledger").allowed
    return YearBook(
        branch_id=branch_id,
        branch=table["branch"],
        superior=basis["to"],
        year=number,
        round=table["round"],
        state=_state(filing),
        full=full,
        code=short_code(filing.archive_digest),
        head_seq=table["ledger"]["seq"],
        head_code=short_code(table["ledger"]["head"]),
        members=_members(filed, table, standard_of(version), parts),
        totals=_totals(table["totals"]),
        postings=tuple(_postings(branch_id, number, actor_id, today)),
        documents=tuple((kind, reference, day) for kind, reference, day, _ in basis["documents"]),
        standard=paper_of(branch=branch.name, version=version),
        parts={"manifest.json": manifest, **parts},
    )


def book_forms(view: YearBook, *, today: date) -> Iterator[RegisterForm]:
    """The register form of each member in the order of the table; nothing for a copy without them."""
    if view.full:
        yield from register_forms_of(
            branch=Organisation.objects.get(pk=view.branch_id),
            year_number=view.year,
            quarter_number=None,
            membership_ids=[one.membership_id for one in view.members],
            today=today,
        )


def book_ledger(view: YearBook) -> LedgerBook | None:
    """What was booked for the year up to the filed head; None for a copy without it."""
    if not view.full:
        return None
    entries = LedgerEntry.objects.filter(
        branch_id=view.branch_id, quarter__year__number=view.year, seq__lte=view.head_seq
    )
    return book_of(branch=view.branch, period=f"{view.year}年度", entries=entries)


def _state(filing: Filing) -> str:
    event: FilingEvent | None = getattr(filing, "event", None)
    if event is None:
        return "已报送，上级还没有答复"
    if event.kind == FilingEvent.Kind.ACCEPTED:
        return f"已备案，备案号 {event.number}"
    return "上级退回补正"


def _members(
    filed: Filed, table: Mapping[str, Any], standard: Standard, parts: Mapping[str, bytes]
) -> tuple[BookMember, ...]:
    """Reasons come from the archive's own table, which leaves out what was erased."""
    told = {one["membership"]: one for one in json.loads(filed.settlement.statements)["members"]}
    reasons = _reasons(parts["lines.csv"])
    return tuple(
        BookMember(
            number=line["number"],
            membership_id=line["membership"],
            name=filed.names.get(str(line["membership"]), ERASED),
            post=POSTS.get(line["type"], line["type"]),
            base_centi=line["base_centi"],
            duty_centi=line["duty_centi"],
            bonus_centi=line["bonus_centi"],
            deduction_centi=line["deduction_centi"],
            total_centi=line["total_centi"],
            suggested=line["suggested_grade"],
            grade=line["grade"],
            reason=reasons.get(str(line["membership"]), ""),
            takes_part=line["takes_part"],
            veto=line["veto"],
            limits=_limits(told[line["membership"]]["cuts"]),
            lines=tuple(_line(one, standard) for one in told[line["membership"]]["lines"]),
        )
        for line in table["lines"]
    )


def _reasons(lines: bytes) -> dict[str, str]:
    rows = csv.DictReader(StringIO(lines.decode("utf-8-sig")))
    return {row["党员号"]: row["理由"] for row in rows}


def _line(one: Mapping[str, Any], standard: Standard) -> BookLine:
    """The kind of a veto is its reason and stays out (A22)."""
    item = standard.by_id[one["item"]]
    sign = -1 if item.bucket is Bucket.DEDUCTION else 1
    return BookLine(
        day=date.fromisoformat(one["day"]),
        bucket=BUCKET_NAMES[item.bucket],
        title="按处理决定" if item.bucket is Bucket.VETO else item.title,
        times=one["quantity"],
        raw_centi=sign * one["raw_centi"],
        counted_centi=sign * one["counted_centi"],
        limits=_limits(one["cuts"]),
    )


_LIMITS = {
    "frequency": "按频次",
    "free": "免扣的次数",
    "achievement": "同一成果只计一次",
    "item_cap": "项目上限",
    "exhausted": "扣完该项为止",
    "bucket_cap": "履职分上限",
    "gross_cap": "扣分前封顶",
    "total_cap": "总分封顶",
    "total_floor": "总分下限",
    "veto": "一票否决",
}


def _limits(cuts: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(_LIMITS[cut["limit"]] for cut in cuts)


def _totals(foot: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    graded = [(f"评为“{name}”", count) for name, count in foot["grades"]]
    start = [("列入本表", foot["listed"]), ("参加评议", foot["taking_part"])]
    return (*start, *graded, ("不评等次", foot["without_grade"]))


def _postings(branch_id: int, number: int, actor_id: int, today: date) -> Iterator[BookPosting]:
    rows = Posting.objects.filter(branch_id=branch_id, quarter__year__number=number)
    for code, digest in rows.order_by("quarter__number").values_list("code", "digest"):
        yield BookPosting(digest, shown_sheet(code=code, person_id=actor_id, today=today))
