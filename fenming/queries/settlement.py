"""A settlement: what is frozen of everyone's year, and its lines as the branch's leaders read them (R44, R46, A26)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from fenming.queries.settlement_steps import Steps
from fenming.records.models import AppraisalGrade, Membership, SettlementLine
from fenming.rules.ledger import Json
from fenming.rules.scoring import Cut, Line, Member, Statement
from fenming.rules.standard import Standard

FORM = 1
"""Edition of the frozen content."""

Row = tuple[Membership, Member, Statement]


def settlement_content(
    *, year: int, standard: Standard, ledger: tuple[int, str], rows: Sequence[Row]
) -> Mapping[str, Json]:
    """Everyone's statement with every line and limit, in roster order, for canonical_bytes.

    It names memberships, not people, and carries no sentence about them: a settlement is never altered, while
    names are corrected and words erased by law. `ledger` is number and hash of the head it counts up to.
    """
    return {
        "form": FORM,
        "year": year,
        "standard": standard.digest,
        "ledger": {"seq": ledger[0], "head": ledger[1]},
        "members": [_member(member, statement) for _, member, statement in rows],
    }


def _member(member: Member, statement: Statement) -> Mapping[str, Json]:
    return {
        "membership": int(member.id),
        "type": member.type,
        "base_centi": statement.base_centi,
        "duty_centi": statement.duty_centi,
        "bonus_centi": statement.bonus_centi,
        "deduction_centi": statement.deduction_centi,
        "total_centi": statement.total_centi,
        "suggested_grade": statement.suggested_grade,
        "veto": statement.veto,
        "veto_most_centi": statement.veto_most_centi,
        "cuts": [_cut(cut) for cut in statement.cuts],
        "lines": [_line(line) for line in statement.lines],
    }


def _line(line: Line) -> Mapping[str, Json]:
    return {
        "seq": line.entry.order,
        "item": line.entry.item,
        "day": line.entry.day.isoformat(),
        "quantity": line.entry.quantity,
        "raw_centi": line.raw_centi,
        "counted_centi": line.counted_centi,
        "cuts": [_cut(cut) for cut in line.cuts],
    }


def _cut(cut: Cut) -> Mapping[str, Json]:
    return {"limit": cut.limit, "at_centi": cut.limit_centi, "cut_centi": cut.cut_centi}


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A member's result; no place among the others: that is for the member alone (R68).

    `grade` is what the meeting gave, None before it is entered.
    """

    membership_id: int
    name: str
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested_grade: str
    ranked: bool
    veto: bool
    grade: str | None

    @property
    def deducted_centi(self) -> int:
        """The deductions as people read them: below zero."""
        return -self.deduction_centi


def settled_lines(*, steps: Steps) -> list[SettledLine]:
    """The lines in roster order with the grades of the latest round; one query."""
    given = AppraisalGrade.objects.filter(
        settlement=OuterRef("settlement"), membership=OuterRef("membership")
    )
    rows = SettlementLine.objects.filter(settlement_id=steps.settlement_id).annotate(
        grade=Subquery(given.order_by("-round").values("grade")[:1])
    )
    fields = (
        "membership_id", "membership__person__name", "base_centi", "duty_centi", "bonus_centi",
        "deduction_centi", "total_centi", "suggested_grade", "ranked", "veto", "grade",
    )  # fmt: skip
    return [SettledLine(*row) for row in rows.order_by("membership__roster_no").values_list(*fields)]


def settled_persons(*, settlement_id: int) -> list[int]:
    """The persons a settlement has a line for, in roster order; one query."""
    rows = SettlementLine.objects.filter(settlement_id=settlement_id).order_by("membership__roster_no")
    return list(rows.values_list("membership__person_id", flat=True))
