"""What the verbs about a member's follow-up share: the ground each rests on, judged under the lock (R55, R58, A29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.actions._veto import LONGEST_DOCUMENT
from fenming.queries.claims import tidy
from fenming.queries.grounds import last_ground
from fenming.records.models import Membership
from fenming.rules.measures import measure_fault
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns a ground is kept in: settlement and grade when a meeting gave one, and the document when there is one."""

    settlement_id: int | None
    grade: str
    document: str


def checked_ground(membership: Membership, *, document: str) -> Kept:
    """The ground as it stands now; Refused `document_too_long`, `graded_well`, `no_grade`."""
    number = tidy(document)
    if len(number) > LONGEST_DOCUMENT:
        raise Refused("document_too_long", f"文号请写在 {LONGEST_DOCUMENT} 字以内，现在是 {len(number)} 字。")
    ground = last_ground(branch_id=membership.branch_id)
    grade = ground.grades.get(membership.pk, "") if ground else ""
    bands, year = (ground.bands, ground.year.number) if ground else ((), 0)
    if fault := measure_fault(bands=bands, year=year, grade=grade, document=number):
        raise Refused(*fault)
    return Kept(ground.settlement_id if ground and grade else None, grade, number)


def checked_due(day: date, *, after: date) -> date:
    """A last day that lies after that one; Refused `bad_due_day`."""
    if day <= after:
        raise Refused("bad_due_day", f"期限要在{full_day_name(after)}以后。请改期限。")
    return day
