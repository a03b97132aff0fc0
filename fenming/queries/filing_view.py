"""A filed table as its reviewer and its branch read it: differences first, then the checks, then all lines (R45, A34)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fenming.queries.access import NotFound
from fenming.queries.filing_checks import Check, checks_of
from fenming.queries.year_filing import awaits_receipt, get_filing_for, read_table, reviews
from fenming.records.models import AppraisalGrade, Filing, FilingEvent, Membership
from fenming.rules.filing import Totals
from fenming.rules.ledger import short_code
from fenming.rules.terms import format_centi
from fenming.rules.year_archive import ERASED
from fenming.rules.year_receipt import YearReceipt


@dataclass(frozen=True, slots=True)
class FiledLine:
    """A line of the table with the name as it is today; `reason` where the grade differs from the suggestion."""

    number: int
    name: str
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested: str
    grade: str
    takes_part: bool
    veto: bool
    reason: str
    membership_id: int = 0  # 0: of another system

    @property
    def deducted_centi(self) -> int:
        """The deductions as people read them: below zero."""
        return -self.deduction_centi

    @property
    def differs(self) -> bool:
        return self.takes_part and self.grade != self.suggested


@dataclass(frozen=True, slots=True)
class Difference:
    """What is another than in the round before, for one member."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FilingView:
    """Everything on the page. `before` is the number of the earlier round, None for the first; `answer` "" while it waits."""

    id: int
    branch_id: int
    branch: str
    superior: str  # whom it was sent to
    year: int
    round: int
    filed_at: datetime
    filed_by: str
    held_on: date
    corrects: bool
    digest: str
    archive_digest: str
    answer: str
    receipt: str
    remarks: str
    answered_at: datetime | None
    answered_by: str
    outside: str  # the committee whose receipt was entered
    before: int | None
    before_said: str  # with which remarks it was returned
    differences: tuple[Difference, ...]
    checks: tuple[Check, ...]
    lines: tuple[FiledLine, ...]
    totals: Totals
    reviews: bool
    may_answer: bool
    may_enter_receipt: bool

    @property
    def archive_code(self) -> str:
        """The archive's digest in a form for paper; "" for what an older edition filed without one."""
        return short_code(self.archive_digest) if self.archive_digest else ""

    @property
    def is_sound(self) -> bool:
        """Whether it can be accepted at all."""
        return all(check.ok for check in self.checks if check.binding)

    @property
    def departures(self) -> tuple[FiledLine, ...]:
        """Those who were given another grade than the points suggest (A24)."""
        return tuple(line for line in self.lines if line.differs)


def filing_view(*, actor_id: int, filing_id: int, today: date) -> FilingView:
    """A filed table for the branch's leaders, the committee's reviewer and auditor; raises NotFound, Refused."""
    filing = get_filing_for(actor_id=actor_id, verb="see_filing", filing_id=filing_id, on=today)
    event = getattr(filing, "event", None)
    table = read_table(filing.table)
    before = _before(filing)
    names = _names(table, read_table(before.table) if before else None)
    foot = table["totals"]
    answers = reviews(actor_id=actor_id, filing=filing, on=today)
    return FilingView(
        id=filing.pk,
        branch_id=filing.branch_id,
        branch=table["branch"],
        superior=_superior(filing),
        year=table["year"],
        round=filing.round,
        filed_at=timezone.localtime(filing.filed_at),
        filed_by=filing.filed_by.name,
        held_on=date.fromisoformat(table["appraised"]["held_on"]),
        corrects=table["settlement"]["corrects"],
        digest=filing.digest,
        archive_digest=filing.archive_digest,
        **_answered(event),
        before=before.round if before else None,
        before_said=_remarks(getattr(before, "event", None)),
        differences=_differences(table, read_table(before.table), names) if before else (),
        checks=checks_of(filing=filing),
        lines=_lines(filing, table, names),
        totals=Totals(
            foot["listed"],
            foot["taking_part"],
            tuple((name, n) for name, n in foot["grades"]),
            foot["without_grade"],
        ),
        reviews=answers,
        may_answer=answers and event is None,
        may_enter_receipt=event is None
        and not answers
        and awaits_receipt(actor_id=actor_id, filing=filing, on=today),
    )


def filing_receipt_of(view: FilingView) -> YearReceipt:
    """What the committee answered, as its receipt says it; NotFound while there is no answer."""
    if not view.answer or view.answered_at is None:
        raise NotFound("receipt")
    return YearReceipt(
        kind=view.answer, committee=view.outside or view.superior, by=view.answered_by, branch=view.branch, year=view.year,
        round=view.round, filing=view.digest, archive=view.archive_digest, number=view.receipt,
        remarks=view.remarks or ERASED, on=view.answered_at.date().isoformat(),
    )  # fmt: skip


def _superior(filing: Filing) -> str:
    """The committee above as it was called then; today's name for what an older edition filed."""
    parent = filing.branch.parent
    named: str = json.loads(filing.basis)["to"] if filing.basis else ""
    return named or (parent.name if parent else "上级党组织")


def _answered(event: FilingEvent | None) -> dict[str, Any]:
    """What the superior said to it, and who; from a receipt it is the committee that said it."""
    if event is None:
        return {
            "answer": "",
            "receipt": "",
            "remarks": "",
            "answered_at": None,
            "answered_by": "",
            "outside": "",
        }
    return {
        "answer": event.kind, "receipt": event.number, "remarks": _remarks(event), "answered_at": event.at,
        "answered_by": event.outside or event.by.name, "outside": event.outside,
    }  # fmt: skip


def _remarks(event: FilingEvent | None) -> str:
    """What was written on returning it; "" when it was not returned or the words are erased."""
    return event.remarks.text if event and event.remarks else ""


def _before(filing: Filing) -> Filing | None:
    """The year's round before, whichever settlement it was of."""
    rows = Filing.objects.filter(settlement__year=filing.settlement.year_id, round__lt=filing.round)
    return rows.select_related("event__remarks").order_by("-round").first()


def _names(*tables: dict[str, Any] | None) -> Mapping[int, str]:
    members = {line["membership"] for table in tables if table for line in table["lines"]}
    return dict(Membership.objects.filter(pk__in=members).values_list("pk", "person__name"))


def _lines(filing: Filing, table: dict[str, Any], names: Mapping[int, str]) -> tuple[FiledLine, ...]:
    rows = AppraisalGrade.objects.filter(
        settlement=filing.settlement, round=table["appraised"]["round"], reason__isnull=False
    )
    reasons = {
        pk: text or "（文字已依法删除）" for pk, text in rows.values_list("membership_id", "reason__text")
    }
    return tuple(
        FiledLine(
            line["number"], names[line["membership"]], line["base_centi"], line["duty_centi"], line["bonus_centi"],
            line["deduction_centi"], line["total_centi"], line["suggested_grade"], line["grade"], line["takes_part"],
            line["veto"], reasons.get(line["membership"], ""), line["membership"],
        )
        for line in table["lines"]
    )  # fmt: skip


def _differences(
    table: dict[str, Any], before: dict[str, Any], names: Mapping[int, str]
) -> tuple[Difference, ...]:
    """Every member whose total, suggestion or grade is another, who is new, or who is no longer there."""
    earlier = {line["membership"]: line for line in before["lines"]}
    found = []
    for line in table["lines"]:
        old = earlier.pop(line["membership"], None)
        if old is None:
            found.append(Difference(names[line["membership"]], "上一次没有列出，这一次列出。"))
        elif changes := _changes(old, line):
            found.append(Difference(names[line["membership"]], f"{'，'.join(changes)}。"))
    found += [Difference(names[pk], "上一次列出，这一次没有列出。") for pk in earlier]
    return tuple(found)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    changes = []
    if old["total_centi"] != new["total_centi"]:
        changes.append(
            f"合计由 {format_centi(old['total_centi'])} 分改为 {format_centi(new['total_centi'])} 分"
        )
    for key, word, nothing in (
        ("suggested_grade", "建议等次", "没有建议"),
        ("grade", "评议等次", "不评等次"),
    ):
        if old[key] != new[key]:
            changes.append(f"{word}由“{old[key] or nothing}”改为“{new[key] or nothing}”")
    if old["reason"] != new["reason"]:
        changes.append("理由有改动")
    return changes
